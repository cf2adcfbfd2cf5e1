"""Inspection items (抽查事项): their codes and kinds, when one is complete, in force, and fit to be planned."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from app.kernel.errors import Refused

_CODE = re.compile(r"^[0-9A-Z\u4e00-\u9fff][0-9A-Z\u4e00-\u9fff.-]{0,39}$")
NEEDED = ("basis", "subject", "object", "method")


class Kind(StrEnum):
    """Whether an item is a general one (一般检查事项) or a key one (重点检查事项) of its list."""

    ROUTINE = "routine"
    KEY = "key"


KIND_WORDS = {
    Kind.ROUTINE: ("一般", "一般检查事项", "一般抽查事项", "routine"),
    Kind.KEY: ("重点", "重点检查事项", "重点抽查事项", "key"),
}


def code(value: str) -> str:
    """An item's code: letters, digits, Chinese characters, dots and dashes, at most 40, upper case."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", value)).replace("—", "-").upper()
    if not _CODE.match(plain):
        raise Refused("item_code_malformed", field="code")
    return plain


def kind(value: str) -> Kind:
    """The kind that the word of a sheet means. Refuses an unknown word."""
    for found, words in KIND_WORDS.items():
        if value.strip() in words:
            return found
    raise Refused("item_kind_unknown", field="kind")


def lacking(texts: Mapping[str, str]) -> tuple[str, ...]:
    """Which of basis, subject, object and method an item lacks; complete is one that lacks none (D-11)."""
    return tuple(name for name in NEEDED if not texts.get(name))


def in_force(from_on: date, until_on: date | None, on: date) -> bool:
    """Whether an item is in force on a day; both ends count."""
    return from_on <= on and (until_on is None or on <= until_on)


def check_days(from_on: date, until_on: date | None) -> None:
    """An item ends on the day on which it begins or later."""
    if until_on is not None and until_on < from_on:
        raise Refused("item_ends_before_it_begins", field="until_on")


def check_plannable(code: str, texts: Mapping[str, str], *, from_on: date, until_on: date | None, on: date) -> None:
    """Refuses an item that cannot stand in a plan for a day: one that is incomplete, or not in force then."""
    if lacking(texts):
        raise Refused("item_incomplete", item=code)
    if not in_force(from_on, until_on, on):
        raise Refused("item_not_in_force", item=code, day=on)
