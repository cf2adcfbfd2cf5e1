"""The blueprint that the doors of quiet days share, who acts at them, and an act that leaves a trace when refused."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, current_app, g, request
from flask_login import current_user
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from app.accounts.models import User
from app.kernel import clock, sealing, wording
from app.kernel.db import db, transaction
from app.kernel.errors import Conflict, Forbidden, Missing, Refused
from app.kernel.web import forms
from app.kernel.web.forms import Form
from app.ledger import queries as ledger
from app.ledger.rules.keyring import Keyring
from app.ledger.service import request_id
from app.quiet_days import queries
from app.quiet_days.models import QuietDayRequest
from app.visits import service as visits

bp = Blueprint("quiet_days", __name__)
_OWN = frozenset({"csrf_token", "once"})
Act = Callable[[QuietDayRequest, datetime], object]


@bp.app_template_global()
def condition_words(found: QuietDayRequest) -> str:
    """The conditions of an approval in words."""
    return " / ".join(wording.label("quiet.condition", one) for one in found.conditions)


def me() -> User:
    """Whoever is signed in."""
    user: User = current_user._get_current_object()
    return user


def keyring() -> Keyring:
    """The keys of the ledger."""
    found: Keyring = current_app.extensions["ledger"]
    return found


def link_key() -> bytes:
    """The key that signs the links of messages to leaders."""
    return sealing.derived_key(sealing.key(current_app.config["BE_IDENTITY_KEY"]), "approval-links")


def find(number: str) -> QuietDayRequest:
    """The request, if whoever is signed in may see it today. Raises `Missing`."""
    return queries.get(number, to=me(), on=clock.today())


def only(form: Form) -> None:
    """Refuse a form with more in it than its fields, such as a time: nobody names one but the server's clock."""
    if set(request.form) - set(form._fields) - _OWN:
        raise Refused("form_field_unknown", status=400)


def act(number: str, name: str, verb: Act) -> None:
    """Do one act on a request, whoever asks; acts on one request wait for each other. A refusal is recorded.

    Whoever may not decide is told what whoever may not see it is told: that there is none.
    """
    found = queries.by_number(number)

    def done(at: datetime) -> None:
        queries.lock(found)
        verb(found, at)

    try:
        attempt(found.number, name, done)
    except Forbidden:
        raise Missing("quiet_request_missing") from None


def attempt(ref: str, name: str, verb: Callable[[datetime], object]) -> None:
    """Do one act in one transaction; the same form sent twice does it once. A refusal is recorded, then raised."""
    mark = forms.once()
    request_id.set(mark or g.request_id)
    try:
        with transaction():
            if not ledger.done(mark, ref):
                verb(clock.now())
    except (StaleDataError, IntegrityError) as error:
        db.session.rollback()
        _note(ref, name, "changed_meanwhile")
        raise Conflict("changed_meanwhile") from error
    except Refused as refused:
        _note(ref, name, refused.code)
        raise


def _note(ref: str, name: str, code: str) -> None:
    request_id.set(g.request_id)
    with transaction():
        visits.note_refused(ref, name, code, by=me(), at=clock.now())
