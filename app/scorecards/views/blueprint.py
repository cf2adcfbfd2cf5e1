"""What the doors of scorecards share: who acts, one act from a form, done once, nothing typed lost."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, g
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.accounts.models import User
from app.kernel.db import transaction
from app.kernel.web import acts, forms
from app.kernel.web.forms import Form
from app.ledger import queries as ledger
from app.ledger.service import request_id

bp = Blueprint("scorecards", __name__)


def me() -> User:
    """Whoever is signed in."""
    user: User = current_user._get_current_object()
    return user


def perform(verb: Callable[[], None], ref: str = "", done: Callable[[str], bool] = lambda _mark: False) -> None:
    """Do one act in one transaction; the same form sent twice does it once, by its mark in the ledger."""
    mark = forms.once()
    request_id.set(mark or g.request_id)
    with transaction():
        if not (ledger.done(mark, ref) or (mark and done(mark))):
            verb()


def answer(
    template: str, form: Form, verb: Callable[[], None], words: str, *, then: str, ref: str = "", **more: Any
) -> ResponseReturnValue:
    """The page of a form, or the answer to it having been sent: its verb done once."""
    done = more.pop("done", lambda _mark: False)
    return acts.answer(template, form, lambda: perform(verb, ref, done), words, then=then, **more)
