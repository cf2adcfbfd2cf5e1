"""The page of notices, and the count of unread ones that every page shows."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.kernel import clock
from app.kernel.db import transaction
from app.kernel.permissions import Permission, needs
from app.kernel.web import parts
from app.kernel.web.pages import PER_PAGE, Page, page_number
from app.notices import queries, rules, service
from app.notices.models import Notice
from app.notices.views.blueprint import bp, me

PAGE_OF = {
    "TS": "complaints.show",
    "QK": "arrears.show",
    "NJ": "quiet_days.show",
    "JC": "visits.show",
    "YC": "penalties.show",
    "DB": "supervision.show",
    "SJ": "audit.show",
    "YS": "supervision.referral",
    "YJ": "warnings.show",
    "YM": "warnings.show",
    "TB": "measures.step",
    "JT": "measures.step",
    "KH": "scorecards.show",
}
OF_ENTERPRISE = {"JC": "visits.mine", "NJ": "visits.mine"}
WITHOUT_NUMBER = {
    "audit": "audit.index",
    "credit": "credit.mine",
    "measures": "measures.index",
    "proposals": "supervision.proposals",
    "reminder": "supervision.index",
    "typical-case": "typical_cases.index",
    "watch": "discipline.watch",
}


@bp.get("/notifications")
@needs(Permission.SIGNED_IN)
def index() -> ResponseReturnValue:
    """What the user is told: those not opened first, all of them on wish."""
    every, number = request.args.get("view") == "all", page_number()
    audiences = queries.told_to(me())
    rows, total = queries.listing(audiences, me(), unread=not every, page=number, per_page=PER_PAGE)
    return render_template(
        "notices/index.html",
        page=Page(rows=rows, total=total, number=number),
        opened=queries.opened(rows, me()),
        unread=queries.unread_count(audiences, me()),
        every=every,
        days_only=rules.shows_days_only(audiences),
    )


@bp.post("/notifications/<message_id>/open")
@needs(Permission.SIGNED_IN)
def open_one(message_id: str) -> ResponseReturnValue:
    """Open one: it counts as read, and its case comes up."""
    notice = queries.get(message_id, queries.told_to(me()))
    with transaction():
        service.read([notice], by=me(), at=clock.now())
    return redirect(_page_of(notice), 303)


@bp.post("/notifications/read")
@needs(Permission.SIGNED_IN)
def read_all() -> ResponseReturnValue:
    """Count everything on the page as read."""
    audiences = queries.told_to(me())
    rows, _total = queries.listing(audiences, me(), unread=True, page=1, per_page=PER_PAGE)
    with transaction():
        service.read(rows, by=me(), at=clock.now())
    return redirect(url_for("notices.index"), 303)


def _page_of(notice: Notice) -> str:
    """The page of the case that a notice tells of."""
    own = WITHOUT_NUMBER.get(notice.ref.partition(":")[0], "")
    if parts.may_open(own):
        return url_for(own)
    endpoint, list_ = PAGE_OF.get(notice.ref[:2], ""), OF_ENTERPRISE.get(notice.ref[:2], "")
    if parts.may_open(endpoint):
        return url_for(endpoint, number=notice.ref)
    return url_for(list_ if parts.may_open(list_) else "notices.index")


def unread() -> int:
    """How many notices whoever looks has not opened."""
    return queries.unread_count(queries.told_to(me()), me()) if current_user.is_authenticated else 0
