"""Messages of the code -> som_cli/locale/<language>/LC_MESSAGES/som.po and .mo (`make messages`).

A text that is new stands in the .po with an empty translation, one that is gone is dropped, all others are kept as they
are. Nothing is guessed: a translation of a similar text would be wrong unseen.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tests.tools.messages_in_code import find_messages
from tests.tools.structure import Tree, read_tree

ROOT = Path(__file__).parent.parent.parent
LOCALE = ROOT / "som_cli" / "locale"
LANGUAGES = ("pl",)
HEADER = "# Messages of som. Collected by `make messages`; translations are written here by hand."
# The same code gives the same catalogue, whatever the day.
DATE = datetime(2026, 1, 1, tzinfo=UTC)


def po_path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "som.po"


def read_catalogue(path: Path) -> Catalog:
    """The committed translations; Babel checks nothing, so tests/test_catalogue.py does."""
    return read_catalogue_bytes(path.read_bytes())


def read_catalogue_bytes(content: bytes) -> Catalog:
    return read_po(BytesIO(content))


def new_catalogue(language: str) -> Catalog:
    return Catalog(
        locale=language,
        project="som",
        version="1",
        header_comment=HEADER,
        creation_date=DATE,
        revision_date=DATE,
        last_translator="The som authors",
        language_team=language,
        msgid_bugs_address="see CONTRIBUTING.md",
        fuzzy=False,
    )


def collect(tree: Tree, language: str, known: Catalog) -> Catalog:
    """All messages of the code with the translations that `known` has for exactly these texts."""
    catalogue = new_catalogue(language)
    for found in find_messages(tree):
        key = (found.text, found.plural) if found.plural else found.text
        old = known.get(found.text)
        kept = old.string if old is not None and old.id == key else None
        catalogue.add(key, kept, locations=[(found.path, 0)])
    return catalogue


def po_bytes(catalogue: Catalog) -> bytes:
    buffer = BytesIO()
    write_po(buffer, catalogue, width=120, include_lineno=False, ignore_obsolete=True)
    return buffer.getvalue()


def mo_bytes(catalogue: Catalog) -> bytes:
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """The texts whose translation is empty in one form or more."""
    return [
        str(message.id)
        for message in catalogue
        if message.id and not all(message.string if isinstance(message.string, tuple) else [message.string])
    ]


def update() -> None:
    """Writes every language's .po and .mo, and lists what waits for a translation."""
    tree = read_tree(ROOT)
    for language in LANGUAGES:
        path = po_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        known = read_catalogue(path) if path.exists() else new_catalogue(language)
        catalogue = collect(tree, language, known)
        path.write_bytes(po_bytes(catalogue))
        path.with_suffix(".mo").write_bytes(mo_bytes(read_catalogue(path)))
        missing = untranslated(catalogue)
        print(f"{language}: {len(catalogue)} messages, {len(missing)} to translate")
        for text in missing:
            print(f"  {text}")


if __name__ == "__main__":
    if sys.argv[1:] != ["update"]:
        sys.exit("usage: python -m tests.tools.catalogue update")
    update()
