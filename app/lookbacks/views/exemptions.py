"""Who is exempt, and of whom it is not known (Y-17); one enterprise with all the evidence."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.enterprises import queries as enterprises
from app.kernel import clock
from app.kernel.permissions import Permission, needs
from app.kernel.web.pages import PER_PAGE, Page, page_number
from app.lookbacks import queries
from app.lookbacks.forms import ExemptionForm
from app.lookbacks.rules import Answer, Kind
from app.lookbacks.views.blueprint import bp


@bp.get("/exemptions")
@needs(Permission.HISTORY_READ)
def exemptions() -> ResponseReturnValue:
    """The list: who, why, since, until, by whose grade; those of whom it is not known apart."""
    form, number, today = ExemptionForm(), page_number(), clock.today()
    wanted, listed = form.wanted, (Answer.YES, Answer.UNKNOWN)
    counts = {one: queries.count(one, today, text=form.text) for one in listed}
    rows = queries.listing(wanted, today, text=form.text, limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
    return render_template(
        "lookbacks/exemptions.html",
        form=form,
        wanted=wanted,
        page=Page(rows, counts[wanted], number),
        counts=counts,
        terms=queries.terms(today),
        asked={name: value for name, value in request.args.items() if name not in {"page", "answer"}},
    )


@bp.get("/exemptions/<code>")
@needs(Permission.HISTORY_READ)
def exemption(code: str) -> ResponseReturnValue:
    """One enterprise: each condition with its evidence, its records, and this year's visits by line."""
    enterprise = enterprises.by_code(code)
    if code != enterprise.uscc:
        return redirect(url_for(".exemption", code=enterprise.uscc), code=301)
    today = clock.today()
    return render_template(
        "lookbacks/exemption.html",
        enterprise=enterprise,
        row=queries.answer(enterprise, today),
        records=queries.all_records(enterprise),
        repeats=queries.repeats(enterprise, today.year, today),
        terms=queries.terms(today),
        kinds=Kind,
    )
