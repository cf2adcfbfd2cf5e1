"""What the lock of a draw needs of a plan, as plain values."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from app.inspectors import queries as inspectors
from app.plans import rules
from app.plans.models import AnnualPlan
from app.plans.queries import counting, remembering, seeing
from app.plans.queries.finding import supervisions
from app.plans.queries.finding import tasks as planned
from app.plans.queries.seeing import Seen
from app.plans.rules import CITY, JOINT, STRATA, Task, shares


class Roster(NamedTuple):
    """The lists of `draw/1` and those published beside them, rows in the order of their columns as text.

    `enterprises`: uscc, stratum, numbers of the tasks that may draw it. `exclusions`: uscc, reason, evidence.
    `tasks`: number, department codes, stratum, quota, inspectors of each department. `caps`: `*` or a department, the
    most distinct enterprises that may still be taken. `inspectors`: certificate number, department. `recusals`:
    certificate number, uscc. `active` is the denominator of the city's cap on the day `on`.

    Beside them: `left_out`, of enterprises that stay in other frames: uscc, the task that does not take it, evidence.
    `unknown`, what nobody knows of enterprises that may be drawn: uscc, `exempt` or `repeat_same_line`, and for the
    latter the departments.
    """

    on: date
    active: int
    enterprises: Sequence[tuple[str, str, tuple[str, ...]]]
    exclusions: Sequence[tuple[str, str, str]]
    tasks: Sequence[tuple[str, tuple[str, ...], str, int, int]]
    caps: Sequence[tuple[str, int]]
    inspectors: Sequence[tuple[str, str]]
    recusals: Sequence[tuple[str, str]]
    left_out: Sequence[tuple[str, str, str]] = ()
    unknown: Sequence[tuple[str, str, str]] = ()


def roster(
    plan: AnnualPlan, on: date, *, numbers: Collection[str] | None = None, taken: Mapping[str, int] | None = None
) -> Roster:
    """Everything that a draw of this plan, or of these tasks of it, is locked from on a day.

    `taken` says how many distinct enterprises the year's earlier draws took for `*` and for each department. Quotas
    are those of the frames on the day, after the exclusions; `gauges` counts them the same way, so that a lock refuses
    nothing that the plan did not show.
    """
    tasks = [task.plain for task in planned(plan) if numbers is None or task.number in numbers]
    past = remembering.past(plan.year, on)
    seen = list(seeing.seen(tasks, [entry.plain for entry in supervisions(plan)], past, on))
    drawn = [one for one in seen if one.drawn]
    groups = Counter((one.stratum, one.tasks) for one in drawn)
    count = rules.count(tasks, groups)
    active = sum(one.excluded is None or one.excluded.reason != seeing.OUT_OF_BUSINESS for one in seen)
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
        sorted(seeing.left_out(drawn, past)),
        sorted(seeing.unknown(drawn, tasks, past)),
    )


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


def _recusals(on: date, sent: Mapping[int, Any], drawn: Sequence[Seen]) -> Iterator[tuple[str, str]]:
    codes = {one.id: one.uscc for one in drawn}
    for inspector_id, enterprise_id in inspectors.recused(on):
        if inspector_id in sent and enterprise_id in codes:
            yield sent[inspector_id].certificate_no, codes[enterprise_id]
