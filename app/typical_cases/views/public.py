"""What anybody sees: the cases that stand today, one of them, or its tombstone."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.complaints import queries as complaints
from app.kernel import clock
from app.kernel.permissions import Permission, needs
from app.kernel.web.pages import PER_PAGE, Page, page_number
from app.typical_cases import queries, rules
from app.typical_cases.rules import State
from app.typical_cases.views.blueprint import bp


@bp.get("/public/cases")
@needs(Permission.PUBLIC)
def public_index() -> ResponseReturnValue:
    """The cases that stand today, the last published first."""
    today = clock.today()
    total = queries.count(today)
    number = min(page_number(), Page(rows=(), total=total).last)
    rows = queries.standing(today, limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
    return render_template("typical_cases/public_index.html", page=Page(rows=rows, total=total, number=number))


@bp.get("/public/cases/<number>")
@needs(Permission.PUBLIC)
def public(number: str) -> ResponseReturnValue:
    """One case at its lasting address; when it stands no more, that one stood there, and no word of it."""
    case = queries.published(number)
    if rules.shown(case.state, case.until_on, clock.today()) is not State.PUBLISHED:
        return render_template("typical_cases/tombstone.html", case=case), 410
    return render_template("typical_cases/public.html", case=case, category=complaints.category(case.category))
