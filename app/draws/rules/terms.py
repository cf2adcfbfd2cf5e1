"""What a draw is made of: its files by name, and the rows in them (draw/1 "Files")."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

SPEC = "draw/1"
CITY = "*"
ANNOUNCEMENT, CAPS, INSPECTORS, RECUSALS = "announcement.json", "caps.csv", "inspectors.csv", "recusals.csv"
ROSTER, SECRET, TASKS = "roster.csv", "secret.txt", "tasks.csv"
LOCKED = (ANNOUNCEMENT, CAPS, INSPECTORS, RECUSALS, ROSTER, SECRET, TASKS)
MANIFEST, VALUE, RESULT = "manifest.txt", "value.txt", "result.json"
PUBLISHED = (*LOCKED, MANIFEST, VALUE, RESULT)

Files = Mapping[str, bytes]


class Enterprise(NamedTuple):
    """A row of the roster: an enterprise, its stratum (credit grade), and the tasks that may draw it, sorted."""

    uscc: str
    stratum: str
    tasks: tuple[str, ...]


class TaskRow(NamedTuple):
    """A task in one stratum: `quota` enterprises, `inspectors` of each of its departments at each of them."""

    task: str
    departments: tuple[str, ...]
    stratum: str
    quota: int
    inspectors: int


class Cap(NamedTuple):
    """The most distinct enterprises that the draw may still take, for a department or for the city (`*`)."""

    scope: str
    limit: int


class Inspector(NamedTuple):
    certificate_no: str
    department: str


class Recusal(NamedTuple):
    certificate_no: str
    uscc: str


class Source(NamedTuple):
    """Where a part of the public value will come from, and how that part will be written."""

    kind: str
    issue: str
    format: str


class Announcement(NamedTuple):
    """What is announced at the lock. Instants as ISO 8601 with their offset; `previous` is a commitment or empty."""

    draw: str
    previous: str
    locked_at: str
    value_due: str
    sources: tuple[Source, ...]
    reveal: str
    rulebook: str


@dataclass(frozen=True)
class Lists:
    """The five lists of a draw."""

    roster: list[Enterprise]
    tasks: list[TaskRow]
    caps: list[Cap]
    inspectors: list[Inspector]
    recusals: list[Recusal]


class Bounds(NamedTuple):
    """What the rulebook says of a draw: `cap.share` in percent, `draw.min_inspectors`, and how long before the value
    is due the lock has to lie.
    """

    share: Decimal
    inspectors: int
    notice: timedelta


class Visit(NamedTuple):
    """One enterprise drawn, once, for all of `tasks`. `short` names the departments that have too few inspectors."""

    uscc: str
    ticket: str
    stratum: str
    tasks: tuple[str, ...]
    inspectors: dict[str, tuple[str, ...]]
    short: tuple[str, ...]


class Shortfall(NamedTuple):
    task: str
    stratum: str
    missing: int


class Result(NamedTuple):
    """What a draw gave. `content` is `result.json`, byte for byte."""

    commitment: str
    seed: str
    visits: list[Visit]
    shortfalls: list[Shortfall]
    content: bytes
