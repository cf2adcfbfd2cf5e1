"""What the doors of surveys share: who acts, and an act of the office done once."""

from collections.abc import Callable

from flask import Blueprint, g
from flask_login import current_user

from app.accounts.models import User
from app.kernel.db import transaction
from app.kernel.web import forms
from app.ledger import queries as ledger
from app.ledger.service import request_id

bp = Blueprint("surveys", __name__)


def me() -> User:
    """Whoever is signed in."""
    user: User = current_user._get_current_object()
    return user


def perform(verb: Callable[[], None], ref: str) -> bool:
    """Do one act of the office in one transaction; False where the same form did it before."""
    sent = forms.once()
    request_id.set(sent or g.request_id)
    with transaction():
        if ledger.done(sent, ref):
            return False
        verb()
        return True
