"""What programs and sheets say of an inspector. The titles of the sheet are the `data_key`s."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from marshmallow import Schema, fields

from app.departments import rules as departments
from app.inspectors import rules
from app.inspectors.models import Inspector
from app.items import rules as items
from app.kernel import parsing
from app.kernel.sheets import Column
from app.kernel.web.forms import limited
from app.kernel.wire import Paging, Parsed

KEY = ("certificate_no",)
_LINE = limited(parsing.line, most=100)
_NAME = limited(parsing.line, most=50)


def item_codes(value: str) -> list[str]:
    """The codes of the items that a cell names, each once."""
    return list(dict.fromkeys(items.code(part) for part in departments.keywords(value)))


class InspectorRow(Schema):
    """One row; the field names are the columns of the register. `known` maps names of units to codes."""

    certificate_no = Column(
        "执法证号",
        rules.certificate_no,
        needed=True,
        aliases=("证号", "证件号", "执法证编号", "执法证件号"),
        example="18090912001",
    )
    name = Column("姓名", _NAME, needed=True, aliases=("人员姓名", "执法人员"), example="张三")
    department = Column(
        "所属单位", needed=True, parse=str, aliases=("单位", "部门", "单位名称", "执法单位"), example="市场监管局"
    )
    section = Column("科室", _LINE, aliases=("所属科室", "股室", "内设机构"), example="食品生产监管股")
    valid_from = Column(
        "有效期起", parsing.day, needed=True, aliases=("发证日期", "有效期自", "生效日期"), example="2024-01-01"
    )
    valid_until = Column(
        "有效期止", parsing.day, needed=True, aliases=("有效期至", "到期日期", "失效日期"), example="2028-12-31"
    )
    items = Column("可查事项", item_codes, aliases=("事项编码", "检查事项", "事项范围"), example="SCJG-01、SCJG-02")
    active = Column("在岗", rules.active, aliases=("是否在岗", "在职"), example="是")

    def __init__(self, known: Mapping[str, str], **more: Any) -> None:
        super().__init__(**more)
        column = self.fields["department"]
        if isinstance(column, Column):
            column.parse = partial(departments.unit, known=known)


def cells(inspector: Inspector) -> list[object]:
    """An inspector as a row of the same sheet."""
    found = {key: getattr(inspector, key) for key in InspectorRow._declared_fields}
    found["department"] = inspector.department.name
    found["items"] = "、".join(item.code for item in inspector.items)
    found["active"] = (rules.YES_WORDS if inspector.active else rules.NO_WORDS)[0]
    return list(found.values())


class InspectorQuery(Paging):
    """What the list can be asked for."""

    q = Parsed(_LINE, load_default="", metadata={"description": "name, section, initials or certificate"})
    department = Parsed(_LINE, load_default=None, metadata={"description": "code of a department"})
    standing = fields.Enum(rules.Standing, by_value=True, load_default=None)
    active = fields.Boolean(load_default=None, allow_none=True)


class InspectorOut(Schema):
    """An inspector with certificate and scope; without `items` the scope is every item of the department."""

    certificate_no = fields.String()
    name = fields.String()
    department = fields.String()
    section = fields.String()
    valid_from = fields.Date()
    valid_until = fields.Date()
    active = fields.Boolean()
    standing = fields.Enum(rules.Standing, by_value=True)
    items = fields.List(fields.String())
