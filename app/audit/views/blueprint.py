"""What the doors of the audit share: who acts, and one act on a finding, done once, nothing typed lost."""

from collections.abc import Callable

from flask import Blueprint, g
from flask_login import current_user

from app.accounts.models import User
from app.kernel.db import transaction
from app.kernel.web import forms
from app.ledger import queries as ledger
from app.ledger.service import request_id

bp = Blueprint("audit", __name__)


def me() -> User:
    """Whoever is signed in."""
    user: User = current_user._get_current_object()
    return user


def once(ref: str, verb: Callable[[], None]) -> None:
    """Do one act in one transaction; the same form sent twice does it once: its mark is the entry's request id."""
    mark = forms.once()
    request_id.set(mark or g.request_id)
    with transaction():
        if not ledger.done(mark, ref):
            verb()
