"""What the plans take as sheets: each department's tasks."""

from collections.abc import Iterator, Sequence

from flask_babel import lazy_gettext as _

from app.accounts.models import User
from app.departments import queries as departments
from app.items import queries as items
from app.kernel import clock
from app.kernel.errors import Refused
from app.kernel.permissions import Permission, Role
from app.kernel.sheets import Fault, GoodRow
from app.kernel.sheets.columns import fault
from app.kernel.sheets.kinds import Kind, offer
from app.kernel.sheets.undoing import Undo
from app.plans import queries, rules, schemas, service

MOST_ITEMS = 10_000


def _schema(_by: User) -> schemas.TaskRow:
    units = {name: one.code for name, one in departments.named().items()}
    known = items.search(limit=MOST_ITEMS)
    return schemas.TaskRow(units, {item.name: item.code for item in known} | {item.code: item.code for item in known})


def _doubts(rows: Sequence[GoodRow], by: User) -> Iterator[tuple[int, Fault]]:
    """Plans that are not there or no longer drafts, tasks that others lead, what no task can be."""
    for row in rows:
        try:
            _check(row, by)
        except Refused as refused:
            yield row.line, fault(schemas.TaskRow, refused)


def _check(row: GoodRow, by: User) -> None:
    values = row.values
    plan = queries.find(values["year"])
    if plan is None:
        raise Refused("plan_missing", field="year")
    if plan.state is not rules.State.DRAFT:
        raise Refused("plan_published", field="year", year=plan.year)
    _check_lead(values["departments"][0], by)
    known = {task.number: task for task in queries.tasks(plan)}
    if values["number"] in known and not queries.may_edit(known[values["number"]], by):
        raise Refused("plan_task_of_another_department", field="number")
    service.check_row(plan, values, at=clock.now())


def _check_lead(code: str, by: User) -> None:
    if by.role is Role.CLERK and departments.by_code(code).id != by.department_id:
        raise Refused("plan_lead_of_another_department", field="lead")


offer(
    Kind(
        name="plan_tasks",
        permission=Permission.PLAN_EDIT,
        schema=_schema,
        key=schemas.KEY,
        forecast=service.forecast,
        load=service.load,
        listing="plans.index",
        words=_("抽查任务"),
        list_words=_("年度抽查计划"),
        note=_("计划里已有的任务按年度和编号更新；不删除任何任务。没有按信用等级写比例的，各级都用抽查比例。"),
        undo=Undo(service.undo, service.look),
        doubts=_doubts,
    )
)
