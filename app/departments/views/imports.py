"""What the register of departments takes as sheets: the departments, and the leaders in charge of them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _

from app.accounts import queries as accounts
from app.accounts.models import User
from app.departments import queries, rules, schemas, service
from app.kernel.errors import Refused
from app.kernel.permissions import Permission, Role
from app.kernel.sheets import Fault, GoodRow
from app.kernel.sheets.columns import fault
from app.kernel.sheets.kinds import Kind, offer
from app.kernel.sheets.undoing import Undo


def _department_schema(_by: User) -> schemas.DepartmentRow:
    return schemas.DepartmentRow()


def _twins(rows: Sequence[GoodRow], _by: User) -> Iterator[tuple[int, Fault]]:
    """Names that another department bears, in the register or above in the sheet."""
    bearers = {one.name: one.code for one in queries.every()}
    for row in rows:
        code, name = row.values["code"], row.values["name"]
        taken = bearers.setdefault(name, code)
        if taken != code:
            refused = Refused("department_name_taken", field="name", taken=taken)
            yield row.line, fault(schemas.DepartmentRow, refused)


offer(
    Kind(
        name="departments",
        permission=Permission.DEPARTMENT_MANAGE,
        schema=_department_schema,
        key=(schemas.KEY,),
        forecast=service.forecast,
        load=service.load,
        listing="departments.index",
        words=_("单位"),
        list_words=_("单位名录"),
        note=_("名录里已有的按单位代码更新；空格子不改动原来的内容；不删除任何单位。"),
        undo=Undo(service.undo, service.look),
        doubts=_twins,
    )
)


def _leader_schema(_by: User) -> schemas.LeaderRow:
    return schemas.LeaderRow({name: one.code for name, one in queries.named().items()})


def _overlaps(rows: Sequence[GoodRow], _by: User) -> Iterator[tuple[int, Fault]]:
    """Rows that would put two leaders in charge at once, whatever their order in the sheet; and who is no leader."""
    leaders = {one.username for one in accounts.with_role(Role.LEADER)}
    units = queries.by_codes(row.values["department"] for row in rows)
    tenures = queries.tenures(one.id for one in units.values())
    for row in sorted(rows, key=lambda row: (row.values["from_on"], row.line)):
        own = tenures.setdefault(units[row.values["department"]].id, [])
        try:
            own[:] = _taken(own, row.values, leaders)
        except Refused as refused:
            yield row.line, fault(schemas.LeaderRow, refused)


def _taken(own: Sequence[rules.Tenure], values: Mapping[str, Any], leaders: set[str]) -> list[rules.Tenure]:
    new = rules.Tenure(values["leader"], values["from_on"], values.get("until_on"))
    if new.leader not in leaders:
        raise Refused("leader_not_a_leader", field="leader", name=new.leader)
    known = [one for one in own if (one.leader, one.from_on) == (new.leader, new.from_on)]
    if known and new.until_on is None:
        return list(own)
    return rules.appointed([one for one in own if one not in known], new)


offer(
    Kind(
        name="leaders",
        permission=Permission.DEPARTMENT_MANAGE,
        schema=_leader_schema,
        key=("department", "from_on"),
        forecast=service.forecast_leaders,
        load=service.load_leaders,
        listing="departments.leaders",
        words=_("分管领导"),
        list_words=_("分管领导名录"),
        note=_("新的一行从开始日期起分管，前任没有写止期的在前一天止；已有的只更新结束日期；不删除任何记录。"),
        undo=Undo(service.undo_leaders, service.look_leaders),
        doubts=_overlaps,
    )
)
