"""The sheet of a year's measures, as a city brings its list; and the board as the monthly meeting gets it."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from marshmallow import Schema, post_load

from app.kernel import parsing
from app.kernel.errors import Refused
from app.kernel.sheets import Column
from app.kernel.sheets.kinds import as_written
from app.kernel.web.forms import limited
from app.measures import rules
from app.measures.models import Measure
from app.measures.queries import Standing
from app.measures.rules import Bound, TargetKind, Wanted

KEY = ("year", "number")
DEFAULT = Path(__file__).parent / "data" / "yuanjiang.json"
_LINE = limited(parsing.line, most=100)


def a_year(text: str) -> int:
    """A year from 2000 on."""
    if not re.fullmatch(r"20[0-9]{2}", text.strip().removesuffix("年")):
        raise Refused("measure_year_malformed", field="year")
    return int(text.strip()[:4])


def a_number(text: str) -> int:
    """A number from 1 to 999."""
    if not re.fullmatch(r"[1-9][0-9]{0,2}", text.strip()):
        raise Refused("measure_number_malformed", field="number")
    return int(text.strip())


class MeasureRow(Schema):
    """One row; the field names are what `service.load` takes."""

    year = Column("年度", a_year, needed=True, aliases=("年份",), example="2026")
    number = Column("措施编号", a_number, needed=True, aliases=("编号", "序号"), example="11")
    stream = Column("板块", _LINE, aliases=("类别", "环境"), example="改革")
    task = Column("任务编号", a_number, needed=True, aliases=("大项编号",), example="4")
    task_title = Column("任务", _LINE, needed=True, aliases=("大项", "工作任务"), example="中小企业融资")
    title = Column("措施", _LINE, needed=True, aliases=("工作举措", "措施名称"), example="湘信贷平台")
    clause = Column("依据", _LINE, example="")
    lead = Column("牵头单位", rules.names, needed=True, example="市发改局")
    responsible = Column("责任单位", rules.names, aliases=("配合单位",), example="市财政局、市科工局")
    targets = Column("指标", rules.read_targets, aliases=("目标",), example="平台授信 累计≥12亿元；合规率 每季≥100%")

    @post_load
    def whole(self, row: dict[str, Any], **_more: Any) -> dict[str, Any]:
        """The row with every field there."""
        texts, lists = ("stream", "clause"), ("responsible", "targets")
        return {**row, **{name: row.get(name) or "" for name in texts}, **{name: row.get(name) or [] for name in lists}}


def shipped(year_of: int, data: bytes | None = None) -> list[dict[str, Any]]:
    """The list that comes with the service, or another file of the same shape, as rows of a year."""
    document = json.loads(DEFAULT.read_bytes() if data is None else data)
    titles = {one["number"]: one["title"] for one in document["tasks"]}
    return [_row(year_of, one, titles, document) for one in document["measures"]]


def _row(
    year_of: int, one: Mapping[str, Any], titles: Mapping[int, str], document: Mapping[str, Any]
) -> dict[str, Any]:
    streams = (part["name"] for part in document["streams"] if part["tasks"][0] <= one["task"] <= part["tasks"][1])
    told = {name: one[name] for name in ("number", "task", "title", "lead", "responsible")}
    more = {"task_title": titles[one["task"]], "stream": next(streams), "clause": document["clause"]}
    return {"year": year_of, **told, **more, "targets": [_wanted(part) for part in one.get("targets", [])]}


def _wanted(part: Mapping[str, str]) -> Wanted:
    kind, bound = TargetKind(part["kind"]), Bound(part["bound"])
    return Wanted(part["name"], kind, bound, rules.decimal(part["value"]), part["unit"])


def cells(one: Measure) -> list[Any]:
    """A measure as a row of the same sheet."""
    listed = ["、".join(one.lead), "、".join(one.responsible), "；".join(rules.written(t.wanted) for t in one.targets)]
    return [one.year, one.number, one.stream, one.task, one.task_title, one.title, one.clause, *listed]


class BoardRow(Schema):
    """One measure in a quarter, for the monthly meeting."""

    number = Column("措施编号", str)
    task = Column("任务", str)
    title = Column("措施", str)
    lead = Column("牵头单位", str)
    light = Column("灯", str)
    due_on = Column("报送截止", str)
    reported = Column("首次报送", str)
    figures = Column("指标和数值", str)
    words = Column("进展", str)
    trouble = Column("差距和下一步", str)


def board_cells(row: Standing, due: str, day: Any) -> list[Any]:
    """A measure in a quarter as a row; `day` writes an instant as its civil day."""
    one, kept = row.measure, [lead for lead in row.leads if lead.last]
    told = {f.target_id: rules.plain(f.value) for lead in kept if lead.last for f in lead.last.figures}
    figures = "；".join(f"{rules.written(t.wanted)}：{told.get(t.id, '--')}" for t in one.targets)
    texts = [[getattr(lead.last, name) for lead in kept] for name in ("words", "trouble")]
    reported = "、".join(str(day(lead.first.filed_at)) for lead in kept if lead.first)
    head = [str(one.number), one.task_title, one.title, "、".join(lead.unit.shown for lead in row.leads)]
    tail = ["\n".join(part for part in text if part) for text in texts]
    return [*head, as_written("measure.light", row.light), due, reported, figures, *tail]
