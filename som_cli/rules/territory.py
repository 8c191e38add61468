"""Territory and geometry (TER): codes and shapes that are valid, in their place, and as long as stated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial

from som_cli.analysis.geometry import Areas, Flaw, Position, flaw, is_sound, positions
from som_cli.analysis.network import boundaries, drawn_shapes, member_areas, stretches
from som_cli.messages import Message, msg
from som_cli.model.action import Action, ActionKind
from som_cli.model.entry import Item
from som_cli.model.layout import plan_of
from som_cli.model.network import Shape
from som_cli.model.partnership import Member, MemberCode
from som_cli.model.values import PartialDate
from som_cli.model.workspace import Workspace
from som_cli.rules.figures import percent, rounded
from som_cli.rules.registry import Finding, rule
from som_cli.rules.scope import own_actions
from som_cli.text.diagnostics import Related

FLAWS: Mapping[Flaw, Message] = {
    Flaw.EMPTY: msg("the shape is empty"),
    Flaw.ONE_POINT: msg("the line has one point only"),
    Flaw.NO_LENGTH: msg("the line has no length: all its points are one"),
    Flaw.NOT_CLOSED: msg("a ring is not closed"),
    Flaw.CROSSING: msg("the outline crosses itself"),
}
LONGITUDE, LATITUDE = 180.0, 90.0
CORNERS = 4
# Of two areas one lies inside the other, as a county holds its municipalities.
INSIDE = 0.98
# A larger hole is a neighbour that is no member, not a mistake of drawing (km²).
SMALL_HOLE = 1.0


@rule("TER01", "E")
def clashing_codes(workspace: Workspace) -> Iterator[Finding]:
    """Two members have one official code at a time, or one member has two codes of a kind."""
    holders: dict[tuple[str, str], list[tuple[Member, int, MemberCode]]] = defaultdict(list)
    for member in workspace.members.values():
        own: dict[str, list[MemberCode]] = defaultdict(list)
        for index, code in enumerate(member.codes):
            for other in own[code.scheme]:
                if other.code != code.code and _at_once(other, code):
                    message = msg(
                        "{scheme} {code} and {other} are valid at the same time",
                        scheme=code.scheme,
                        code=code.code,
                        other=other.code,
                    )
                    help_ = msg("say from when to when each of them holds")
                    yield Finding(member, ("codes", index, "code"), message, help_)
            own[code.scheme].append(code)
            for holder, place, other in holders[code.scheme, code.code]:
                if holder is not member and _at_once(other, code):
                    message = msg("{holder} has the code {code} at the same time", holder=holder.id, code=code.code)
                    related = (Related(holder.origin.span(("codes", place, "code")), msg("the same code")),)
                    help_ = msg("correct the code, or say from when to when it holds")
                    path = ("codes", index, "code")
                    yield Finding(member, path, message, help_, other=holder.id, related=related)
            holders[code.scheme, code.code].append((member, index, code))


def _at_once(first: MemberCode, second: MemberCode) -> bool:
    """Whether two codes surely hold on one day: a code whose dates are unknown may have followed the other."""
    dates = (first.from_, first.to, second.from_, second.to)
    if any(date is not None and not date.is_known for date in dates):
        return False
    return not (_may_follow(first.from_, second.to) or _may_follow(second.from_, first.to))


def _may_follow(start: PartialDate | None, end: PartialDate | None) -> bool:
    return start is not None and end is not None and start.last > end.first


def _placed_shapes(workspace: Workspace) -> Iterator[tuple[Item, Shape]]:
    """Every shape with the item that it belongs to: a route's segment, a member, else the plan or the partnership."""
    routes = {segment.id: route for route in workspace.routes.values() for segment in route.segments}
    for path, shapes in workspace.shapes.items():
        plan = plan_of(path)
        if plan is not None and plan not in workspace.plans:
            continue
        holder: Item = workspace.plans[plan] if plan is not None else workspace.partnership
        for shape in shapes:
            yield routes.get(shape.id) or workspace.members.get(shape.id) or holder, shape


@rule("TER02", "E")
def invalid_shape(workspace: Workspace) -> Iterator[Finding]:
    """A shape is empty, has one point, is not closed, or crosses itself."""
    for item, shape in _placed_shapes(workspace):
        found = flaw(shape)
        if found is not None:
            yield Finding(item, (), FLAWS[found], msg("draw it again"), about=shape.id, span=shape.span)


