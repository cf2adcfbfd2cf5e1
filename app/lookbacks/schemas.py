"""What programs and sheets say of the past: the sheet of records, whose titles are the `data_key`s; the answers."""

from datetime import date
from typing import Any

from marshmallow import Schema, fields

from app.departments import rules as departments
from app.enterprises import rules as enterprises
from app.kernel import parsing
from app.kernel.errors import Refused
from app.kernel.sheets import Column
from app.kernel.sheets.kinds import as_written
from app.kernel.web.forms import limited
from app.kernel.wire import EXCLUDE, Parsed
from app.lookbacks.models import PastRecord
from app.lookbacks.rules import Answer, Kind

KEY = ("uscc", "happened_on", "unit")
_LINE = limited(parsing.line, most=100)
_KINDS = {Kind.VISIT: ("日常检查", "检查", "入企检查", "visit"), Kind.PENALTY: ("行政处罚", "处罚", "penalty")}


def kind(value: str) -> Kind:
    """The kind that the word of a sheet means. Refuses an unknown word."""
    for found, words in _KINDS.items():
        if value.strip() in words:
            return found
    raise Refused("past_record_kind_unknown", field="kind")


class RecordRow(Schema):
    """One record of an enterprise; line and level may be left out where the register of departments knows the unit."""

    uscc = Column(
        "统一社会信用代码",
        enterprises.code,
        needed=True,
        aliases=("注册号", "信用代码", "社会信用代码", "统一代码", "被检查单位代码"),
        example="91430981MA4L16JQ9B",
    )
    happened_on = Column(
        "日期", parsing.day, needed=True, aliases=("检查日期", "处罚日期", "检查时间"), example="2025-05-18"
    )
    unit = Column(
        "单位",
        _LINE,
        needed=True,
        aliases=("检查单位", "检查机关", "处罚机关", "实施单位"),
        example="益阳市市场监督管理局",
    )
    kind = Column("记录类型", kind, aliases=("类型", "类别"), example="日常检查")
    line = Column("条线", _LINE, aliases=("系统", "所属条线"), example="市场监管")
    level = Column("层级", departments.level, aliases=("级别",), example="市州级")
    source = Column("来源", _LINE, needed=True, aliases=("数据来源",), example="省双随机监管平台")


def cells(row: PastRecord) -> list[object]:
    """A record as a row of the same sheet."""
    written = {"kind": as_written("lookback.kind", row.kind), "level": as_written("department.level", row.level)}
    found = {key: getattr(row, key, None) for key in RecordRow._declared_fields}
    return list((found | written | {"uscc": row.enterprise.uscc}).values())


class ExemptionQuery(Schema):
    """On which day it is asked; today where none is told."""

    class Meta:
        unknown = EXCLUDE

    on = Parsed(parsing.day, load_default=None, metadata={"description": "a day, today by default"})


class RecordOut(Schema):
    """A visit or a penalty."""

    on = fields.Date()
    unit = fields.String()
    line = fields.String()
    level = fields.Enum(departments.Level, by_value=True)


class PartOut(Schema):
    """One condition: whether it holds, by which record, or from which day records would be needed to know."""

    name = fields.String(metadata={"enum": ["grade", "penalties", "visits"]})
    answer = fields.Enum(Answer, by_value=True)
    record = fields.Nested(RecordOut, allow_none=True)
    needed_since = fields.Date(allow_none=True)


class ExemptionOut(Schema):
    """Whether an enterprise is exempt on a day, and why; `unknown` is never told as `no`."""

    uscc = fields.String()
    on = fields.Date()
    answer = fields.Enum(Answer, by_value=True)
    parts = fields.List(fields.Nested(PartOut))
    since = fields.Date(allow_none=True)
    until = fields.Date(allow_none=True)


def told(uscc: str, on: date, exemption: Any) -> dict[str, Any]:
    """The answer as a program reads it."""
    return {"uscc": uscc, "on": on, **exemption._asdict()}
