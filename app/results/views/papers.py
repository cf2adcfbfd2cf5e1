"""Papers: issued, and kept as PDF or DOCX."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.errors import Missing
from app.kernel.permissions import Permission, needs
from app.results import queries, service
from app.results.forms import IssueForm
from app.results.rules import PaperKind
from app.results.views.blueprint import attempt, bp, me, printed


@bp.post("/inspect/results/<number>/papers")
@needs(Permission.RESULT_RECORD)
def issue(number: str) -> ResponseReturnValue:
    """Issue a paper from the newest template."""
    ref, form = queries.get(number, to=me()).visit.number, IssueForm()
    if not form.validate():
        raise Missing("paper_missing")
    kind = PaperKind(form.kind.data)
    attempt(ref, "issue", lambda at: service.issue(queries.get(ref, to=me()), kind, by=me(), at=at))
    flash(_("文书已出具，可以下载。"))
    return redirect(url_for(".show", number=ref, _anchor="papers"), 303)


@bp.get("/inspect/papers/<number>/<any(pdf, docx):ending>")
@needs(Permission.RESULT_READ)
def paper(number: str, ending: str) -> ResponseReturnValue:
    """A paper as it was issued."""
    return printed(queries.paper(number, to=me()), ending)


@bp.get("/my/papers/<number>/<any(pdf, docx):ending>")
@needs(Permission.RESULT_FOLLOW)
def my_paper(number: str, ending: str) -> ResponseReturnValue:
    """A paper for the enterprise that it is about."""
    return printed(queries.paper_for_enterprise(number, to=me()), ending)
