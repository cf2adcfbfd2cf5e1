"""What programs and sheets say of an inspection item. The titles of the import are the `data_key`s of `ItemRow`."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from marshmallow import Schema, fields

from app.departments import rules as departments
from app.items import rules
from app.items.models import Item
from app.kernel import parsing
from app.kernel.sheets import Column
from app.kernel.sheets.kinds import as_written
from app.kernel.web.forms import limited
from app.kernel.wire import Paging, Parsed

KEY = ("code",)
_LINE = limited(parsing.line, most=200)
_PROSE = limited(parsing.text, most=4000)


class ItemRow(Schema):
    """One row of an import; the field names are the columns of the list. `known` maps names of units to codes."""

    code = Column("事项编码", rules.code, needed=True, aliases=("编码", "事项代码", "代码"), example="SCJG-01")
    name = Column("抽查事项", _LINE, needed=True, aliases=("事项名称", "名称", "检查事项"), example="食品生产监督检查")
    category = Column("抽查类别", _LINE, aliases=("类别", "抽查项目", "检查类别"), example="食品安全检查")
    kind = Column("事项类型", rules.kind, aliases=("类型", "重点或一般"), example="一般")
    departments = Column(
        "责任单位", needed=True, parse=str, aliases=("单位", "部门", "抽查部门", "责任部门"), example="市场监管局"
    )
    basis = Column(
        "检查依据", _PROSE, aliases=("依据", "抽查依据", "法律依据"), example="《中华人民共和国食品安全法》第一百一十条"
    )
    subject = Column("检查主体", _LINE, aliases=("主体", "抽查主体", "实施主体"), example="县级市场监督管理部门")
    object = Column("检查对象", _LINE, aliases=("对象", "抽查对象"), example="食品生产企业")
    method = Column("检查方式", _LINE, aliases=("方式", "抽查方式", "检查方法"), example="现场检查")
    content = Column("检查内容", _PROSE, aliases=("内容", "抽查内容", "检查要点"), example="生产场所、进货查验、标签")
    from_on = Column("启用日期", parsing.day, aliases=("生效日期",), example="2026-01-01")
    until_on = Column("停用日期", parsing.day, aliases=("失效日期",), example="")

    def __init__(self, known: Mapping[str, str], **more: Any) -> None:
        super().__init__(**more)
        column = self.fields["departments"]
        if isinstance(column, Column):
            column.parse = partial(departments.units, known=known)


def cells(item: Item) -> list[object]:
    """An item as a row of the same sheet."""
    found = {key: getattr(item, key) for key in ItemRow._declared_fields}
    found["kind"] = as_written("item.kind", item.kind)
    found["departments"] = "、".join(one.name for one in item.departments)
    return list(found.values())


class ItemQuery(Paging):
    """What the list can be asked for."""

    q = Parsed(limited(parsing.line, most=100), load_default="", metadata={"description": "name, heading or code"})
    department = Parsed(_LINE, load_default=None, metadata={"description": "code of a department"})
    kind = fields.Enum(rules.Kind, by_value=True, load_default=None)
    complete = fields.Boolean(load_default=None, allow_none=True)


class ItemOut(Schema):
    """An inspection item; `lacking` names what it needs before it can be planned."""

    code = fields.String()
    name = fields.String()
    category = fields.String()
    kind = fields.Enum(rules.Kind, by_value=True)
    departments = fields.Function(lambda item: [one.code for one in item.departments])
    basis = fields.String()
    subject = fields.String()
    object = fields.String()
    method = fields.String()
    content = fields.String()
    from_on = fields.Date()
    until_on = fields.Date(allow_none=True)
    lacking = fields.Function(lambda item: list(item.lacking))


__all__ = ["KEY", "ItemOut", "ItemQuery", "ItemRow", "cells"]
