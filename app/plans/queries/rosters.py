"""What the lock of a draw needs of a plan, as plain values."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select

from app.enterprises.models import Enterprise
from app.enterprises.rules import State as Standing
from app.inspectors import queries as inspectors
from app.kernel.db import db
from app.plans import rules
from app.plans.models import AnnualPlan
from app.plans.queries import counting
from app.plans.queries.counting import SEEN, Excluded, cell, is_supervised
from app.plans.queries.finding import supervisions
from app.plans.queries.finding import tasks as planned
from app.plans.rules import CITY, JOINT, STRATA, Cell, Supervision, Task, shares

OUT_OF_BUSINESS, SUPERVISED = "not_active", "key_supervision"


class Roster(NamedTuple):
    """The lists of `draw/1` and those published beside them, rows in the order of their columns as text.

    `enterprises`: uscc, stratum, numbers of the tasks that may draw it. `exclusions`: uscc, reason, evidence.
    `tasks`: number, department codes, stratum, quota, inspectors of each department. `caps`: `*` or a department, the
    most distinct enterprises that may still be taken. `inspectors`: certificate number, department. `recusals`:
    certificate number, uscc. `active` is the denominator of the city's cap on the day `on`.
    """

    on: date
    active: int
    enterprises: Sequence[tuple[str, str, tuple[str, ...]]]
    exclusions: Sequence[tuple[str, str, str]]
    tasks: Sequence[tuple[str, tuple[str, ...], str, int, int]]
    caps: Sequence[tuple[str, int]]
    inspectors: Sequence[tuple[str, str]]
    recusals: Sequence[tuple[str, str]]


class _Seen(NamedTuple):
    id: int
    uscc: str
    stratum: str
    tasks: tuple[str, ...]
    excluded: Excluded | None


def roster(
    plan: AnnualPlan, on: date, *, numbers: Collection[str] | None = None, taken: Mapping[str, int] | None = None
) -> Roster:
    """Everything that a draw of this plan, or of these tasks of it, is locked from on a day.

    `taken` says how many distinct enterprises the year's earlier draws took for `*` and for each department. Quotas
    are those of the frames on the day, after the exclusions; `gauges` counts them the same way, so that a lock refuses
    nothing that the plan did not show.
    """
    tasks = [task.plain for task in planned(plan) if numbers is None or task.number in numbers]
    supervised = [entry.plain for entry in supervisions(plan)]
    seen = list(_seen(tasks, supervised))
    drawn = [one for one in seen if one.tasks and not one.excluded]
    groups = Counter((one.stratum, one.tasks) for one in drawn)
    count = rules.count(tasks, groups)
    active = sum(one.excluded is None or one.excluded.reason != OUT_OF_BUSINESS for one in seen)
    sent = {one.id: one for one in counting.staff(tasks, on)}
    return Roster(
        on,
        active,
        sorted((one.uscc, one.stratum, one.tasks) for one in drawn),
        sorted((one.uscc, *one.excluded) for one in seen if one.excluded),
        sorted(_task_rows(tasks, count)),
        sorted(_caps(tasks, count, active, counting.bounds(plan.year, on).share, taken or {})),
        sorted((one.certificate_no, one.department.code) for one in sent.values()),
        sorted(_recusals(on, sent, drawn)),
    )


def _seen(tasks: Sequence[Task], supervised: Sequence[Supervision]) -> Iterator[_Seen]:
    """Every enterprise that a task's frame takes or that is active; what frames ask is answered once for each sort."""
    known: dict[Cell, tuple[tuple[str, ...], Supervision | None]] = {}
    asked = select(Enterprise.id, Enterprise.uscc, Enterprise.state, *SEEN)
    for key, uscc, state, kind, trade, township, risk, grade in db.session.execute(asked):
        one = cell(kind, trade, township, risk, grade)
        if one not in known:
            takers = sorted(task.number for task in tasks if task.frame.takes(one))
            known[one] = (tuple(takers), is_supervised(one, supervised))
        names, entry = known[one]
        if names or state is Standing.ACTIVE:
            yield _Seen(key, uscc, one.stratum, names, _why(state, names, entry))


def _why(state: Standing, names: Sequence[str], entry: Supervision | None) -> Excluded | None:
    if state is not Standing.ACTIVE:
        return Excluded(OUT_OF_BUSINESS, state.value)
    return Excluded(SUPERVISED, f"{entry.department} {entry.basis}") if names and entry else None


def _task_rows(tasks: Sequence[Task], count: rules.Count) -> Iterator[tuple[str, tuple[str, ...], str, int, int]]:
    for task in tasks:
        for stratum in STRATA:
            if count.frames[task.number, stratum]:
                quota = count.quotas[task.number, stratum]
                yield task.number, tuple(sorted(task.departments)), stratum, quota, task.inspectors


def _caps(
    tasks: Sequence[Task], count: rules.Count, active: int, share: Any, taken: Mapping[str, int]
) -> Iterator[tuple[str, int]]:
    wholes = {scope: scoped.frame for scope, scoped in count.scopes.items() if scope != JOINT} | {CITY: active}
    wholes |= {code: 0 for task in tasks for code in task.departments if code not in wholes}
    for scope, whole in wholes.items():
        yield scope, max(0, shares.most(whole, share) - taken.get(scope, 0))


def _recusals(on: date, sent: Mapping[int, Any], drawn: Sequence[_Seen]) -> Iterator[tuple[str, str]]:
    codes = {one.id: one.uscc for one in drawn}
    for inspector_id, enterprise_id in inspectors.recused(on):
        if inspector_id in sent and enterprise_id in codes:
            yield sent[inspector_id].certificate_no, codes[enterprise_id]
