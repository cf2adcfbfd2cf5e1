"""Results of one's own visits as a sheet: given out with what is known, taken back whole or not at all."""

from collections.abc import Iterator, Sequence
from typing import Any

from flask_babel import lazy_gettext as _

from app.kernel import clock
from app.kernel.errors import Refused
from app.kernel.permissions import Permission
from app.kernel.sheets import Fault, GoodRow, prepared
from app.kernel.sheets.columns import fault
from app.kernel.sheets.kinds import Kind, offer
from app.results import queries, rules, schemas, service
from app.visits.models import Visit

Told = Iterator[tuple[int, Fault]]


def _schema(_by: Any) -> schemas.ResultRow:
    return schemas.ResultRow()


def _blank(by: Any) -> bytes:
    """The visits of the own department that are over and have no result, a row for each item."""
    own = schemas.rows(one for one in queries.waiting(to=by) if one.visit.department_id == by.department_id)
    return prepared(str(_("检查结果")), schemas.ResultRow(), own, locked=schemas.LOCKED, choices=schemas.choices())


def _doubts(rows: Sequence[GoodRow], by: Any) -> Told:
    """What the verb would refuse, at the row and column that it lies in."""
    lines = {id(row.values): row.line for row in rows}
    for number, own in rules.by_visit(row.values for row in rows).items():
        try:
            visit = queries.visit(number, to=by)
        except Refused as refused:
            yield lines[id(own[0])], _fault(refused, "number")
        else:
            wrong = [(row, told) for row in own if (told := _wrong(visit, row))]
            whole = None if wrong else _wrong_whole(visit, own, by)
            wrong += [(own[0], whole)] if whole else []
            yield from ((lines[id(row)], _fault(told, "number")) for row, told in wrong)


def _fault(refused: Refused, column: str) -> Fault:
    refused.field = refused.field or column
    return fault(schemas.ResultRow, refused)


def _wrong(visit: Visit, row: Any) -> Refused | None:
    """What is wrong with a row by itself."""
    item = next((one.id for one in visit.items if one.code == row["item"]), None)
    try:
        if item is None:
            raise Refused("result_items_unlike", field="item")
        rules.check(rules.found_in([row], {row["item"]: item}), [item], clock.today())
    except Refused as refused:
        return refused
    return None


def _wrong_whole(visit: Visit, own: Sequence[Any], by: Any) -> Refused | None:
    """What is wrong with a visit whose rows are right: told at the first of them."""
    try:
        found = service.outcome(visit, own).found
        queries.ended_on(visit, found, None, by=by, at=clock.now())
    except Refused as refused:
        return refused
    return None


def _forecast(rows: Any) -> dict[str, int]:
    return {"created": len(rules.by_visit(rows)), "updated": 0, "unchanged": 0}


offer(
    Kind(
        name="results",
        permission=Permission.RESULT_RECORD,
        schema=_schema,
        key=schemas.KEY,
        forecast=_forecast,
        load=service.load,
        listing="results.index",
        words=_("检查结果"),
        list_words=_("检查结果"),
        note=_(
            "一行一个事项；模板里已经列好本单位等待录入的检查，编号和事项不要改。整表一起录入，有一行不对就都不录入。没有登记过进出的和有照片的，请逐件录入。"
        ),
        undo=None,
        doubts=_doubts,
        blank=_blank,
        whole=True,
        stays=_("确认后逐件录入，公示期限从检查结束起算。录入后不能撤销；公示以后发现有误的，按更正公示办理。"),
    )
)
