"""The board of a quarter, one measure with its history, the late units, the same as files for the monthly meeting."""

from collections.abc import Iterator
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock, wording
from app.kernel.permissions import Permission, needs
from app.kernel.web import downloads
from app.kernel.web.choices import listed
from app.kernel.web.pages import instant
from app.measures import queries, rules, schemas
from app.measures.forms import FilterForm
from app.measures.queries import Standing
from app.measures.rules import ORDER, Quarter
from app.measures.views.blueprint import asked_quarter, bp, me


def quarters() -> list[Quarter]:
    """The quarters that have begun of the years that have a list, the latest first."""
    today = rules.quarter_of(clock.today())
    found = [Quarter(year, number) for year in queries.years() for number in (4, 3, 2, 1)]
    return [one for one in found if one <= today]


def _filtered(quarter: Quarter) -> tuple[FilterForm, list[Standing], list[Standing]]:
    """The filters, all measures of the quarter, and those that are let through."""
    every = queries.standings(quarter, clock.today())
    form = FilterForm(request.args)
    form.quarter.choices = listed((one, quarter_words(one)) for one in quarters())
    form.quarter.data = str(quarter)
    named = sorted({(lead.unit.name, lead.unit.shown) for one in every for lead in one.leads})
    form.unit.choices = listed(named, first=_("全部"))
    tasks = {one.measure.task: one.measure.task_title for one in every}
    form.task.choices = listed(((str(key), f"{key} {name}") for key, name in sorted(tasks.items())), first=_("全部"))
    form.validate()
    unit, task, light = (form.chosen(name) for name in ("unit", "task", "light"))
    shown = [
        one
        for one in every
        if (not unit or unit in one.measure.lead)
        and (not task or task == str(one.measure.task))
        and (not light or light == one.light)
    ]
    return form, every, shown


def quarter_words(quarter: Quarter) -> str:
    """A quarter in words."""
    return str(_("%(year)s 年第 %(n)s 季度", year=quarter.year, n=quarter.number))


@bp.get("/measures")
@needs(Permission.MEASURE_READ)
def index() -> ResponseReturnValue:
    """Every measure of a quarter with its light; counts by light, each a link to its list."""
    quarter = asked_quarter()
    form, every, shown = _filtered(quarter)
    counts = [(light, sum(one.light is light for one in every)) for light in reversed(ORDER)]
    return render_template(
        "measures/index.html",
        quarter=quarter,
        quarter_name=quarter_words(quarter),
        told=queries.clock_of(quarter),
        form=form,
        rows=shown,
        total=len(every),
        counts=counts,
        own=queries.holder(me()),
        kept={name: value for name, value in request.args.items() if name in form._fields and value},
    )


def _rows(quarter: Quarter) -> Iterator[list[Any]]:
    due = queries.clock_of(quarter).due_on
    return (schemas.board_cells(one, str(due or ""), clock.day) for one in _filtered(quarter)[2])


@bp.get("/measures.csv")
@needs(Permission.MEASURE_READ)
def export_csv() -> ResponseReturnValue:
    """The board as it is filtered, as CSV with BOM."""
    return downloads.csv("measures", schemas.BoardRow(), list(_rows(asked_quarter())))


@bp.get("/measures.xlsx")
@needs(Permission.MEASURE_READ)
def export_xlsx() -> ResponseReturnValue:
    """The same as a workbook."""
    return downloads.xlsx("measures", _("重点任务进展"), schemas.BoardRow(), _rows(asked_quarter()))


@bp.get("/measures/<int:year>/<int:number>")
@needs(Permission.MEASURE_READ)
def show(year: int, number: int) -> ResponseReturnValue:
    """One measure: what it must reach, every report, where it stands in each quarter."""
    measure, today = queries.get(year, number), clock.today()
    begun = [one for one in quarters() if one.year == year]
    return render_template(
        "measures/show.html",
        measure=measure,
        quarters=[(one, quarter_words(one), queries.standing(measure, one, today)) for one in begun],
        reports=queries.reports([measure.id]).get(measure.id, [])[::-1],
        responsible=list(queries.units(measure.responsible).values()),
        targets=[(one, rules.written(one.wanted)) for one in measure.targets],
        may_report=queries.may_report(measure, me()),
        history=[
            {"when": instant(one.at), "words": wording.label("ledger_verb", one.verb)}
            for one in queries.history(measure)
        ],
        plain=rules.plain,
    )


@bp.get("/measures/late")
@needs(Permission.MEASURE_READ)
def late() -> ResponseReturnValue:
    """The units that are late with a quarter, by name, and the steps taken against them."""
    quarter = asked_quarter()
    return render_template(
        "measures/late.html",
        quarter=quarter,
        quarter_name=quarter_words(quarter),
        quarters=[(one, quarter_words(one)) for one in quarters()],
        told=queries.clock_of(quarter),
        rows=queries.late(quarter, clock.today()),
        steps=queries.steps(me(), quarter),
        whole_city=queries.sees_all(me()),
    )
