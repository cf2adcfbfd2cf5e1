"""What the list of inspection items takes as sheets."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _

from app.accounts.models import User
from app.departments import queries as departments
from app.items import queries, rules, schemas, service
from app.items.models import Item
from app.kernel import clock
from app.kernel.errors import Refused
from app.kernel.permissions import Permission
from app.kernel.sheets import Fault, GoodRow
from app.kernel.sheets.columns import fault
from app.kernel.sheets.kinds import Kind, offer
from app.kernel.sheets.undoing import Undo


def _schema(by: User) -> schemas.ItemRow:
    """A clerk names the own department and no other."""
    own = by.department_id
    return schemas.ItemRow(
        {name: one.code for name, one in departments.named().items() if own is None or one.id == own}
    )


def _doubts(rows: Sequence[GoodRow], by: User) -> Iterator[tuple[int, Fault]]:
    """Items of other departments, and ends before the beginning."""
    known = queries.by_codes([row.values["code"] for row in rows])
    for row in rows:
        try:
            _check(known.get(row.values["code"]), row.values, by)
        except Refused as refused:
            yield row.line, fault(schemas.ItemRow, refused)


def _check(item: Item | None, values: Mapping[str, Any], by: User) -> None:
    if item is not None and not queries.may_edit(item, by):
        raise Refused("item_of_another_department", field="code")
    from_on = values.get("from_on") or (item.from_on if item else clock.today())
    rules.check_days(from_on, values.get("until_on") or (item.until_on if item else None))


offer(
    Kind(
        name="items",
        permission=Permission.ITEM_EDIT,
        schema=_schema,
        key=schemas.KEY,
        forecast=service.forecast,
        load=service.load,
        listing="items.index",
        words=_("抽查事项"),
        list_words=_("抽查事项清单"),
        note=_("清单里已有的按事项编码更新；空格子不改动原来的内容；不删除任何事项，停用的请填停用日期。"),
        undo=Undo(service.undo, service.look),
        doubts=_doubts,
    )
)
