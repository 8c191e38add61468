"""A field, a kind of item or a weight -> what people call it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from som_cli.messages import Message, msg
from som_cli.review.changes import Weight

WEIGHT_WORDS: Mapping[Weight, Message] = MappingProxyType(
    {
        Weight.WEAKENING: msg("weaker promises"),
        Weight.WEIGHTY: msg("content"),
        Weight.STRENGTHENING: msg("stronger promises"),
        Weight.NEUTRAL: msg("wording and order"),
        Weight.RUNNING: msg("the plan being carried out"),
    }
)
KIND_WORDS: Mapping[str, Message] = MappingProxyType(
    {
        "action": msg("action"),
        "archived document": msg("archived document"),
        "chapter": msg("chapter"),
        "code": msg("code of a list"),
        "consultation": msg("consultation"),
        "decision": msg("decision"),
        "factors": msg("set of emission factors"),
        "fund": msg("fund"),
        "indicator": msg("indicator"),
        "inventory": msg("energy inventory"),
        "legal profile": msg("legal profile"),
        "line": msg("line"),
        "meeting": msg("meeting"),
        "member": msg("member"),
        "objective": msg("objective"),
        "partnership": msg("partnership"),
        "plan": msg("plan"),
        "procedure": msg("procedure"),
        "remark": msg("remark"),
        "return": msg("return of a member"),
        "risk": msg("risk"),
        "round": msg("monitoring round"),
        "route": msg("route"),
        "settings": msg("settings"),
        "shape": msg("shape on the map"),
        "source": msg("source"),
        "stakeholder": msg("stakeholder"),
        "stop": msg("stop"),
        "swot": msg("SWOT analysis"),
        "term": msg("word of the glossary"),
        "translation": msg("translation"),
        "unit": msg("unit of measure"),
    }
)

# By the way to the field, or by its last part.
FIELD_WORDS: Mapping[str, Message] = MappingProxyType(
    {
        "aggregation": msg("way of adding up"),
        "amount": msg("amount"),
        "answer": msg("answer"),
        "area": msg("area"),
        "baseline": msg("baseline"),
        "baseline.period": msg("year of the baseline"),
        "baseline.value": msg("baseline"),
        "boundary": msg("boundary"),
        "budget": msg("budget"),
        "budget.lines": msg("budget line"),
        "change_pct": msg("change in per cent"),
        "chapters": msg("chapters"),
        "code": msg("code"),
        "contributes": msg("contribution"),
        "cooperation": msg("form of cooperation"),
        "date": msg("date"),
        "decimals": msg("decimals"),
        "decision": msg("decision"),
        "definition": msg("definition"),
        "depends_on": msg("depends on"),
        "description": msg("description"),
        "direction": msg("direction"),
        "disposition": msg("outcome"),
        "done": msg("done"),
        "due": msg("due date"),
        "emissions.base_year": msg("base year of emission"),
        "emissions.factors": msg("emission factors"),
        "emissions.inventory": msg("energy inventories"),
        "emissions.target": msg("emission target"),
        "emissions.target.change_pct": msg("emission target (change in per cent)"),
        "emissions.target.period": msg("year of the emission target"),
        "emissions.target.value": msg("emission target"),
        "energy": msg("effect on energy"),
        "energy.co2.value": msg("emission avoided"),
        "energy.res.value": msg("renewable energy"),
        "energy.saved.value": msg("energy saved"),
        "formerly": msg("former id"),
        "frequency": msg("frequency"),
        "from": msg("beginning"),
        "horizon.from": msg("first year of the plan"),
        "horizon.to": msg("last year of the plan"),
        "indicator": msg("indicator"),
        "indicators": msg("indicator"),
        "indicators.targets": msg("target"),
        "justification": msg("justification"),
        "kind": msg("kind"),
        "length_m": msg("length in metres"),
        "level": msg("level"),
        "locator": msg("place in the source"),
        "max": msg("upper end of the range"),
        "member": msg("member"),
        "method": msg("method"),
        "min": msg("lower end of the range"),
        "mirror_of": msg("mirror of"),
        "name": msg("name"),
        "note": msg("note"),
        "objective": msg("objective"),
        "observations": msg("observation"),
        "order": msg("order"),
        "outputs": msg("output"),
        "owner": msg("owner"),
        "parent": msg("objective above"),
        "partners": msg("partners"),
        "payer": msg("payer"),
        "period": msg("period"),
        "place": msg("place"),
        "probability": msg("probability"),
        "id": msg("id"),
        "impact": msg("impact"),
        "process": msg("step of the procedure"),
        "provenance": msg("provenance"),
        "rationale": msg("rationale"),
        "ref": msg("indicator"),
        "response": msg("response"),
        "responsible": msg("responsible"),
        "result": msg("result"),
        "risks": msg("risk"),
        "routes": msg("routes"),
        "scope": msg("scope"),
        "segments": msg("segment"),
        "source": msg("source"),
        "stage": msg("stage of the money"),
        "stated_total": msg("stated total"),
        "status": msg("status"),
        "steps": msg("step"),
        "stops": msg("stops"),
        "strength": msg("strength"),
        "surface": msg("surface"),
        "text": msg("text"),
        "title": msg("title"),
        "to": msg("end"),
        "unit": msg("unit"),
        "value": msg("value"),
        "versions": msg("version"),
        "waivers": msg("waiver"),
        "what": msg("contents"),
        "why": msg("reason"),
        "width_m": msg("width in metres"),
        "year": msg("year"),
    }
)


def field_word(keys: Sequence[str]) -> Message | str:
    """The name of a field: by its whole way, by its last two parts, by the last; else the key as it is written."""
    for way in (".".join(keys), ".".join(keys[-2:]), keys[-1]):
        if way in FIELD_WORDS:
            return FIELD_WORDS[way]
    return f"`{'.'.join(keys)}`"


def kind_word(kind: str) -> Message | str:
    return KIND_WORDS.get(kind, kind)
