"""What becomes of a finding: one form of words for each act."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.audit import queries, rules, service
from app.audit.forms import WordsForm
from app.audit.views.blueprint import bp, me, once
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Missing, Refused
from app.kernel.permissions import Permission, needs

VERBS: dict[str, Callable[..., None]] = {
    "ask": service.ask,
    "accept": service.accept,
    "send_back": service.send_back,
    "close": service.close,
    "waive": service.waive,
    "dismiss": service.dismiss,
    "reopen": service.reopen,
}


@bp.route("/audit/<number>/decide/<name>", methods=["GET", "POST"])
@needs(Permission.AUDIT_DECIDE)
def decide(number: str, name: str) -> ResponseReturnValue:
    """The office asks, accepts, sends back, closes, waives, says that it is no fault, or opens it again."""
    if name not in VERBS:
        raise Missing("audit_missing")
    return _act(number, name, VERBS[name])


@bp.route("/audit/<number>/explain", methods=["GET", "POST"])
@needs(Permission.AUDIT_EXPLAIN)
def explain(number: str) -> ResponseReturnValue:
    """The department explains."""
    return _act(number, "explain", service.explain)


@bp.route("/audit/<number>/correct", methods=["GET", "POST"])
@needs(Permission.AUDIT_EXPLAIN)
def correct(number: str) -> ResponseReturnValue:
    """The department says how it was put right."""
    return _act(number, "correct", service.correct)


def _act(number: str, name: str, verb: Callable[..., None]) -> ResponseReturnValue:
    found, form = queries.get(number, to=me()), WordsForm()
    there = url_for(".show", number=found.number)
    if request.method != "POST":
        form.version.data = str(found.version)
    if request.method == "POST" and form.validate():
        try:
            once(found.number, lambda: verb(queries.get(number, to=me()), **form.said(), by=me(), at=clock.now()))
        except Refused as refused:
            return _refused(form, refused, number, name)
        flash(_("已记录。"))
        return redirect(there, 303)
    if request.method != "POST" and name not in rules.open_verbs(found.state, askable=found.askable):
        return redirect(there, 303)
    return render_template("audit/act.html", form=form, found=found, name=name), 422 if form.errors else 200


def _refused(form: WordsForm, refused: Refused, number: str, name: str) -> ResponseReturnValue:
    db.session.rollback()
    form.refuse(refused)
    return render_template("audit/act.html", form=form, found=queries.get(number, to=me()), name=name), refused.status
