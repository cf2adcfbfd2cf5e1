"""The worklist of a department or the office, late ones first, and the same list as a spreadsheet (D-01, D-02)."""

from collections.abc import Iterator
from typing import Any

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.complaints import queries
from app.complaints.forms.worklist import FilterForm
from app.complaints.views import timers
from app.complaints.views.root import bp
from app.departments import queries as departments
from app.kernel import clock, sheets, wording
from app.kernel.permissions import Permission, Role, needs
from app.kernel.web.pages import PER_PAGE, Page, page_number

MOST_EXPORTED = 20_000
CSV, XLSX = "text/csv; charset=utf-8", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def is_office() -> bool:
    """Whether the office looks; else a department does, and sees less of a row."""
    return current_user.role is Role.OVERSIGHT


def words() -> dict[str, dict[Any, str]]:
    """The names that the rows of a list need, read once."""
    names = {one.id: one.short_name for one in departments.every()} if is_office() else {}
    return {"categories": {one.code: _(one.name) for one in queries.categories()}, "departments": names}


@bp.get("/complaints")
@needs(Permission.COMPLAINT_READ)
def index() -> ResponseReturnValue:
    """One page of the list, with the number of cases of each view on its tab."""
    today, form = clock.today(), FilterForm(office=is_office())
    wanted = form.wanted()
    rows, found = queries.listing(wanted, to=current_user, today=today, page=page_number(), per_page=PER_PAGE)
    counts = queries.counts(to=current_user, today=today)
    return render_template(
        "complaints/index.html",
        form=form,
        view=wanted.view,
        counts=counts,
        total=counts[wanted.view],
        rows=list(zip(rows, timers.chips(rows, today), strict=True)),
        page=Page(rows, found, page_number()),
        tabs=[_tab(view, counts[view], wanted.view) for view in queries.VIEWS],
        office=is_office(),
        query={name: value for name, value in request.args.items() if name != "page"},
        **words(),
    )


def _tab(view: str, count: int, current: str) -> tuple[str, str, int, bool]:
    word = wording.label("complaint.view", view)
    if view == "open" and not is_office():
        word = _("我单位待办")
    return word, url_for("complaints.index", view=view), count, view == current


@bp.get("/complaints/export.<any(csv, xlsx):kind>")
@needs(Permission.COMPLAINT_READ)
def export(kind: str) -> ResponseReturnValue:
    """What the list shows, all its pages, as CSV or XLSX."""
    wanted = FilterForm(office=is_office()).wanted()
    titles = [str(title) for title in _titles()]
    lines = list(_lines(wanted))
    if kind == "csv":
        body: Any = "".join(sheets.csv_lines(titles, lines)).encode()
    else:
        body = sheets.workbook(_("投诉件"), titles, lines)
    name = f"complaints-{clock.today().isoformat()}.{kind}"
    headers = {"Content-Disposition": f"attachment; filename={name}", "X-Content-Type-Options": "nosniff"}
    return Response(body, mimetype=CSV if kind == "csv" else XLSX, headers=headers)


def _titles() -> list[str]:
    own = [_("编号"), _("类别"), _("事由"), _("状态"), _("时限"), _("最晚日期"), _("交办日期")]
    return [*own, _("承办单位"), _("渠道"), _("身份")] if is_office() else own


def _lines(wanted: queries.Filter) -> Iterator[list[Any]]:
    """The rows of every page of the list, with the columns of the page and no other."""
    today, named = clock.today(), words()
    rows, _total = queries.listing(wanted, to=current_user, today=today, per_page=MOST_EXPORTED)
    for row, chip in zip(rows, timers.chips(rows, today), strict=True):
        yield _line(row, chip, named)


def _line(row: queries.Row, chip: timers.Chip | None, named: dict[str, dict[Any, str]]) -> list[Any]:
    case = row.complaint
    own = [
        case.number,
        named["categories"].get(case.category, ""),
        row.excerpt,
        wording.label("complaint.state", case.state),
        wording.label("deadline_kind", chip.kind) if chip else "",
        chip.due_on if chip else "",
        clock.day(case.referred_at) if case.referred_at else "",
    ]
    if not is_office():
        return own
    return [
        *own,
        named["departments"].get(case.department_id, ""),
        wording.label("complaint.channel", case.channel),
        wording.label("complaint.disclosure", case.disclosure),
    ]
