"""The sheets of publication: what the public downloads, each channel's columns in its own order, receipts."""

from collections.abc import Callable, Mapping
from typing import Any

from marshmallow import Schema, fields

from app.kernel import clock, numbering, parsing
from app.kernel.sheets import Column
from app.kernel.sheets.kinds import as_written, one_of
from app.kernel.web.forms import limited
from app.publication.models import Publication
from app.publication.rules import Channel, Purpose
from app.results.rules import NATIONAL, Kind

KEY = ("number", "channel", "purpose")


def _national(row: Any) -> str:
    return as_written("result.kind", NATIONAL[Kind(row.kind)])


def _detailed(row: Any) -> str:
    return "；".join(
        f"{item}：{as_written('result.kind', kind)}" for item, kind in zip(row.items, row.kinds, strict=True)
    )


CELLS: Mapping[str, Callable[[Any], Any]] = {
    "number": lambda row: row.number,
    "task": lambda row: row.task,
    "enterprise": lambda row: row.enterprise,
    "uscc": lambda row: row.uscc,
    "department": lambda row: row.department,
    "basis": lambda row: as_written("visit.basis", row.basis),
    "items": lambda row: "、".join(row.items),
    "kind": lambda row: as_written("result.kind", row.kind),
    "national": _national,
    "detailed": _detailed,
    "ended_on": lambda row: row.ended_on.isoformat(),
    "published_on": lambda row: row.published_on.isoformat(),
    "corrected_on": lambda row: clock.day(row.corrected_at).isoformat() if row.corrected_at else "",
}
PUBLIC = {
    "number": "检查编号",
    "enterprise": "经营主体",
    "uscc": "统一社会信用代码",
    "department": "检查单位",
    "basis": "检查来由",
    "task": "计划任务",
    "items": "检查事项",
    "kind": "检查结果",
    "detailed": "各事项结果",
    "ended_on": "检查结束日期",
    "published_on": "公示日期",
    "corrected_on": "更正日期",
}
CHANNELS: Mapping[Channel, Mapping[str, str]] = {
    Channel.PROVINCIAL: {
        "task": "抽查任务编号",
        "number": "检查编号",
        "enterprise": "检查对象名称",
        "uscc": "统一社会信用代码",
        "department": "检查机关",
        "items": "抽查事项",
        "ended_on": "检查完成日期",
        "kind": "检查结果",
        "published_on": "公示日期",
    },
    Channel.NATIONAL: {
        "enterprise": "企业名称",
        "uscc": "统一社会信用代码",
        "department": "检查实施机关",
        "basis": "类型",
        "ended_on": "日期",
        "national": "结果",
        "items": "抽查事项",
        "number": "公示编号",
    },
    Channel.CREDIT: {
        "enterprise": "行政相对人名称",
        "uscc": "统一社会信用代码",
        "items": "检查事项",
        "kind": "检查结果",
        "ended_on": "检查日期",
        "department": "检查部门",
        "number": "备注",
    },
    Channel.SUPERVISION: {
        "number": "监管行为编号",
        "department": "监管部门",
        "items": "监管事项",
        "enterprise": "监管对象名称",
        "uscc": "监管对象统一社会信用代码",
        "basis": "监管方式",
        "ended_on": "监管行为日期",
        "detailed": "监管结果",
    },
}


def titled(columns: Mapping[str, str]) -> Schema:
    """The columns as a schema, in their order."""
    made: Schema = Schema.from_dict({name: fields.String(data_key=title) for name, title in columns.items()})()
    return made


def cells(columns: Mapping[str, str], row: Any) -> list[Any]:
    """The row of one publication: its public columns and nothing else."""
    return [CELLS[name](row) for name in columns]


def told(row: Publication | Any) -> dict[str, Any]:
    """A publication as a program reads it."""
    return {
        "number": row.number,
        "enterprise": row.enterprise,
        "uscc": row.uscc,
        "department": row.department,
        "basis": row.basis.value,
        "task": row.task,
        "findings": [{"item": item, "kind": kind} for item, kind in zip(row.items, row.kinds, strict=True)],
        "kind": row.kind.value,
        "ended_on": row.ended_on.isoformat(),
        "published_on": row.published_on.isoformat(),
        "corrected_on": clock.day(row.corrected_at).isoformat() if row.corrected_at else None,
    }


class ReceiptRow(Schema):
    """A receipt of a channel."""

    number = Column("检查编号", numbering.parse_number, needed=True, aliases=("公示编号", "监管行为编号"))
    channel = Column("平台", one_of("publication.channel", Channel), needed=True)
    purpose = Column("用途", one_of("publication.purpose", Purpose), example="公示")
    receipt = Column("回执号", limited(parsing.line, most=80), needed=True, aliases=("回执编号",))
    said_on = Column("平台公示日期", parsing.day, needed=True, aliases=("平台日期", "日期"))
