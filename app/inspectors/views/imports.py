"""What the register of inspectors takes as sheets."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _

from app.accounts.models import User
from app.departments import queries as departments
from app.inspectors import queries, rules, schemas, service
from app.inspectors.models import Inspector
from app.items import queries as items
from app.kernel.errors import Refused
from app.kernel.permissions import Permission
from app.kernel.sheets import Fault, GoodRow
from app.kernel.sheets.columns import fault
from app.kernel.sheets.kinds import Kind, offer
from app.kernel.sheets.undoing import Undo


def _schema(by: User) -> schemas.InspectorRow:
    """A clerk names the own department and no other."""
    own = by.department_id
    known = {name: one.code for name, one in departments.named().items() if own is None or one.id == own}
    return schemas.InspectorRow(known)


def _doubts(rows: Sequence[GoodRow], by: User) -> Iterator[tuple[int, Fault]]:
    """People of other departments, certificates that end before they begin, items that others own."""
    known = queries.by_certificates(row.values["certificate_no"] for row in rows)
    owners = _owners({code for row in rows for code in row.values.get("items") or ()})
    for row in rows:
        try:
            _check(row.values, known.get(row.values["certificate_no"]), owners, by)
        except Refused as refused:
            yield row.line, fault(schemas.InspectorRow, refused)


def _owners(codes: set[str]) -> dict[str, set[str]]:
    return {code: {one.code for one in item.departments} for code, item in items.by_codes(codes).items()}


def _check(values: Mapping[str, Any], known: Inspector | None, owners: Mapping[str, set[str]], by: User) -> None:
    if known is not None and not queries.may_edit(known, by):
        raise Refused("inspector_of_another_department", field="certificate_no")
    rules.check_days(values["valid_from"], values["valid_until"])
    named = values.get("items") or (known and [item.code for item in known.items]) or ()
    for code in named:
        if values["department"] not in owners.get(code, _owners({code}).get(code, set())):
            raise Refused("inspector_item_of_others", field="items", item=code)


offer(
    Kind(
        name="inspectors",
        permission=Permission.INSPECTOR_EDIT,
        schema=_schema,
        key=schemas.KEY,
        forecast=service.forecast,
        load=service.load,
        listing="inspectors.index",
        words=_("执法检查人员"),
        list_words=_("执法检查人员名录"),
        note=_("名录里已有的按执法证号更新；空格子不改动原来的内容；不删除任何人，不再检查的“在岗”填“否”。"),
        undo=Undo(service.undo, service.look),
        doubts=_doubts,
    )
)
