"""An issued report: on the screen and as files, the same content; and making it public."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.errors import Missing
from app.kernel.permissions import Permission, needs
from app.kernel.web.pages import grouped
from app.ledger import queries as ledger
from app.reports import queries, rules, service
from app.reports.models import Report
from app.reports.rules import Paper
from app.reports.views.blueprint import act, bp, drawn, file, mark, me, paper, readers

ENDINGS = frozenset({"pdf", "docx", "xlsx"})


def _read(report: Report) -> Paper:
    return paper(rules.readable(rules.restored(report.content), readers()), report)


@bp.get("/reports/<number>")
@needs(Permission.REPORT_READ)
def show(number: str) -> ResponseReturnValue:
    """The report as it was issued."""
    report = queries.by_number(number)
    if number != report.number:
        return redirect(url_for(".show", number=report.number), 301)
    return render_template(
        "reports/show.html",
        report=report,
        paper=_read(report),
        own=rules.restored(report.content).period,
        later=queries.corrected_by(report),
        release=queries.release(report),
        digest=grouped(report.digest),
        drawn=drawn,
    )


@bp.get("/reports/<number>/document.<ending>")
@needs(Permission.REPORT_READ)
def document(number: str, ending: str) -> ResponseReturnValue:
    """The same as PDF, DOCX or XLSX."""
    if ending not in ENDINGS:
        raise Missing("report_missing")
    report = queries.by_number(number)
    found: ResponseReturnValue = file(_read(report), report, ending)
    return found


@bp.post("/reports/<number>/release")
@needs(Permission.REPORT_RELEASE)
def release(number: str) -> ResponseReturnValue:
    """Make the report public; sent twice, it is once."""
    report, once = queries.by_number(number), mark()
    with act():
        if not ledger.done(once, report.number):
            service.release(report, by=me(), at=clock.now())
    flash(_("已向社会公开；件数少的数字和单位名次不在公开的一份里。"))
    return redirect(url_for(".show", number=report.number), 303)
