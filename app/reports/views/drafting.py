"""The office's doors: what is there of each period, a report as it would be issued now, issuing it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Refused
from app.kernel.permissions import Permission, needs
from app.kernel.web import gate
from app.reports import queries, rules, service
from app.reports.forms import IssueForm
from app.reports.rules import Kind
from app.reports.rules.telling import period
from app.reports.views.blueprint import act, bp, drawn, mark, me, paper

SHOWN = {Kind.MONTHLY: 12, Kind.QUARTERLY: 4, Kind.HALF_YEAR: 2, Kind.ANNUAL: 1}


@bp.get("/reports")
@needs(Permission.REPORT_READ)
def index() -> ResponseReturnValue:
    """The periods that are over, by kind, each with its report or, for who may see it, its draft; then all reports."""
    drafts = gate.allowed(Permission.REPORT_TRACE)
    kinds = []
    for kind in Kind:
        known = queries.standing(kind)
        rows = [(one, period(one), known.get(one.key)) for one in rules.lately(kind, clock.today(), SHOWN[kind])]
        kinds.append((kind, [row for row in rows if row[2] or drafts]))
    running = [(kind, rules.containing(kind, clock.today())) for kind in Kind] if drafts else []
    told = [(kind, one, period(one)) for kind, one in running]
    return render_template("reports/index.html", kinds=kinds, running=told, issued=queries.issued(), period=period)


@bp.get("/reports/drafts/<key>")
@needs(Permission.REPORT_TRACE)
def draft(key: str) -> ResponseReturnValue:
    """The report of a period as it would be issued now."""
    own = rules.parse(key)
    told = queries.drafted(own, at=clock.now())
    over, old = own.last < clock.today(), queries.latest(own)
    return render_template("reports/draft.html", told=told, paper=paper(told), own=own, over=over, old=old, drawn=drawn)


@bp.route("/reports/drafts/<key>/issue", methods=["GET", "POST"])
@needs(Permission.REPORT_ISSUE)
def issue(key: str) -> ResponseReturnValue:
    """Issue the report of a period; where there is one, another that corrects it."""
    own, form = rules.parse(key), IssueForm()
    shown = {"own": own, "name": period(own), "old": queries.latest(own), "form": form}
    if request.method != "POST" or not form.validate():
        return render_template("reports/issue.html", **shown), 422 if form.errors else 200
    try:
        number = _issue(key, form)
    except Refused as refused:
        db.session.rollback()
        form.refuse(refused)
        return render_template("reports/issue.html", **shown), refused.status
    flash(_("已签发 %(number)s，数字不再改动。", number=number))
    return redirect(url_for(".show", number=number), 303)


def _issue(key: str, form: IssueForm) -> str:
    """The number of the report; the same form sent twice issues one."""
    own, once = rules.parse(key), mark()
    with act():
        queries.lock(own)
        made = queries.made_before(once, own) or service.issue(own, why=form.reason(), by=me(), at=clock.now())
        return made.number
