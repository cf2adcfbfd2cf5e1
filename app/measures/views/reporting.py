"""The clerk's form: a quarter's report of a measure. What is typed can be kept as a draft at any time."""

from decimal import Decimal
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.db import transaction
from app.kernel.permissions import Permission, needs
from app.measures import queries, service
from app.measures.forms import ReportForm, report_form
from app.measures.models import Measure
from app.measures.rules import Quarter
from app.measures.views.blueprint import answer, bp, me, sent_quarter
from app.measures.views.board import quarter_words

_MOST = 20_000


@bp.route("/measures/<int:year>/<int:number>/report/<quarter>", methods=["GET", "POST"])
@needs(Permission.MEASURE_REPORT)
def report(year: int, number: int, quarter: str) -> ResponseReturnValue:
    """Write the report of a quarter; sent, it stands beside those before."""
    measure, when = queries.get(year, number), sent_quarter(quarter)
    queries.check_reporter(measure, me())
    kept = queries.draft(measure, when, me())
    form = report_form(measure, data=kept.answers if kept else {})
    there = url_for(".show", year=year, number=number)
    if "draft" in request.form:
        return _keep(measure, when, form)

    def verb() -> None:
        told = {"behind": bool(form.behind.data), "words": form.words.data, "trouble": form.trouble.data or ""}
        found = queries.get(year, number)
        service.report(found, when, **told, figures=_figures(found, form), by=me(), at=clock.now())

    more: dict[str, Any] = {"measure": measure, "quarter_name": quarter_words(when), "told": queries.clock_of(when)}
    return answer("measures/report.html", form, verb, _("已报送。"), then=there, ref=measure.ref, draft=kept, **more)


def _figures(measure: Measure, form: ReportForm) -> dict[int, Decimal]:
    return {one.id: form[f"figure_{one.id}"].data for one in measure.targets}


def _keep(measure: Measure, quarter: Quarter, form: ReportForm) -> ResponseReturnValue:
    """Keep what was typed, as it was typed."""
    names = [name for name in form._fields if name not in {"csrf_token", "behind"}]
    answers: dict[str, Any] = {name: request.form.get(name, "")[:_MOST].replace("\x00", "") for name in names}
    with transaction():
        service.save_draft(measure, quarter, {**answers, "behind": bool(form.behind.data)}, by=me(), at=clock.now())
    flash(_("草稿已保存，可以以后接着写。"))
    return redirect(url_for(".report", year=measure.year, number=measure.number, quarter=quarter), 303)
