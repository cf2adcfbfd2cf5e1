"""The blueprint that the doors of the visits share, who acts at them, and an act that leaves a trace when refused."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, current_app, g, request
from flask_login import current_user
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from app.accounts.models import User
from app.kernel import clock
from app.kernel.db import db, transaction
from app.kernel.errors import Conflict, Refused
from app.kernel.permissions import Actor
from app.kernel.web import forms
from app.kernel.web.forms import Form
from app.ledger import queries as ledger
from app.ledger.rules.keyring import Keyring
from app.ledger.service import request_id
from app.visits import service

bp = Blueprint("visits", __name__)
_OWN = frozenset({"csrf_token", "once"})


def me() -> User:
    """Whoever is signed in."""
    user: User = current_user._get_current_object()
    return user


def keyring() -> Keyring:
    """The keys of the ledger."""
    found: Keyring = current_app.extensions["ledger"]
    return found


def mark() -> str | None:
    """The one-time mark of the form that was sent; None where it brings none."""
    return forms.once() or None


def only(form: Form) -> None:
    """Refuse a form with more in it than its fields, such as a time: nobody names one but the server's clock."""
    if set(request.form) - set(form._fields) - _OWN:
        raise Refused("form_field_unknown", status=400)


def attempt(ref: str, name: str, verb: Callable[[datetime], object], *, by: Actor | None = None) -> None:
    """Do one act in one transaction; the same form sent twice does it once. A refusal is recorded, then raised."""
    once = mark() or ""
    request_id.set(once or g.request_id)
    try:
        with transaction():
            if not ledger.done(once, ref):
                verb(clock.now())
    except (StaleDataError, IntegrityError) as error:
        db.session.rollback()
        refused: Refused = Conflict("changed_meanwhile")
        _note(ref, name, refused, by or me())
        raise refused from error
    except Refused as refused:
        _note(ref, name, refused, by or me())
        raise


def _note(ref: str, name: str, refused: Refused, by: Actor) -> None:
    request_id.set(g.request_id)
    with transaction():
        service.note_refused(ref, name, refused.code, by=by, at=clock.now())
