"""Departments: their codes and levels, and how well one fits a complaint's words."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from app.kernel.errors import Refused

_CODE = re.compile(r"^[A-Z0-9][A-Z0-9-]{0,31}$")
_NAME, _SHORT_NAME, _KEYWORD, _CATEGORY, _INITIALS = 8, 6, 2, 1, 4


class Level(StrEnum):
    """Whose department it is: the province's, the prefecture's (益阳), the city's (沅江), a town's."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    CITY = "city"
    TOWN = "town"


LEVEL_WORDS = {
    Level.PROVINCE: ("province", "省级", "省"),
    Level.PREFECTURE: ("prefecture", "市州级", "地市级", "地级市", "益阳", "益阳市级"),
    Level.CITY: ("city", "县市区级", "本市", "县级", "沅江", "沅江市级"),
    Level.TOWN: ("town", "乡镇级", "镇", "街道", "乡镇街道"),
}


def code(value: str) -> str:
    """A department's code: Latin letters, digits and dashes, at most 32, upper case. Refuses another shape."""
    plain = unicodedata.normalize("NFKC", value).strip().upper()
    if not _CODE.match(plain):
        raise Refused("department_code_malformed", field="code")
    return plain


def level(value: str) -> Level:
    """The level that a word of a sheet means. Refuses an unknown word."""
    for found, words in LEVEL_WORDS.items():
        if value.strip() in words:
            return found
    raise Refused("department_level_unknown", field="level")


def keywords(value: str) -> list[str]:
    """The keywords of a cell, divided by 、 , ; or blanks; each once, in order."""
    return list(dict.fromkeys(word for word in re.split(r"[\s,，、;；]+", value) if word))


def units(value: str, known: Mapping[str, str]) -> list[str]:
    """The codes of the departments that a cell names, divided by 、 , or ;, each once; `known` maps names to codes.

    Refuses a name that is not known.
    """
    names = [name.strip() for name in re.split(r"[,，、;；\n]+", value) if name.strip()]
    return list(dict.fromkeys(unit(name, known) for name in names))


def unit(value: str, known: Mapping[str, str]) -> str:
    """The code of the department that a cell names, by code, name or short name. Refuses a name that is not known."""
    name = unicodedata.normalize("NFKC", value).strip()
    found = known.get(value.strip()) or known.get(name) or known.get(name.upper())
    if found is None:
        raise Refused("department_unknown", name=value.strip()[:40])
    return found


def fit(text: str, category: str, *, names: tuple[str, str], initials: str, words: Sequence[str]) -> int:
    """How well a department fits: its name and short name in the text weigh most, then its initials typed alone,
    then each keyword in the text, then in the category's words. 0 means nothing points at it.
    """
    name, short_name = names
    found = _NAME * (name in text) + _SHORT_NAME * bool(short_name and short_name in text)
    found += _INITIALS * (text.strip().casefold() == initials and initials != "")
    found += _KEYWORD * sum(word in text for word in words)
    return found + _CATEGORY * sum(word in category for word in words)


class Tenure(NamedTuple):
    """Whose charge a department is from a day until another, both included; None is until further notice."""

    leader: str
    from_on: date
    until_on: date | None

    def covers(self, on: date) -> bool:
        """Whether the day lies in it."""
        return self.from_on <= on and (self.until_on is None or on <= self.until_on)


def appointed(tenures: Sequence[Tenure], new: Tenure) -> list[Tenure]:
    """The tenures of one department after a new one: an open one that began before ends the day before.

    Refuses an end before the beginning, and a day on which two would be in charge.
    """
    if new.until_on is not None and new.until_on < new.from_on:
        raise Refused("leader_ends_before_it_begins", field="until_on")
    kept = [_handed_over(tenure, new.from_on) for tenure in tenures]
    for tenure in kept:
        if tenure.covers(new.from_on) or new.covers(tenure.from_on):
            raise Refused("leader_overlap", field="from_on", leader=tenure.leader, day=max(tenure.from_on, new.from_on))
    return [*kept, new]


def _handed_over(tenure: Tenure, on: date) -> Tenure:
    if tenure.until_on is None and tenure.from_on < on:
        return tenure._replace(until_on=day_before(on))
    return tenure


def day_before(on: date) -> date:
    """The last day of a period that ends where another begins."""
    return on - timedelta(days=1)
