"""The discipline role's pages: its home, actions close after complaints, its own log."""

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts import queries as accounts
from app.accounts.models import User
from app.audit import queries as audit
from app.discipline import queries, service
from app.discipline.forms import JudgeForm, LookForm
from app.kernel import clock, sealing
from app.kernel.db import db, transaction
from app.kernel.errors import Refused
from app.kernel.permissions import Permission, needs
from app.kernel.web import forms
from app.kernel.web.pages import PER_PAGE, Page, page_number
from app.ledger import queries as ledger
from app.ledger.service import request_id
from app.supervision import queries as supervision
from app.supervision.rules import ReferralState

bp = Blueprint("discipline", __name__, url_prefix="/discipline")
LATEST = 10


def me() -> User:
    """Whoever is signed in."""
    user: User = current_user._get_current_object()
    return user


def key() -> bytes:
    """The key under which the entries are sealed: of nothing else."""
    return sealing.derived_key(sealing.key(current_app.config["BE_IDENTITY_KEY"]), "reprisals")


@bp.get("")
@needs(Permission.DISCIPLINE_READ)
def home() -> ResponseReturnValue:
    """What waits: referrals, entries of the list, confidential findings; what was done last."""
    referrals = supervision.referrals()
    acts, _total = queries.own_acts(limit=LATEST)
    return render_template(
        "discipline/home.html",
        waiting=[one for one in referrals if one.state is not ReferralState.CONCLUDED],
        concluded=sum(one.state is ReferralState.CONCLUDED for one in referrals),
        counts=queries.counts(),
        findings=audit.kept(to=me(), limit=LATEST),
        acts=acts,
        names=accounts.actors(one.actor for one in acts),
    )


@bp.route("/watch", methods=["GET", "POST"])
@needs(Permission.DISCIPLINE_WATCH)
def watch() -> ResponseReturnValue:
    """Actions close after complaints: shown on wish, each look on record."""
    form = LookForm()
    if not form.validate_on_submit():
        return render_template("discipline/watch.html", form=form, rows=None, counts=queries.counts())
    request_id.set(g.request_id)
    with transaction():
        rows = service.look(key=key(), by=me(), at=clock.now())
    return render_template("discipline/watch.html", form=form, rows=rows, counts=queries.counts())


@bp.route("/watch/<number>", methods=["GET", "POST"])
@needs(Permission.DISCIPLINE_WATCH)
def judge(number: str) -> ResponseReturnValue:
    """Say what was found of an entry. Its page tells its state, and not what it is about: that is a look."""
    found, form = queries.by_number(number), JudgeForm()
    if request.method != "POST":
        form.version.data = str(found.version)
    if not form.validate_on_submit():
        return render_template("discipline/judge.html", form=form, found=found), 422 if form.errors else 200
    try:
        _judge(found.number, form)
    except Refused as refused:
        db.session.rollback()
        form.refuse(refused)
        page = render_template("discipline/judge.html", form=form, found=queries.by_number(number))
        return page, refused.status
    flash(_("结论已记录。"))
    return redirect(url_for(".watch"), 303)


def _judge(number: str, form: JudgeForm) -> None:
    """One act; the same form sent twice does it once."""
    mark = forms.once()
    request_id.set(mark or g.request_id)
    with transaction():
        if not ledger.done(mark, number):
            found, said = queries.by_number(number), {"verdict": form.chosen, "words": form.words.data}
            service.judge(found, **said, key=key(), seen=form.seen, by=me(), at=clock.now())


@bp.get("/log")
@needs(Permission.DISCIPLINE_READ)
def log() -> ResponseReturnValue:
    """What people of the discipline role did and looked at, and who of the office looked at the list."""
    number = page_number()
    acts, total = queries.own_acts(limit=PER_PAGE, skip=(number - 1) * PER_PAGE)
    looks = queries.looks()
    actors = {one.actor for one in acts} | {f"user:{one.by_id}" for one in looks}
    return render_template(
        "discipline/log.html", page=Page(acts, total, number), looks=looks, names=accounts.actors(actors)
    )
