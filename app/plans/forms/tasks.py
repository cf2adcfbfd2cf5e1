"""A task of a plan, its months, and key supervision, as forms."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _

from app.departments import queries as departments
from app.departments.models import Department
from app.enterprises.rules import Kind, Risk
from app.items import queries as items
from app.items import rules as item_rules
from app.kernel import parsing
from app.kernel.errors import Refused
from app.kernel.web.choices import Boxes, Select, StaffForm, listed, words_of
from app.kernel.web.forms import LongText, Text, limited
from app.plans import queries
from app.plans.models import PlanTask
from app.plans.rules import STRATA, Frame, Targeting, percent, reading

_LINE = limited(parsing.line, most=200)
_PROSE = limited(parsing.text, most=1000)
_MONTHS = [(month, month) for month in range(1, 13)]
RATES = tuple(f"rate_{stratum.lower()}" for stratum in STRATA)
_MARKS = frozenset({"csrf_token", "version", "number", "lead", "others"})


def _codes(value: str) -> list[str]:
    return list(dict.fromkeys(item_rules.code(part) for part in reading.parts(value)))


class _FrameForm(StaffForm):
    """Who can be drawn; nothing chosen lets everybody through."""

    kinds = Boxes(_("检查对象类型"), needed=False, choices=words_of("enterprise.kind", Kind))
    trades = LongText(_("行业"), reading.parts, description=_("写行业的开头，多个用顿号分开，例如：C 食品、H 餐饮。"))
    townships = Boxes(_("镇（街道）"), needed=False)

    def offer_frame(self) -> None:
        """The townships to choose from."""
        self.townships.choices = listed((name, name) for name in queries.townships())

    def framed(self) -> dict[str, list[str]]:
        """The lists of the frame."""
        return {name: self[name].data or [] for name in Frame._fields if name in self._fields}


class TaskForm(_FrameForm):
    """One task. Every rate is percent, of enterprises of that credit grade."""

    name = Text(_("任务名称"), _LINE, needed=True)
    targeting = Select(_("任务类型"), choices=words_of("plan.targeting", Targeting))
    lead = Select(_("牵头单位"))
    others = Boxes(_("联合单位"), needed=False, description=_("选了就是部门联合抽查。"))
    items = LongText(
        _("抽查事项"), _codes, needed=True, description=_("写事项编码，多个用顿号分开；编码见抽查事项清单。")
    )
    risks = Boxes(_("风险等级"), needed=False, choices=words_of("enterprise.risk", Risk))
    rate_a = Text(_("A 级抽查比例（%）"), reading.rate, needed=True)
    rate_b = Text(_("B 级抽查比例（%）"), reading.rate, needed=True)
    rate_c = Text(_("C 级抽查比例（%）"), reading.rate, needed=True)
    rate_d = Text(_("D 级抽查比例（%）"), reading.rate, needed=True)
    rate_u = Text(_("未评级抽查比例（%）"), reading.rate, needed=True)
    inspectors = Text(_("每个部门检查人数"), reading.inspectors, needed=True)
    from_month = Select(_("开始月份"), choices=listed(_MONTHS))
    until_month = Select(_("结束月份"), choices=listed(_MONTHS))

    def offer(self, leads: Iterable[Department]) -> None:
        """The departments to choose from: whoever may lead, and everybody who may join."""
        self.lead.choices = listed((one.code, one.name) for one in leads)
        self.others.choices = listed((one.code, one.short_name) for one in departments.active())
        self.offer_frame()

    def decided(self) -> dict[str, Any]:
        """The keyword arguments of `service.add_task` and `service.revise_task`. Refuses items that are not listed."""
        values = {name: field.data for name, field in self._fields.items() if name not in _MARKS}
        known = items.by_codes(values["items"])
        unknown = [code for code in values["items"] if code not in known]
        if unknown:
            raise Refused("plan_item_unknown", field="items", name=unknown[0])
        if self.lead.data in (self.others.data or []):
            raise Refused("plan_lead_twice", field="others")
        units = departments.by_codes([self.lead.data, *(self.others.data or [])])
        values |= self.framed() | {"items": [known[code] for code in values["items"]]}
        values["departments"] = [units[self.lead.data], *(units[code] for code in self.others.data or [])]
        months = {name: int(values[name]) for name in ("from_month", "until_month")}
        return values | months | {"targeting": Targeting(values["targeting"])}


class NewTaskForm(TaskForm):
    """A new task; without a number it gets the next one of its lead."""

    number = Text(_("任务编号"), reading.number, description=_("例如 SCJG-01；留空时自动编号。"))


def shown(task: PlanTask) -> dict[str, Any]:
    """A task as its form shows it."""
    lead, *others = task.departments
    plain = ("name", "inspectors", "from_month", "until_month", "kinds", "townships", "risks", "version")
    values = {name: getattr(task, name) for name in plain}
    values |= {name: percent(getattr(task, name)) for name in RATES}
    return values | {
        "targeting": task.targeting.value,
        "lead": lead.code,
        "others": [one.code for one in others],
        "items": "、".join(item.code for item in task.items),
        "trades": "、".join(task.trades),
    }


def _month(number: int) -> Text:
    return Text(_("%(n)s 月家次", n=number), reading.visits)


class ScheduleForm(StaffForm):
    """The visits of each month of a task; all left empty, they are spread evenly."""

    month_1, month_2, month_3, month_4, month_5, month_6 = (_month(number) for number in range(1, 7))
    month_7, month_8, month_9, month_10, month_11, month_12 = (_month(number) for number in range(7, 13))

    def keep(self, months: Sequence[int]) -> None:
        """Only the months of the task are asked for."""
        for number in set(range(1, 13)) - set(months):
            del self[f"month_{number}"]

    @property
    def asked(self) -> list[Any]:
        """The fields of the months, in order."""
        return [self[f"month_{number}"] for number in range(1, 13) if f"month_{number}" in self._fields]

    def visits(self) -> dict[int, int]:
        """What was set; an empty month is none, and nothing set at all is no plan by hand."""
        told: Mapping[int, Any] = {int(field.name[6:]): field.data for field in self.asked}
        return {} if all(value is None for value in told.values()) else {month: told[month] or 0 for month in told}


class SupervisionForm(_FrameForm):
    """High-risk enterprises of a frame under key supervision."""

    department = Select(_("负责单位"))
    basis = LongText(_("法律依据"), _PROSE, needed=True, description=_("法律、法规、规章的名称和条款。"))

    def offer(self, units: Iterable[Department]) -> None:
        """The departments and townships to choose from."""
        self.department.choices = listed((one.code, one.name) for one in units)
        self.offer_frame()
