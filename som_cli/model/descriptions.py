"""A class and a key of it -> what the key means, in one line that an analyst understands."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from som_cli.messages import mark_text
from som_cli.model.descriptions_of_plans import OF_PLANS
from som_cli.model.descriptions_of_shared_data import OF_SHARED_DATA
from som_cli.model.descriptions_of_values import IN_ANY_LIST, OF_VALUES

# Keys that mean the same wherever they stand; a class may say more about one of them below.
ANYWHERE: Mapping[str, str] = {
    "provenance": mark_text(
        "Where it comes from: seen in the plan itself, real but not seen there, or invented as an example."
    ),
    "source": mark_text("The source that it was read in: the id of an entry of registry/sources, or `unknown`."),
    "locator": mark_text("The place in the source: a page, a table, a section."),
    "stated": mark_text("What the source itself says, word for word, where the data says it in another way."),
    "note": mark_text("A remark for readers of the documents."),
    "order": mark_text("The place among its neighbours (a whole number); without it the order of ids holds."),
    "code": mark_text("The number or sign that the document itself gives it."),
    "formerly": mark_text("The ids that it bore before; an id is never used for anything else."),
    "superseded_by": mark_text("The id of the item that stands in its place now."),
    "justification": mark_text("Why it is as it is, where a reader might wonder."),
    "waivers": mark_text("Findings that are accepted on purpose."),
    "id": mark_text("The id. The file or the folder bears the same name."),
    "title": mark_text("The title."),
    "name": mark_text("The name."),
    "description": mark_text("A description for readers."),
    "url": mark_text("The address of the web page."),
    "date": mark_text("The date: a year, a month, a day, or `unknown`."),
    "from": mark_text("From when: a year, a month, a day, or `unknown`."),
    "to": mark_text("Until when, that day included: a year, a month, a day, or `unknown`."),
    "year": mark_text("The year."),
    "period": mark_text("The period that the value holds for: a year, a month, a day, or `unknown`."),
    "value": mark_text("The value: a plain number with a decimal point, no spaces."),
    "unit": mark_text("The unit of the value: a key of registry/units.yml."),
    "label": mark_text("What documents print, by language (`pl: …`)."),
    "sha256": mark_text("The sha256 of the file: 64 hexadecimal digits."),
    "retrieved": mark_text("The day it was read on the web."),
    "received": mark_text("When it came in."),
    "published": mark_text("When it was published."),
    "missing": mark_text("Why there is no value: unknown is not zero."),
    "area": mark_text("Where the value holds: a member, or `partnership` for the whole."),
    "coverage": mark_text("The date whose members the value covers."),
    "legal_basis": mark_text("The act and article that it rests on."),
    "participants": mark_text("How many people came: a number, never a list of names."),
    "scheme": mark_text("The list or register that the code belongs to."),
    "member": mark_text("The member: its id."),
    "indicator": mark_text("The indicator: its id."),
    "legal_profile": mark_text("The law that it is judged by: a profile of the program or of registry/profiles."),
    "version": mark_text("The version of the plan."),
    "plan": mark_text("The plan: the name of its folder."),
    "decision": mark_text("The decision: its id."),
    "place": mark_text("Where it is, or where it took place."),
    "contributes": mark_text("The objectives of other plans that it serves."),
    "geometry": mark_text("The GeoJSON file, as a path from som.yml."),
    "why": mark_text("Why."),
    "factors": mark_text("The set of emission factors: its id."),
    "codes": mark_text("Codes in official registers or foreign lists."),
}

OF_CLASSES: Mapping[str, str] = {
    "Waiver.rule": mark_text("The rule that is waived, by its code."),
    "Waiver.reason": mark_text("Why the finding is accepted."),
    "Waiver.by": mark_text("Who accepted it: a member, a body or a stakeholder, never a person."),
    "Waiver.until": mark_text("Until when the waiver holds: a date, or `never` where it never ends."),
    "Waiver.with": mark_text("The other item, for a finding about a pair."),
    "Waiver.about": mark_text("The file, for a finding in a chapter, a table or a shape."),
    **OF_PLANS,
    **OF_SHARED_DATA,
}

OF_FILES: Mapping[str, str] = {
    "Settings": mark_text("Settings of the workspace: languages, currency, tolerances, limits."),
    "Partnership": mark_text("The partnership itself: its name, seat and bodies."),
    "Procedure": mark_text("The procedures of the partnership, each under a name of its own."),
    "Member": mark_text("A member of the partnership."),
    "Indicator": mark_text("An indicator, defined once for all plans."),
    "Source": mark_text("A source: where a figure or a statement was read."),
    "Stakeholder": mark_text("An organisation or a group that the plans concern; never a person."),
    "FactorSet": mark_text("A set of emission factors from one source."),
    "LegalProfile": mark_text("The law in force in a period, as far as rules need it."),
    "Unit": mark_text("The units of measure, each under its sign."),
    "Fund": mark_text("The sources of money, each under a short name."),
    "Term": mark_text("The words and abbreviations that the plans use."),
    "CodeListEntry": mark_text("A code list: the allowed codes and what documents print for them."),
    "Plan": mark_text("A plan: its kind, years, status, versions and chapters."),
    "Swot": mark_text("Strengths, weaknesses, opportunities and threats of a plan."),
    "Objective": mark_text("An objective of a plan, from vision to direction of action."),
    "Action": mark_text("An action of a plan: who does what, when, for how much."),
    "Risk": mark_text("A risk of a plan."),
    "Route": mark_text("A cycling route with its segments."),
    "Line": mark_text("A line of public transport."),
    "Stop": mark_text("A stop or an interchange."),
    "Consultation": mark_text("A public consultation, from its notice to its report."),
    "Remark": mark_text("A remark in a consultation, and its answer."),
    "Decision": mark_text("A resolution or another act of a body."),
    "Meeting": mark_text("A meeting."),
    "Round": mark_text("A monitoring round: what it covers and who is asked."),
    "Return": mark_text("What one member returned in one round."),
    "Overlay": mark_text("Translations of one item's texts into one language."),
    "ArchivedDocument": mark_text("A document as it was adopted: its digest, and where it was published."),
}


def describe(cls: type, key: str) -> str:
    """What a key of a class means, in English. Raises KeyError where nobody has said it."""
    for holder in cls.__mro__:
        found = OF_CLASSES.get(f"{holder.__name__}.{key}")
        if found is not None:
            return found
    return ANYWHERE[key]


def describe_file(cls: type) -> str:
    """What a file of a class holds, in English. Raises KeyError where nobody has said it."""
    return OF_FILES[cls.__name__]


def describe_value(options: type[StrEnum], value: str) -> str:
    """What a value of a closed list means, in English. Raises KeyError where nobody has said it."""
    found = OF_VALUES.get(f"{options.__name__}.{value}")
    return IN_ANY_LIST[value] if found is None else found
