"""The enterprise's own: its visits with who approved them, and the code on its wall."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.enterprises import queries as enterprises
from app.enterprises.models import Enterprise
from app.kernel import clock
from app.kernel.documents import qr_svg
from app.kernel.errors import Missing
from app.kernel.permissions import Permission, needs
from app.kernel.web.pages import AT_A_DOOR, Page, page_number
from app.visits import queries, rules
from app.visits.views.blueprint import bp, me


def _firm() -> Enterprise:
    if me().enterprise_id is None:
        raise Missing("enterprise_missing")
    return enterprises.get(int(me().enterprise_id or 0))


@bp.get("/my/visits")
@needs(Permission.VISIT_CONFIRM)
def mine() -> ResponseReturnValue:
    """What was registered and what took place, and how often this year."""
    firm, today, at = _firm(), clock.today(), page_number()
    rows = queries.of_enterprise(firm.id)
    entered = sum(entry.on.year == today.year for visit in rows for entry in visit.entries)
    shown = {visit.id: rules.shown(visit.state, today, visit.starts_on, visit.ends_on) for visit in rows}
    page = Page(rows[(at - 1) * AT_A_DOOR : at * AT_A_DOOR], len(rows), at, AT_A_DOOR)
    return render_template("visits/mine.html", firm=firm, page=page, shown=shown, entered=entered)


@bp.get("/my/qr")
@needs(Permission.VISIT_CONFIRM)
def poster() -> ResponseReturnValue:
    """The supervision code (监督码) to be printed: inspectors scan it at the door."""
    firm = _firm()
    return render_template("visits/poster.html", firm=firm, qr=qr_svg(firm.uscc))
