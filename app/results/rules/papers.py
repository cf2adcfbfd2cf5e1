"""Papers of a visit: a template is plain text with names in braces, which are filled in and never evaluated."""

import re
from collections.abc import Mapping
from enum import StrEnum

from app.kernel.errors import Refused


class PaperKind(StrEnum):
    """The record of the visit (现场检查笔录), the notice of its result, the order to correct."""

    RECORD = "record"
    NOTICE = "notice"
    ORDER = "order"


NAMES = (
    "文书编号",
    "检查编号",
    "检查单位",
    "企业名称",
    "统一社会信用代码",
    "检查日期",
    "进出时间",
    "检查事项",
    "检查人员",
    "检查来由",
    "检查结果",
    "发现的问题",
    "改正期限",
    "公示期限",
    "在场情况",
    "备注",
    "出具日期",
)
TABLE = "{结果表}"
_NAME = re.compile(r"\{([^{}]*)\}")
MOST = 6000


def unknown(body: str) -> list[str]:
    """The names in braces that nobody can fill."""
    known = {*NAMES, TABLE.strip("{}")}
    return list(dict.fromkeys(name for name in _NAME.findall(body) if name not in known))


def check_body(body: str) -> None:
    """Refuse a template that names what nobody can fill, has a brace that is not closed, or lacks its number."""
    names = unknown(body)
    if names:
        raise Refused("template_name_unknown", field="body", names="、".join(names))
    if set(_NAME.sub("", body)) & {"{", "}"}:
        raise Refused("template_brace_open", field="body")
    if "{文书编号}" not in body:
        raise Refused("template_number_missing", field="body")


def filled(body: str, values: Mapping[str, str]) -> str:
    """The text with its names filled in, each once: what is filled in is not looked at again. The table stays."""
    return _NAME.sub(lambda name: name[0] if name[0] == TABLE else values[name[1]], body)
