"""Remarks (PAR04, 05, 13, 14): each answered, refused only with reasons, about the plan consulted, passed on."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from som_cli.analysis.revisions import past_of, paths_of
from som_cli.messages import msg
from som_cli.model.layout import plan_of
from som_cli.model.participation import Consultation, Disposition, Remark, SenderKind
from som_cli.model.values import PartialDate
from som_cli.model.workspace import Workspace
from som_cli.rules.registry import Finding, rule
from som_cli.rules.usage import shown_ids
from som_cli.text.diagnostics import Related

REFUSED = frozenset({Disposition.REJECTED, Disposition.PARTIAL})
# A reason of fewer letters says only no.
SHORTEST_REASON = 20
# Collective answers are allowed; one text for more than half of at least so many refusals is none.
FEWEST_REFUSALS = 4
_LETTER = re.compile(r"[^\W\d_]")


@rule("PAR04", "W→E@A")
def unanswered_remark(workspace: Workspace) -> Iterator[Finding]:
    """A remark has no disposition or no answer, though the consultation is over."""
    for remark in workspace.remarks.values():
        consultation = _consultation(remark, workspace)
        closes = consultation.closes if consultation else None
        if closes is not None and closes.is_known and closes.last >= workspace.today:
            continue
        if remark.disposition in (None, Disposition.OPEN):
            message = msg("the remark is still open: nobody decided on it")
            yield Finding(
                remark, ("disposition",), message, msg("decide, and write `disposition`, `answer` and `answered`")
            )
        elif not (remark.answer or "").strip() and remark.disposition not in REFUSED:
            message = msg("the remark has the disposition `{found}`, and no answer", found=remark.disposition.value)
            yield Finding(remark, ("disposition",), message, msg("write `answer: …`"))


@rule("PAR05", "E")
def refusal_without_reasons(workspace: Workspace) -> Iterator[Finding]:
    """A remark was refused, wholly or in part, without reasons, in a few words, or in the text that most others got."""
    refused: dict[str, list[tuple[str, Remark]]] = defaultdict(list)
    help_ = msg("say in `answer` why, so that who wrote the remark can understand it")
    for remark in workspace.remarks.values():
        if remark.disposition not in REFUSED:
            continue
        reason = f"{remark.answer or ''} {remark.justification or ''}".strip()
        letters = len(_LETTER.findall(reason))
        if letters < SHORTEST_REASON:
            key = "answer" if remark.answer else "disposition"
            message = msg(
                "`{found}` with a reason of {count} letter; at least {least} are asked",
                plural="`{found}` with a reason of {count} letters; at least {least} are asked",
                count=letters,
                found=remark.disposition.value,
                least=SHORTEST_REASON,
            )
            yield Finding(remark, (key,), message, help_)
        else:
            refused[remark.id.partition("/")[0]].append((" ".join(reason.split()).casefold(), remark))
    for answers in refused.values():
        text, count = Counter(text for text, _ in answers).most_common(1)[0]
        if len(answers) < FEWEST_REFUSALS or count * 2 <= len(answers):
            continue
        same = [remark for found, remark in answers if found == text]
        message = msg(
            "{count} of {all} refusals of the consultation have one text: {remarks}",
            count=count,
            all=len(answers),
            remarks=shown_ids(same),
        )
        related = tuple(Related(one.origin.span(("answer",)), msg("the same text")) for one in same[1:])
        yield Finding(same[0], ("answer",), message, help_, related=related)


@rule("PAR13", "W")
def remark_on_another_plan(workspace: Workspace) -> Iterator[Finding]:
    """A remark is about what the consulted plan does not hold, or did not hold when it was consulted."""
    consulted: dict[str, frozenset[str]] = {}
    for remark in workspace.remarks.values():
        consultation = _consultation(remark, workspace)
        is_passed = remark.disposition is Disposition.OUT_OF_SCOPE
        if remark.about is None or consultation is None or consultation.subject is None or is_passed:
            continue
        item = workspace.by_id.get(remark.about)
        plan = plan_of(item.origin.path if item else remark.about)
        if plan is not None and plan != consultation.subject.plan:
            message = msg(
                "`{about}` belongs to the plan `{plan}`, the consultation was about `{subject}`",
                about=remark.about,
                plan=plan,
                subject=consultation.subject.plan,
            )
            related = (Related(consultation.origin.span(("subject",)), msg("the plan consulted")),)
            help_ = msg("correct `about`; or answer the remark as `out_of_scope` and pass it on")
            yield Finding(remark, ("about",), message, help_, related=related)
        elif plan is not None and consultation.opens is not None:
            if consultation.id not in consulted:
                consulted[consultation.id] = _files_consulted(workspace, consultation.opens, plan)
            there = consulted[consultation.id]
            where = paths_of(workspace, item) if item else (remark.about.partition("#")[0],)
            if there and there.isdisjoint(where):
                message = msg(
                    "the plan `{plan}` had no `{about}` when the consultation opened, {day}",
                    plan=plan,
                    about=remark.about,
                    day=consultation.opens,
                )
                related = (Related(consultation.origin.span(("opens",)), msg("the consultation opened")),)
                help_ = msg("correct `about`: write what the text that people read had")
                yield Finding(remark, ("about",), message, help_, related=related)


def _files_consulted(workspace: Workspace, opens: PartialDate, plan: str) -> frozenset[str]:
    """The files of a plan, and of the one that it was before, as they stood on a day; none where git knows none."""
    past = past_of(workspace) if opens.is_known else None
    commit = past.on(opens.last) if past else None
    if past is None or commit is None:
        return frozenset()
    return frozenset(
        path for name in (plan, *workspace.plans[plan].formerly) for path in past.listing(commit, f"plans/{name}")
    )


@rule("PAR14", "W@M")
def remark_not_passed_on(workspace: Workspace) -> Iterator[Finding]:
    """A resident's remark was set aside as out of scope, and nobody who could answer it got it."""
    for remark in workspace.remarks.values():
        is_resident = remark.from_ is not None and remark.from_.kind is SenderKind.RESIDENT
        if is_resident and remark.disposition is Disposition.OUT_OF_SCOPE and not remark.passed_to:
            message = msg("the resident's remark is `out_of_scope`, and was passed on to nobody")
            help_ = msg("write `passed_to: …` (the member, body or stakeholder that got it)")
            yield Finding(remark, ("disposition",), message, help_)


def _consultation(remark: Remark, workspace: Workspace) -> Consultation | None:
    return workspace.consultations.get(remark.id.partition("/")[0])
