"""The year of a plan, other rates to try, and two versions to compare."""

from collections.abc import Iterable

from flask import request
from flask_babel import lazy_gettext as _

from app.kernel.web.choices import Boxes, Select, listed
from app.kernel.web.forms import Form, Text
from app.plans.models import PlanTask
from app.plans.queries import Version
from app.plans.rules import STRATA, Task, reading


class YearForm(Form):
    """The year of a new plan."""

    year = Text(_("年份"), reading.year, needed=True, description=_("例如 2026。"))


class DrawForm(Form):
    """The tasks of a plan that a draw draws for."""

    tasks = Boxes(_("抽查任务"), needed=True)

    def offer(self, tasks: Iterable[PlanTask]) -> None:
        """The tasks to choose from."""
        self.tasks.choices = listed((task.number, f"{task.number} {task.name}") for task in tasks)


class WhatIfForm(Form):
    """Other rates for one task, all of them in the address; an empty one stays as it is."""

    class Meta:
        csrf = False

    task = Select(_("任务"), needed=False)
    rate_a = Text(_("A 级抽查比例（%）"), reading.rate)
    rate_b = Text(_("B 级抽查比例（%）"), reading.rate)
    rate_c = Text(_("C 级抽查比例（%）"), reading.rate)
    rate_d = Text(_("D 级抽查比例（%）"), reading.rate)
    rate_u = Text(_("未评级抽查比例（%）"), reading.rate)

    def __init__(self, tasks: Iterable[Task]) -> None:
        super().__init__(request.args)
        pairs = ((task.number, f"{task.number} {task.name}") for task in tasks)
        self.task.choices = listed(pairs, first=_("请选择任务"))
        self.validate()

    def rates(self) -> dict[str, int]:
        """The rates that were given."""
        told = {stratum: self[f"rate_{stratum.lower()}"] for stratum in STRATA}
        return {stratum: field.data for stratum, field in told.items() if field.data is not None and not field.errors}


class VersionsForm(Form):
    """Two versions of a plan."""

    class Meta:
        csrf = False

    one = Select(_("从版本"), needed=False)
    other = Select(_("到版本"), needed=False)

    def __init__(self, found: Iterable[Version]) -> None:
        super().__init__(request.args)
        choices = [(version.number, version.number) for version in found]
        for field in (self.one, self.other):
            field.choices = listed(choices, first=_("请选择"))
        self.validate()

    def wanted(self) -> tuple[int, int] | None:
        """The two numbers; None while they are not both chosen."""
        if not self.one.data or not self.other.data or self.errors:
            return None
        return int(self.one.data), int(self.other.data)
