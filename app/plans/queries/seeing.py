"""Every enterprise as a draw of a plan sees it: which tasks may draw it, why none may, what is not known of it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select

from app.enterprises.rules import State as Standing
from app.kernel.db import db
from app.plans.queries.counting import COLUMNS, SEEN, is_supervised, known
from app.plans.queries.remembering import Past, evidence_of_exemption, evidence_of_visits
from app.plans.rules import Cell, Sieve, Supervision, Task

OUT_OF_BUSINESS, SUPERVISED, EXEMPT, REPEATED = "not_active", "key_supervision", "exempt", "repeat_same_line"


class Excluded(NamedTuple):
    """Why an enterprise lies outside every frame, and the evidence."""

    reason: str
    evidence: str


class Seen(NamedTuple):
    """An enterprise: the tasks in whose frames it lies, those of them that may draw it, and why none may."""

    id: int
    uscc: str
    stratum: str
    framed: tuple[str, ...]
    tasks: tuple[str, ...]
    excluded: Excluded | None

    @property
    def drawn(self) -> bool:
        """Whether a task may draw it."""
        return bool(self.tasks) and not self.excluded


class _Sort(NamedTuple):
    stratum: str
    framed: tuple[str, ...]
    tasks: tuple[str, ...]
    entry: Supervision | None


def seen(tasks: Sequence[Task], supervised: Sequence[Supervision], past: Past, on: date) -> Iterator[Seen]:
    """Every enterprise that lies in a task's frame or is active; what frames ask is answered once for each sort."""
    sieve, sorts, evidence = Sieve(tasks), dict[Cell, _Sort](), evidence_of_exemption(past, on)
    asked = select(COLUMNS.id, COLUMNS.uscc, COLUMNS.state, *SEEN)
    for key, uscc, state, *told in db.session.execute(asked):
        one = known(key, Cell(*told), past)
        if one not in sorts:
            sorts[one] = _sort(one, sieve, supervised)
        sort = sorts[one]
        if sort.framed or state is Standing.ACTIVE:
            why = _why(state, sort, evidence.get(key, ""), past.visits.get(key, ()))
            yield Seen(key, uscc, sort.stratum, sort.framed, sort.tasks, why)


def _sort(one: Cell, sieve: Sieve, supervised: Sequence[Supervision]) -> _Sort:
    framed, names = sorted(sieve.framed(one)), sorted(sieve.names(one))
    return _Sort(one.stratum, tuple(framed), tuple(names), is_supervised(one, supervised))


def _why(state: Standing, sort: _Sort, exempt: str, visits: Sequence[Any]) -> Excluded | None:
    """The first reason that holds; of an enterprise in nobody's frame only that it is out of business."""
    if state is not Standing.ACTIVE:
        return Excluded(OUT_OF_BUSINESS, state.value)
    if sort.entry and sort.framed:
        return Excluded(SUPERVISED, f"{sort.entry.department} {sort.entry.basis}")
    if exempt and sort.framed:
        return Excluded(EXEMPT, exempt)
    return Excluded(REPEATED, evidence_of_visits(visits)) if sort.framed and not sort.tasks else None


def left_out(found: Sequence[Seen], past: Past) -> Iterator[tuple[str, str, str]]:
    """Of enterprises that some task may draw: the tasks that may not, as their line has had its visits of the year."""
    for one in found:
        if len(one.tasks) < len(one.framed):
            evidence = evidence_of_visits(past.visits.get(one.id, ()))
            yield from ((one.uscc, number, evidence) for number in one.framed if number not in one.tasks)


def unknown(found: Sequence[Seen], tasks: Sequence[Task], past: Past) -> Iterator[tuple[str, str, str]]:
    """What nobody knows of enterprises that may be drawn; for repeats with the departments that it concerns."""
    known_units: dict[tuple[str, ...], frozenset[str]] = {}
    units: Mapping[str, tuple[str, ...]] = {task.number: task.departments for task in tasks}
    for one in found:
        if one.id in past.doubtful:
            yield one.uscc, EXEMPT, ""
        if one.tasks not in known_units:
            known_units[one.tasks] = frozenset(code for number in one.tasks for code in units[number])
        concerned = past.doubts(one.id) & known_units[one.tasks]
        if concerned:
            yield one.uscc, REPEATED, " ".join(sorted(concerned))
