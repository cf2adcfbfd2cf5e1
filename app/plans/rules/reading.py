"""What people and sheets write in a plan: rates, months, kinds of enterprises, numbers of tasks, lists."""

import re
import unicodedata
from collections.abc import Mapping
from typing import TypeVar

from app.enterprises import rules as enterprises
from app.enterprises.rules import Kind
from app.kernel.errors import Refused
from app.plans.rules.terms import MOST_INSPECTORS, WHOLE_RATE, Targeting

T = TypeVar("T")
_NUMBER = re.compile(r"^[0-9A-Z\u4e00-\u9fff][0-9A-Z\u4e00-\u9fff.-]{0,39}$")
_MONTHS = re.compile(r"^([0-9]{1,2})月?(?:[-~至到—–]([0-9]{1,2})月?)?$")
_RATE = re.compile(r"^([0-9]{1,3})(?:\.([0-9]{1,2}))?%?$")
_PARTS = re.compile(r"[、,，;；\n]+")
LONGEST_PART = 60
FIRST_YEAR, LAST_YEAR = 2023, 2099
TARGETING_WORDS = {
    Targeting.TARGETED: ("定向", "定向抽查", "targeted"),
    Targeting.UNTARGETED: ("不定向", "不定向抽查", "untargeted"),
}
KIND_WORDS = {
    Kind.COMPANY: ("企业", "公司", "company"),
    Kind.SOLE_TRADER: ("个体工商户", "个体户", "个体", "sole_trader"),
    Kind.COOPERATIVE: ("农民专业合作社", "专业合作社", "合作社", "cooperative"),
}


def _plain(value: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", value))


def number(value: str) -> str:
    """A task's number: letters, digits, Chinese characters, dots and dashes, at most 40, upper case."""
    plain = _plain(value).replace("—", "-").upper()
    if not _NUMBER.match(plain):
        raise Refused("plan_number_malformed", field="number")
    return plain


def year(value: str) -> int:
    """The year of a plan."""
    plain = _plain(value).removesuffix("年").removesuffix("年度")
    if not (plain.isascii() and plain.isdigit() and len(plain) == 4 and FIRST_YEAR <= int(plain) <= LAST_YEAR):
        raise Refused("plan_year_malformed", field="year", first=FIRST_YEAR, last=LAST_YEAR)
    return int(plain)


def rate(value: str) -> int:
    """A rate in percent, with or without its sign, two decimals at most, as hundredths of a percent."""
    match = _RATE.match(_plain(value))
    told = int(match[1]) * 100 + int((match[2] or "").ljust(2, "0")) if match else WHOLE_RATE + 1
    if told > WHOLE_RATE:
        raise Refused("plan_rate_malformed")
    return told


def inspectors(value: str) -> int:
    """How many inspectors of each department go."""
    plain = _plain(value).removesuffix("人").removesuffix("名")
    if not (plain.isascii() and plain.isdigit() and len(plain) < 4 and 1 <= int(plain) <= MOST_INSPECTORS):
        raise Refused("plan_inspectors_malformed", field="inspectors", most=MOST_INSPECTORS)
    return int(plain)


def months(value: str) -> tuple[int, int]:
    """The first and the last month of `3-6月`, `3月至6月`, `5`."""
    match = _MONTHS.match(_plain(value))
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if not 1 <= first <= last <= 12:
        raise Refused("plan_months_malformed", field="months")
    return first, last


def visits(value: str) -> int:
    """A number of visits."""
    plain = _plain(value)
    if not (plain.isascii() and plain.isdigit() and len(plain) < 7):
        raise Refused("plan_visits_malformed")
    return int(plain)


def parts(value: str) -> list[str]:
    """A list that a cell or a field holds, each part once. Refuses one that is longer than a name."""
    found = [re.sub(r"\s+", " ", part).strip() for part in _PARTS.split(value)]
    if any(len(part) > LONGEST_PART for part in found):
        raise Refused("too_long", most=LONGEST_PART)
    return list(dict.fromkeys(part for part in found if part))


def targeting(value: str) -> Targeting:
    """Whether a task is targeted, as a sheet writes it. Refuses an unknown word."""
    return _of(TARGETING_WORDS, value, "plan_targeting_unknown", "targeting")


def kinds(value: str) -> list[str]:
    """The kinds of enterprises that a cell names."""
    return [_of(KIND_WORDS, part, "plan_kind_unknown", "kinds").value for part in parts(value)]


def risks(value: str) -> list[str]:
    """The risk levels that a cell names."""
    return [enterprises.risk(part).value for part in parts(value)]


def _of(words: Mapping[T, tuple[str, ...]], value: str, refusal: str, field: str) -> T:
    for found, known in words.items():
        if value.strip().lower() in known:
            return found
    raise Refused(refusal, field=field)
