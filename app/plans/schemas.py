"""The sheet of a plan's tasks, as departments send it in and as it is published. Its titles are the `data_key`s."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from marshmallow import Schema, post_load

from app.departments import rules as departments
from app.items import rules as items
from app.kernel import parsing
from app.kernel.errors import Refused
from app.kernel.sheets import Column
from app.kernel.sheets.kinds import as_written
from app.kernel.web.forms import limited
from app.plans.models import AnnualPlan, PlanTask
from app.plans.rules import STRATA, percent, reading

KEY = ("year", "number")
_LINE = limited(parsing.line, most=200)


def _items(value: str, known: Mapping[str, str]) -> list[str]:
    """The codes of the items that a cell names by code or by name. Refuses one that is not in the list."""
    return list(dict.fromkeys(_item(part, known) for part in reading.parts(value)))


def _item(name: str, known: Mapping[str, str]) -> str:
    found = known.get(name) or known.get(items.code(name) if len(name) <= 40 else "")
    if found is None:
        raise Refused("plan_item_unknown", name=name)
    return found


class TaskRow(Schema):
    """One row; `units` maps names of departments to codes, `listed` names of items. An empty rate is 抽查比例."""

    year = Column("年度", reading.year, needed=True, aliases=("年份", "计划年度"), example="2026")
    number = Column("任务编号", reading.number, needed=True, aliases=("编号", "计划编号", "序号"), example="SCJG-01")
    name = Column("任务名称", _LINE, needed=True, aliases=("抽查任务", "任务", "计划名称"), example="食品生产检查")
    targeting = Column("任务类型", reading.targeting, needed=True, aliases=("类型", "抽查类型"), example="定向")
    lead = Column("牵头单位", str, needed=True, aliases=("单位", "部门", "发起部门", "责任单位"), example="市场监管局")
    others = Column("联合单位", str, aliases=("配合部门", "联合部门", "参与部门"), example="消防救援大队")
    items = Column("抽查事项", str, needed=True, aliases=("事项", "事项编码", "检查事项"), example="SCJG-01、XFJY-02")
    kinds = Column("检查对象类型", reading.kinds, aliases=("对象类型", "主体类型"), example="企业、个体工商户")
    trades = Column("行业", reading.parts, aliases=("行业门类", "所属行业"), example="C 食品")
    townships = Column("镇（街道）", reading.parts, aliases=("乡镇", "镇街", "区域"), example="琼湖街道")
    risks = Column("风险等级", reading.risks, aliases=("风险",), example="中")
    rate = Column("抽查比例", reading.rate, needed=True, aliases=("比例", "抽取比例"), example="3%")
    rate_a = Column("A级比例", reading.rate, aliases=("A级抽查比例",), example="1%")
    rate_b = Column("B级比例", reading.rate, aliases=("B级抽查比例",), example="")
    rate_c = Column("C级比例", reading.rate, aliases=("C级抽查比例",), example="4%")
    rate_d = Column("D级比例", reading.rate, aliases=("D级抽查比例",), example="5%")
    rate_u = Column("未评级比例", reading.rate, aliases=("未评级抽查比例",), example="")
    inspectors = Column("检查人数", reading.inspectors, needed=True, aliases=("每部门人数", "人数"), example="2")
    months = Column("检查时间", reading.months, needed=True, aliases=("抽查时间", "月份", "时间"), example="4-10月")

    def __init__(self, units: Mapping[str, str], listed: Mapping[str, str], **more: Any) -> None:
        super().__init__(**more)
        parses: dict[str, Callable[[str], Any]] = {
            "lead": partial(departments.unit, known=units),
            "others": partial(departments.units, known=units),
            "items": partial(_items, known=listed),
        }
        for name, parse in parses.items():
            column = self.fields[name]
            if isinstance(column, Column):
                column.parse = parse

    @post_load
    def whole(self, row: dict[str, Any], **_more: Any) -> dict[str, Any]:
        """The row as `service.load` takes it: every list and every rate there, the lead before the others."""
        months, rate, lead = row.pop("months"), row.pop("rate"), row.pop("lead")
        row["departments"] = list(dict.fromkeys([lead, *(row.pop("others", None) or [])]))
        row["from_month"], row["until_month"] = months
        for name in ("kinds", "trades", "townships", "risks"):
            row[name] = row.get(name) or []
        for stratum in STRATA:
            name = f"rate_{stratum.lower()}"
            row[name] = rate if row.get(name) is None else row[name]
        return row


class CountedRow(TaskRow):
    """The same with what was counted: the frame, and how many are drawn of it."""

    frame = Column("范围内经营主体", reading.visits, example="320")
    quota = Column("应抽取", reading.visits, example="9")


def cells(plan: AnnualPlan, task: PlanTask) -> list[object]:
    """A task as a row of the same sheet."""
    lead, *others = task.departments
    rates = [percent(getattr(task, f"rate_{stratum.lower()}")) for stratum in STRATA]
    return [
        plan.year,
        task.number,
        task.name,
        as_written("plan.targeting", task.targeting),
        lead.name,
        _listed(one.name for one in others),
        _listed(item.code for item in task.items),
        _listed(as_written("enterprise.kind", kind) for kind in task.kinds),
        _listed(task.trades),
        _listed(task.townships),
        _listed(as_written("enterprise.risk", risk) for risk in task.risks),
        max(rates),
        *rates,
        task.inspectors,
        f"{task.from_month}-{task.until_month}",
    ]


def _listed(names: Any) -> str:
    return "、".join(names)


__all__ = ["KEY", "CountedRow", "TaskRow", "cells"]