@rule("TER03", "E")
def shape_out_of_place(workspace: Workspace) -> Iterator[Finding]:
    """Coordinates are swapped, in metres, or outside the frame of the workspace."""
    for item, shape in _placed_shapes(workspace):
        wrong = _misplaced(positions(shape), workspace)
        if wrong is not None:
            yield Finding(item, (), *wrong, about=shape.id, span=shape.span)
    for stop in workspace.stops.values():
        if len(stop.position) in (2, 3):
            wrong = _misplaced(iter([(float(stop.position[0]), float(stop.position[1]))]), workspace)
        elif stop.position:
            wrong = (msg("a position has two numbers"), msg("write longitude, latitude: `[14.5, 53.4]`"))
        else:
            wrong = None
        if wrong is not None:
            yield Finding(stop, ("position",), *wrong)


def _misplaced(found: Iterator[Position], workspace: Workspace) -> tuple[Message, Message] | None:
    """What is wrong with the first position that is, and how to mend it."""
    box = workspace.settings.bbox
    west, south, east, north = box if len(box) == CORNERS else (-LONGITUDE, -LATITUDE, LONGITUDE, LATITUDE)
    for x, y in found:
        if west <= x <= east and south <= y <= north:
            continue
        place = f"[{x:.9g}, {y:.9g}]"
        if abs(x) > LONGITUDE or abs(y) > LONGITUDE:
            message = msg("the position {place} is not in degrees", place=place)
            return message, msg("export it again in WGS 84 (EPSG:4326)")
        if len(box) == CORNERS and west <= y <= east and south <= x <= north:
            message = msg("the position {place} has longitude and latitude swapped", place=place)
            return message, msg("write longitude first: `[{x}, {y}]`", x=f"{y:.9g}", y=f"{x:.9g}")
        frame = ", ".join(f"{float(edge):.9g}" for edge in (west, south, east, north))
        message = msg("the position {place} lies outside the frame [{frame}]", place=place, frame=frame)
        return message, msg("correct it, or widen `bbox` of som.yml")
    return None


@rule("TER04", "E")
def segment_without_shape(workspace: Workspace) -> Iterator[Finding]:
    """A segment of a drawn route is not drawn, a shape draws nothing, or a boundary file lacks its member."""
    drawn = drawn_shapes(workspace)
    for route in workspace.routes.values():
        if route.geometry is None or route.geometry not in workspace.shapes:
            continue
        for index, segment in enumerate(route.segments):
            if segment.id not in drawn:
                message = msg("{file} has no feature `{id}`", file=route.geometry, id=segment.id)
                help_ = msg("draw it with `id: {id}`, a gap too", id=segment.id)
                yield Finding(route, ("segments", index, "id"), message, help_, about=segment.id)
    files = {route.geometry: route for route in workspace.routes.values() if route.geometry}
    for path, route in files.items():
        for shape in workspace.shapes.get(path, ()):
            if shape.id not in workspace.segments:
                message = msg("the shape `{id}` belongs to no segment", id=shape.id)
                help_ = msg("give it the id of its segment, or add the segment to {route}", route=route.id)
                yield Finding(route, ("geometry",), message, help_, about=shape.id, span=shape.span)
    known = boundaries(workspace)
    for member in workspace.members.values():
        if member.boundary in workspace.shapes and member.id not in known:
            message = msg("{file} has no feature `{id}`", file=member.boundary, id=member.id)
            yield Finding(member, ("boundary",), message, msg("give the boundary the id of its member"))


@rule("TER05", "W")
def length_unlike_shape(workspace: Workspace) -> Iterator[Finding]:
    """The stated length of a segment differs from the length of its shape."""
    tolerance = workspace.settings.tolerance.length_rel
    for part in stretches(workspace):
        stated, drawn = part.segment.length_m, part.drawn_length
        # Half a metre is rounding.
        if stated is None or not drawn or abs(stated - drawn) <= max(tolerance * drawn, Decimal("0.5")):
            continue
        message = msg("stated are {stated} m, the shape is {drawn} m long", stated=stated, drawn=rounded(drawn))
        help_ = msg("measure along the axis, once for both sides; {share} % may differ", share=percent(tolerance))
        path = ("segments", part.index, "length_m")
        related = (Related(part.shape.span, msg("the shape")),) if part.shape else ()
        yield Finding(part.route, path, message, help_, about=part.segment.id, related=related)


