"""What the doors of the penalty line share: who acts, and one act from a form, done once, nothing typed lost."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.accounts.models import User
from app.kernel import clock
from app.kernel.db import db, transaction
from app.kernel.errors import Refused
from app.kernel.permissions import Role
from app.kernel.web import forms
from app.ledger import queries as ledger
from app.ledger.rules.keyring import Keyring
from app.ledger.service import request_id
from app.penalties import queries
from app.penalties.forms.acting import ActForm
from app.penalties.models import Filing

bp = Blueprint("penalties", __name__)
Verb = Callable[..., object]
"""An act of the service on a filing."""


def me() -> User:
    """Whoever is signed in."""
    user: User = current_user._get_current_object()
    return user


def whole_city() -> bool:
    """Whether whoever is signed in sees the filings of every department."""
    return me().role in {Role.OVERSIGHT, Role.DISCIPLINE}


def keyring() -> Keyring:
    """The keys of the ledger."""
    found: Keyring = current_app.extensions["ledger"]
    return found


def find(number: str) -> Filing:
    """The filing, if whoever is signed in may see it. Raises `Missing`."""
    return queries.by_number(number, to=me())


def perform(number: str, verb: Verb) -> None:
    """Do one act on a filing in one transaction; the same form sent twice does it once.

    The form's `once` mark becomes the request id of the ledger entry; where that entry is there, nothing is done.
    Acts on one filing wait for each other, and each decides on what it reads after the wait.
    """
    mark = forms.once()
    request_id.set(mark or g.request_id)
    with transaction():
        canonical = find(number).number
        queries.lock(canonical)
        if not ledger.done(mark, canonical):
            verb(find(number))


def done(number: str, words: str) -> ResponseReturnValue:
    """Back to the filing, with a word of what was done."""
    flash(words)
    return redirect(url_for("penalties.show", number=number), 303)


def press(number: str, verb: Verb, words: str) -> ResponseReturnValue:
    """An act that is one button: a verb of the service, by whoever is signed in, now."""
    perform(number, lambda filing: verb(filing, by=me(), at=clock.now()))
    return done(number, words)


def respond(verb: Verb, filing: Filing, form: ActForm, words: str) -> ResponseReturnValue:
    """The page of an act's form, or the answer to it having been sent: the verb is done with what the form says.

    Where somebody else changed the filing meanwhile, what was typed comes back on top of what lies there now.
    """
    name = verb.__name__
    if request.method != "POST":
        form.version.data = str(filing.version)
    if not form.validate_on_submit():
        return _page(name, filing, form), 422 if form.errors else 200
    number = filing.number
    try:
        perform(number, lambda found: verb(found, **form.decided(), seen=form.seen, by=me(), at=clock.now()))
    except Refused as refused:
        db.session.rollback()
        now = find(number)
        form.refuse(refused)
        form.version.data = str(now.version)
        return _page(name, now, form), refused.status
    return done(number, words)


def _page(name: str, filing: Filing, form: ActForm) -> str:
    more: dict[str, Any] = {"asks": queries.open_asks(queries.asks(filing)), "decision": queries.decision(filing)}
    return render_template("penalties/act.html", name=name, filing=filing, form=form, **more)
