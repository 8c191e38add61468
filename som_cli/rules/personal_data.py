"""Personal data (PAR08): none in the files of participation, since git forgets nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from som_cli.messages import Message, msg
from som_cli.model.entry import Item
from som_cli.model.workspace import Workspace
from som_cli.rules.registry import Finding, rule
from som_cli.text.source import SourceText

FOLDER = "participation/"
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# Nine digits in threes or as a landline writes them, a country code or not; or any digits after one.
_TELEPHONE = re.compile(
    r"(?<![\w.,/:-])(?:(?:\+\d{2}[ -]?)?(?:[1-9]\d{2}[ -]\d{3}[ -]\d{3}|\(?[1-9]\d\)?[ -]\d{3}[ -]\d{2}[ -]\d{2})"
    r"|\+\d{2}[ -]?\d{9}|(?<=tel\. )\d{9}|(?<=tel: )\d{9})(?![\w-]|[.,/]\d)"
)
_NUMBER = re.compile(r"(?<![\w-])\d{11}(?![\w-])")
_KEY = re.compile(
    r"^[ \t]*(?:- )?[ \t]*\{?[ \t]*['\"]?(?P<key>name|surname|first_name|last_name|full_name|imie|imię|nazwisko|pesel"
    r"|phone|telephone|telefon|email|e-mail|birth_date|adres_zamieszkania)['\"]?[ \t]*:",
    re.MULTILINE | re.IGNORECASE,
)
# Round millions written in groups are money.
_MONEY = re.compile(r"000\Z")
_QUANTITY = re.compile(r"\s?(?:[%€$£°]|(?:zł|eur|euro|km|m|ha|t|mwh|kwh|gj|osób|mieszkańc\w*)\b)", re.IGNORECASE)
# The weights of the eleven-digit personal number of Polish residents; the last digit makes the sum end in 0.
_WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)
_MONTHS, _CENTURY = 12, 20


@rule("PAR08", "E")
def personal_data(workspace: Workspace) -> Iterator[Finding]:
    """A file of participation holds an e-mail address, a telephone number, a personal number, or a key for a name."""
    holders: dict[str, Item] = {}
    offices = _office_addresses(workspace)
    for path, source in workspace.texts.items():
        if not path.startswith(FOLDER):
            continue
        for start, length, message in sorted(_found(source, offices), key=lambda one: one[0]):
            holders = holders or {item.origin.path: item for item in workspace.all_items()}
            help_ = msg("take it out before you commit; say who by group (`kind: resident`) or organisation")
            item = holders.get(path, workspace.settings)
            yield Finding(
                item, (), message, help_, about="" if path in holders else path, span=source.span_at(start, length)
            )


def _found(source: SourceText, offices: frozenset[str]) -> Iterator[tuple[int, int, Message]]:
    """Where personal data stand; what they are is not repeated: messages go into logs."""
    text = source.text
    # The notice of a consultation says where to write and whom to call: an office, not a person.
    is_notice = source.path.endswith("/consultation.yml")
    for found in _EMAIL.finditer(text):
        if not is_notice and found[0].casefold() not in offices:
            yield found.start(), len(found[0]), msg("an e-mail address stands here")
    for found in _TELEPHONE.finditer(text):
        is_amount = _MONEY.search(found[0]) or _QUANTITY.match(text, found.end())
        if not is_notice and not is_amount:
            yield found.start(), len(found[0]), msg("a telephone number stands here")
    for found in _NUMBER.finditer(text):
        if is_personal_number(found[0]):
            yield found.start(), len(found[0]), msg("a personal number (PESEL) stands here")
    for found in _KEY.finditer(text):
        message = msg("the key `{key}` is for personal data", key=found["key"])
        yield found.start("key"), len(found["key"]), message


def is_personal_number(digits: str) -> bool:
    """Whether eleven digits are a personal number: the check digit is right, month and day can be."""
    checksum = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True))
    month, day = int(digits[2:4]) % _CENTURY, int(digits[4:6])
    return checksum % 10 == 0 and 1 <= month <= _MONTHS and 1 <= day <= 31  # noqa: PLR2004 (days of a month)


def _office_addresses(workspace: Workspace) -> frozenset[str]:
    """The addresses of offices that the partnership itself publishes."""
    contacts = [member.contact.email for member in workspace.members.values() if member.contact]
    return frozenset(address.casefold() for address in (workspace.partnership.email, *contacts) if address)
