"""What the pages of the complaint line share: the blueprint, who looks, and an act that is safe to send twice."""

from collections.abc import Callable

from flask import Blueprint, current_app, g
from flask_login import current_user

from app.accounts.models import User
from app.complaints import queries, service
from app.complaints.models import Complaint
from app.kernel import sealing
from app.kernel.db import transaction
from app.kernel.permissions import Role
from app.kernel.web import forms
from app.ledger import queries as ledger
from app.ledger.rules.keyring import Keyring
from app.ledger.service import request_id

bp = Blueprint("complaints", __name__)


def identity_key() -> bytes:
    """The key that seals identities."""
    return sealing.key(current_app.config["BE_IDENTITY_KEY"])


def keyring() -> Keyring:
    """The keys of the ledger."""
    found: Keyring = current_app.extensions["ledger"]
    return found


def user() -> User | None:
    """Whoever is signed in, as a user; None for nobody."""
    return current_user._get_current_object() if current_user.is_authenticated else None


def holder() -> str:
    """The pseudonym of a signed-in enterprise's user; empty for everybody else."""
    who = user()
    return service.holder_of(identity_key(), who.id) if who and who.role is Role.ENTERPRISE else ""


def find(number: str) -> Complaint:
    """The complaint, if whoever is signed in may see it. Raises `Missing`."""
    return queries.get(number, to=current_user, holder=holder())


def perform(number: str, verb: Callable[[], object]) -> None:
    """Do one act on a case in one transaction; the same form sent twice does it once.

    The form's `once` mark becomes the request id of the ledger entry; where that entry is there, nothing is done.
    Acts on one case wait for each other, and each decides on what it reads after the wait.
    """
    mark = forms.once()
    request_id.set(mark or g.request_id)
    with transaction():
        queries.lock(number)
        if not ledger.done(mark, number):
            verb()
