"""The table of figures as data: what each counts, over what, by which clause, and who may read it."""

import hashlib
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from app.reports.rules.periods import Kind

FILE = Path(__file__).parent.parent / "data" / "figures.toml"
COMPOSITE = "on_time"


class Measure(StrEnum):
    """What a figure is told in: things, days, a share of things, or money in cents."""

    COUNT = "count"
    SHARE = "share"
    YUAN = "yuan"


class Better(StrEnum):
    """In which direction it gets better; neither where more of it is neither good nor bad."""

    MORE = "more"
    LESS = "less"
    NEITHER = "neither"


class Readers(StrEnum):
    """Who may read a figure: the office, leaders and discipline; the departments too; everybody."""

    LEADERS = "leaders"
    DEPARTMENTS = "departments"
    EVERYBODY = "everybody"


class Figure(NamedTuple):
    """A figure with its definition (口径).

    `counted` says what the numerator counts, `of` the denominator (empty: it is no share). `by_unit`: also told of
    each unit. `guarded`: it is counted from complaints, so that few of them are never told to everybody.
    """

    code: str
    title: str
    meaning: str
    counted: str
    of: str
    measure: Measure
    suffix: str
    clause: str
    kinds: frozenset[Kind]
    better: Better
    by_unit: bool
    readers: Readers
    guarded: bool

    def carried_by(self, kind: Kind) -> bool:
        """Whether reports of this kind have it."""
        return kind in self.kinds


def figure(given: Mapping[str, Any]) -> Figure:
    """A figure from a table of text, as the file or a report keeps it."""
    return Figure(
        code=given["code"],
        title=given["title"],
        meaning=given["meaning"],
        counted=given["counted"],
        of=given.get("of", ""),
        measure=Measure(given["measure"]),
        suffix=given.get("suffix", ""),
        clause=given["clause"],
        kinds=frozenset(Kind(one) for one in given.get("kinds", Kind)),
        better=Better(given.get("better", "neither")),
        by_unit=bool(given.get("by_unit", False)),
        readers=Readers(given.get("readers", "departments")),
        guarded=bool(given.get("guarded", False)),
    )


def kept(one: Figure) -> dict[str, Any]:
    """The figure as a report keeps it: `figure` reads it again."""
    return {**one._asdict(), "kinds": sorted(one.kinds)}


@cache
def table() -> dict[str, Figure]:
    """Every figure of this version, in the order of the file."""
    return {one["code"]: figure(one) for one in tomllib.loads(FILE.read_text("utf-8"))["figure"]}


@cache
def form() -> tuple[Figure, Figure]:
    """The figures of the complaint form itself: how many were filed, and in which time. They have no cases."""
    completed, minutes = (figure(one) for one in tomllib.loads(FILE.read_text("utf-8"))["form"])
    return completed, minutes


@cache
def version() -> tuple[int, str]:
    """The number of this version of the definitions, and the SHA-256 of their file."""
    data = FILE.read_bytes()
    return int(tomllib.loads(data.decode())["version"]), hashlib.sha256(data).hexdigest()


def of_kind(kind: Kind) -> list[Figure]:
    """The figures that reports of a kind carry, in order."""
    return [one for one in table().values() if one.carried_by(kind)]


def public() -> list[Figure]:
    """The figures that everybody may read."""
    return [one for one in table().values() if one.readers is Readers.EVERYBODY]
