"""Every message of the program is there in every language, with the same places, and compiled."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.catalog import Message
from babel.messages.mofile import read_mo

from tests.tools import catalogue
from tests.tools.messages_in_code import Found, UnreadableCallError, find_messages, places
from tests.tools.structure import read_tree

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def messages() -> list[Found]:
    return find_messages(read_tree(ROOT))


@pytest.fixture(scope="module", params=catalogue.LANGUAGES)
def committed(request: pytest.FixtureRequest) -> Catalog:
    return catalogue.read_catalogue(catalogue.po_path(request.param))


def test_every_message_is_translated(messages: list[Found], committed: Catalog) -> None:
    assert len(messages) > 20
    assert [str(found) for found in messages if _is_missing(found, committed)] == []


def test_no_translation_is_left_over(messages: list[Found], committed: Catalog) -> None:
    assert {_key(message) for message in committed if message.id} <= {found.text for found in messages}


def test_translations_leave_the_same_places_open(committed: Catalog) -> None:
    assert [problem for message in committed if message.id for problem in _wrong_places(message)] == []


def test_every_open_place_is_filled_by_its_call(messages: list[Found]) -> None:
    assert [str(found) for found in messages if _unfilled(found)] == []


@pytest.mark.parametrize("language", catalogue.LANGUAGES)
def test_compiled_catalogues_are_those_of_the_texts(language: str, committed: Catalog) -> None:
    compiled = read_mo(BytesIO(catalogue.po_path(language).with_suffix(".mo").read_bytes()))
    assert _translations(compiled) == _translations(committed)
    assert compiled.plural_expr == committed.plural_expr


def test_collecting_keeps_translations_and_guesses_none() -> None:
    known = catalogue.new_catalogue("pl")
    known.add("Gone", "Nie ma")
    known.add("Kept {name}", "Zostaje {name}")
    known.add("{count} file", "{count} plik")
    tree = {
        "som_cli/a.py": "msg('Kept {name}', name=1)\nmsg('Kept {names}', names=1)\n"
        "msg('{count} file', plural='{count} files', count=2)\n"
        "@rule('A01', 'E')\ndef flaw():\n    '''Summary of a rule.\n\n    More.\n    '''\n",
    }
    found = catalogue.collect(tree, "pl", known)
    again = catalogue.read_catalogue_bytes(catalogue.po_bytes(found))
    assert _translations(again) == {
        "Kept {name}": ["Zostaje {name}"],
        "Kept {names}": [""],
        "{count} file": ["", "", ""],
        "Summary of a rule.": [""],
    }
    assert len(catalogue.untranslated(again)) == 3


@pytest.mark.parametrize("call", ["msg(text)", "msg(f'{text}')", "mark_text('a' + b)", "msg('a', plural=b)", "msg()"])
def test_a_text_that_no_catalogue_can_hold_is_refused(call: str) -> None:
    with pytest.raises(UnreadableCallError):
        find_messages({"som_cli/a.py": call})


def test_missing_fuzzy_and_misplaced_translations_are_seen() -> None:
    polish = catalogue.new_catalogue("pl")
    polish.add("Fuzzy", "Niepewne", flags=["fuzzy"])
    polish.add(
        ("{count} file of {plan}", "{count} files of {plan}"), ("plik {plan}", "{count} pliki", "{count} plików")
    )
    polish.add("Value {value}", "Wartość {wartość}")
    assert _is_missing(Found("Absent", "", "a.py", 1), polish)
    assert _is_missing(Found("Fuzzy", "", "a.py", 1), polish)
    assert _is_missing(Found("Value {value}", "Values", "a.py", 1), polish)
    assert not _is_missing(Found("Value {value}", "", "a.py", 1), polish)
    wrong = [problem for message in polish if message.id for problem in _wrong_places(message)]
    assert wrong == ["{count} pliki", "{count} plików", "Wartość {wartość}"]


def test_an_unfilled_place_is_seen() -> None:
    tree = {"som_cli/a.py": "msg('{a} {b}', a=1)\nmsg('{a}', **values)\nmsg('one', plural='{count}', number=1)"}
    assert [found.text for found in find_messages(tree) if _unfilled(found)] == ["one", "{a} {b}"]


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _translations(translated: Catalog) -> dict[str, list[str]]:
    return {_key(message): _forms(message) for message in translated if message.id}


def _forms(message: Message) -> list[str]:
    return [message.string or ""] if isinstance(message.string, str | None) else list(message.string)


def _is_missing(found: Found, translated: Catalog) -> bool:
    message = translated.get(found.text)
    expected = (found.text, found.plural) if found.plural else found.text
    return message is None or message.fuzzy or message.id != expected or not all(_forms(message))


def _wrong_places(message: Message) -> list[str]:
    """A form for one may leave out the count; every other form has the places of the plural."""
    singular, plural = (message.id, message.id) if isinstance(message.id, str) else message.id[:2]
    first, *others = _forms(message)
    wrong_first = [] if places(singular) - {"count"} <= places(first) <= places(plural) | places(singular) else [first]
    if isinstance(message.id, str) and places(first) != places(singular):
        wrong_first = [first]
    return wrong_first + [form for form in others if places(form) != places(plural)]


def _unfilled(found: Found) -> bool:
    """Without all its parameters a message could not be shown; a plural is chosen by `count`."""
    if found.given is None:
        return False
    needed = places(found.text) | places(found.plural) | ({"count"} if found.plural else set())
    return not needed <= found.given
