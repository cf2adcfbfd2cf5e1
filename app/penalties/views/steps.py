"""Filing in three steps. Each keeps what was typed before it judges it."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.kernel import clock
from app.kernel.db import transaction
from app.kernel.errors import Refused
from app.kernel.permissions import Permission, needs
from app.penalties import queries, service
from app.penalties.forms import CaseForm, FactsForm, ReviewForm, Step
from app.penalties.models import Draft
from app.penalties.views.blueprint import bp, me


def opened(kind: type[Step], draft: Draft) -> Step:
    """The step with what the draft holds; with its faults where the check page sent back to it."""
    if request.method == "GET" and request.args.get("faults"):
        return kind.of(draft.answers)
    return kind(data=draft.answers)


def offered(form: Step) -> Step:
    """The step with the choices of the day."""
    today = clock.today()
    if isinstance(form, FactsForm):
        return form.offer(queries.terms(today).major)
    return form.offer(queries.entries(today)) if isinstance(form, ReviewForm) else form


def _step(key: str, kind: type[Step], template: str, then: str) -> ResponseReturnValue:
    """One step: kept as typed, then judged; files that are good stay, whatever else is wrong."""
    draft = queries.draft(key, to=me())
    form = offered(opened(kind, draft))
    if request.method == "POST":
        _keep(key, form)
        refused, good = _take(key), form.validate()
        for error in refused:
            form.refuse(error)
        if good and not refused:
            return redirect(url_for(".check" if request.args.get("change") else then, key=key), 303)
    elif request.args.get("faults"):
        form.validate()
    return _page(template, key, form), 422 if form.errors else 200


def _page(template: str, key: str, form: Step) -> str:
    draft, today = queries.draft(key, to=me()), clock.today()
    more = {"files": queries.draft_files(draft), "terms": queries.terms(today), "entries": queries.entries(today)}
    return render_template(template, draft=draft, form=form, **more)


def _keep(key: str, form: Step) -> None:
    with transaction():
        queries.draft(key, to=me(), lock=True)
        service.save_draft(key, form.typed(), by=me(), at=clock.now())


def _take(key: str) -> list[Refused]:
    """Drop what was ticked, attach what was sent, each file by itself; why some were not taken."""
    gone = [int(ticked) for ticked in request.form.getlist("remove") if ticked.isascii() and ticked.isdigit()]
    if gone:
        with transaction():
            draft = queries.draft(key, to=me(), lock=True)
            for file_id in gone:
                service.detach(draft, file_id)
    refused = []
    for sent in (one for one in request.files.getlist("files") if one.filename):
        try:
            upload = service.upload(sent.filename or "", sent.read())
            with transaction():
                service.attach(queries.draft(key, to=me(), lock=True), upload, at=clock.now())
        except Refused as error:
            refused.append(error)
    return refused


@bp.route("/penalties/drafts/<key>/case", methods=["GET", "POST"])
@needs(Permission.PENALTY_FILE)
def case(key: str) -> ResponseReturnValue:
    """Step 1: whose case it is."""
    return _step(key, CaseForm, "penalties/case.html", ".facts")


@bp.route("/penalties/drafts/<key>/facts", methods=["GET", "POST"])
@needs(Permission.PENALTY_FILE)
def facts(key: str) -> ResponseReturnValue:
    """Step 2: what happened, and what penalty is meant."""
    return _step(key, FactsForm, "penalties/facts.html", ".review")


@bp.route("/penalties/drafts/<key>/review", methods=["GET", "POST"])
@needs(Permission.PENALTY_FILE)
def review(key: str) -> ResponseReturnValue:
    """Step 3: the legal review and the four lists."""
    return _step(key, ReviewForm, "penalties/review.html", ".check")
