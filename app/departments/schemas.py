"""The sheets of the departments and of the leaders in charge of them; their titles are the `data_key`s."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from marshmallow import Schema

from app.accounts import rules as accounts
from app.departments import rules
from app.departments.models import Department, Leadership
from app.kernel import parsing
from app.kernel.sheets import Column
from app.kernel.sheets.kinds import as_written
from app.kernel.web.forms import limited

KEY = "code"
_LINE = limited(parsing.line, most=100)


class DepartmentRow(Schema):
    """One row; the field names are the columns of the register."""

    code = Column("单位代码", rules.code, needed=True, aliases=("代码", "编码"), example="SCJG")
    name = Column("单位名称", _LINE, needed=True, aliases=("名称", "部门名称", "部门"), example="沅江市市场监督管理局")
    short_name = Column("简称", _LINE, aliases=("单位简称",), example="市监局")
    level = Column("层级", rules.level, aliases=("级别", "单位层级"), example="县市区级")
    line = Column("条线", _LINE, aliases=("系统", "所属条线"), example="市场监管")
    phone = Column("联系电话", parsing.phone, aliases=("电话",), example="0737-2721234")
    keywords = Column("关键词", rules.keywords, aliases=("职责关键词",), example="食品、药品、执照")


def cells(department: Department) -> list[object]:
    """A department as a row of the same sheet."""
    found = {key: getattr(department, key) for key in DepartmentRow._declared_fields}
    level = as_written("department.level", department.level)
    return list((found | {"level": level, "keywords": "、".join(department.keywords)}).values())


class LeaderRow(Schema):
    """One period in which a leader is in charge of a department. `known` maps names of units to codes."""

    department = Column(
        "单位", needed=True, parse=str, aliases=("单位名称", "单位代码", "部门", "分管单位"), example="市场监管局"
    )
    leader = Column(
        "分管领导账号", accounts.username, needed=True, aliases=("账号", "分管领导", "领导账号"), example="leader"
    )
    from_on = Column("开始日期", parsing.day, needed=True, aliases=("起", "自", "分管开始"), example="2026-01-01")
    until_on = Column("结束日期", parsing.day, aliases=("止", "至", "分管结束"), example="")

    def __init__(self, known: Mapping[str, str], **more: Any) -> None:
        super().__init__(**more)
        column = self.fields["department"]
        if isinstance(column, Column):
            column.parse = partial(rules.unit, known=known)


def leader_cells(row: Leadership) -> list[object]:
    """A period as a row of the same sheet."""
    return [row.department.name, row.leader.username, row.from_on, row.until_on]