@rule("TER06", "W")
def shape_outside_member(workspace: Workspace) -> Iterator[Finding]:
    """A segment or a stop lies outside the member that it is said to be in."""
    areas = member_areas(workspace)
    if areas is None:
        return
    limit = float(workspace.settings.standards.geometry.border_m)
    for part in stretches(workspace):
        member = part.segment.member
        if part.shape and member in areas.names and is_sound(part.shape):
            metres = areas.outside(member, part.shape)
            if metres > limit:
                path = ("segments", part.index, "member")
                yield Finding(part.route, path, *_outside(member, metres, limit), about=part.segment.id)
    for stop in workspace.stops.values():
        if len(stop.position) > 1 and stop.member in areas.names:
            position = (float(stop.position[0]), float(stop.position[1]))
            point = Shape(stop.id, stop.origin.path, "Point", stop.position, partial(stop.origin.span, ("position",)))
            if stop.member not in areas.around(position, limit):
                metres = areas.outside(stop.member, point)
                yield Finding(stop, ("member",), *_outside(stop.member, metres, limit))


def _outside(member: str, metres: float, limit: float) -> tuple[Message, Message]:
    message = msg("it reaches {metres} m out of {member}", metres=rounded(metres), member=member)
    return message, msg("correct the member or the shape; {limit} m at the border are allowed", limit=rounded(limit))


@rule("TER07", "W")
def action_without_map(workspace: Workspace) -> Iterator[Finding]:
    """In a plan with maps an investment says no place, or a place is in words only."""
    drawn = drawn_shapes(workspace)
    mapped = {plan_of(shape.path) for shape in drawn.values()}
    shown = {segment.id for segment in workspace.segments.values() if segment.id in drawn}
    shown |= {route.id for route in workspace.routes.values() if any(one.id in drawn for one in route.segments)}
    served = {segment.action for segment in workspace.segments.values() if segment.id in drawn}
    served |= {stop.action for stop in workspace.stops.values() if stop.position}
    for action in own_actions(workspace):
        if plan_of(action.origin.path) not in mapped or action.id in served or shown.intersection(action.routes):
            continue
        if action.place:
            message = msg("the action has a place in words, and none on the map")
            yield Finding(action, ("place",), message, _map_help(action))
        elif action.kind is ActionKind.INVESTMENT:
            yield Finding(action, ("place",), msg("the investment says no place"), _map_help(action))


def _map_help(action: Action) -> Message:
    return msg("name its segments in `routes`, or {action} in the segment that it builds", action=action.id)


@rule("TER08", "I")
def heavy_shape(workspace: Workspace) -> Iterator[Finding]:
    """A shape has more decimals or more points than anybody can use."""
    limits = workspace.settings.standards.geometry
    for item, shape in _placed_shapes(workspace):
        count = sum(1 for _ in positions(shape))
        decimals = _decimals(shape.coordinates)
        if decimals > limits.decimals:
            message = msg("coordinates have {found} decimals, more than {limit}", found=decimals, limit=limits.decimals)
            help_ = msg("round them: the sixth decimal of a degree is a tenth of a metre")
            yield Finding(item, (), message, help_, about=shape.id, span=shape.span)
        if count > limits.points:
            message = msg("the shape has {count} points, more than {limit}", count=count, limit=limits.points)
            yield Finding(item, (), message, msg("simplify it"), about=shape.id, span=shape.span)


def _decimals(value: object) -> int:
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        return -exponent if isinstance(exponent, int) else 0
    return max((_decimals(part) for part in value), default=0) if isinstance(value, tuple) else 0


@rule("TER09", "W")
def borders_that_do_not_fit(workspace: Workspace) -> Iterator[Finding]:
    """The areas of two members overlap, or leave a small hole between them."""
    shapes = boundaries(workspace)
    if len(shapes) < 2:  # noqa: PLR2004 - a pair
        return
    limit = float(workspace.settings.standards.geometry.border_m)
    for overlap in Areas(shapes).overlaps(limit):
        if overlap.share < INSIDE:
            member = workspace.members[overlap.second]
            message = msg(
                "{second} and {first} overlap by {area} km²",
                first=overlap.first,
                second=overlap.second,
                area=rounded(overlap.km2, 2),
            )
            help_ = msg("take both borders from one register; {limit} m are allowed", limit=rounded(limit))
            yield Finding(member, ("boundary",), message, help_, other=overlap.first)
    areas = member_areas(workspace)
    for area, around in areas.holes(limit) if areas else ():
        if area <= SMALL_HOLE and around:
            message = msg("{members} leave a hole of {area} km²", members=", ".join(around), area=rounded(area, 2))
            help_ = msg("take all borders from one register; holes over {limit} km² are left", limit=SMALL_HOLE)
            yield Finding(workspace.members[around[-1]], ("boundary",), message, help_)
