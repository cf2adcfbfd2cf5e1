"""What a measure must reach, as exact decimals: how a sheet writes it, and whether a figure of a quarter reaches it."""

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from app.kernel.errors import Refused

QUARTERS = 4
_NUMBER = re.compile(r"^(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,4})?$")
_TARGET = re.compile(r"^(.{1,40}?)\s*(累计|每季|年底)\s*(>=|<=|>|≥|≤)\s*([0-9.,]+)\s*(\S{1,10})$")
_KINDS = {"累计": "total", "每季": "level", "年底": "year_end"}
_SIGNS = {">=": "least", "≥": "least", "<=": "most", "≤": "most", ">": "more"}


class TargetKind(StrEnum):
    """A total grows over the year and is due pro rata; a level holds in each quarter; or the year's end decides."""

    TOTAL = "total"
    LEVEL = "level"
    YEAR_END = "year_end"


class Bound(StrEnum):
    LEAST = "least"
    MOST = "most"
    MORE = "more"


class Wanted(NamedTuple):
    """One target as a list gives it."""

    name: str
    kind: TargetKind
    bound: Bound
    value: Decimal
    unit: str


def decimal(text: str) -> Decimal:
    """A figure as people write it, exact: at most twelve digits and four places, no sign. Refuses another shape."""
    figures = unicodedata.normalize("NFKC", text).strip().replace(",", "").rstrip("%")
    if not _NUMBER.match(figures):
        raise Refused("measure_figure_malformed")
    return Decimal(figures)


def plain(value: Decimal) -> str:
    """The figure without idle zeros: 12, 0.5."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def reached(wanted: Wanted, value: Decimal, quarter: int) -> bool | None:
    """Whether the figure of a quarter is on plan; None where only the year's end decides and it is not yet."""
    if wanted.kind is TargetKind.YEAR_END and quarter < QUARTERS:
        return None
    due = Fraction(wanted.value)
    if wanted.kind is TargetKind.TOTAL:
        due = due * quarter / QUARTERS
    found = Fraction(value)
    return {Bound.LEAST: found >= due, Bound.MOST: found <= due, Bound.MORE: found > due}[wanted.bound]


def read_targets(text: str) -> list[Wanted]:
    """The targets of a cell, `平台授信 累计≥12亿元`, divided by semicolons or lines. Refuses what it cannot read."""
    parts = [part.strip() for part in re.split(r"[;；\n]+", text) if part.strip()]
    found = [_target(part) for part in parts]
    check_targets(found)
    return found


def _target(text: str) -> Wanted:
    match = _TARGET.match(text.translate(str.maketrans("＞＜＝", "><=")))
    if not match:
        raise Refused("measure_target_malformed", field="targets", target=text)
    name, kind, sign, value, unit = match.groups()
    return Wanted(name.strip(), TargetKind(_KINDS[kind]), Bound(_SIGNS[sign]), decimal(value), unit)


def check_targets(found: Sequence[Wanted]) -> None:
    """Refuses two targets of one name."""
    if len({one.name for one in found}) < len(found):
        raise Refused("measure_target_twice", field="targets")


def written(wanted: Wanted) -> str:
    """The target as a sheet writes it; `read_targets` reads it again."""
    kind = next(word for word, kind in _KINDS.items() if kind == wanted.kind)
    sign = {Bound.LEAST: "≥", Bound.MOST: "≤", Bound.MORE: ">"}[wanted.bound]
    return f"{wanted.name} {kind}{sign}{plain(wanted.value)}{wanted.unit}"
