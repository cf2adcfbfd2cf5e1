"""What the doors of the measures share: who acts, which quarter is asked for, one act done once, nothing typed lost."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.accounts.models import User
from app.kernel import clock
from app.kernel.db import transaction
from app.kernel.errors import Missing, Refused
from app.kernel.web import acts, forms
from app.kernel.web.forms import Form
from app.ledger import queries as ledger
from app.ledger.service import request_id
from app.measures import rules
from app.measures.rules import Quarter

bp = Blueprint("measures", __name__)


def me() -> User:
    """Whoever is signed in."""
    user: User = current_user._get_current_object()
    return user


def asked_quarter(year: int | None = None) -> Quarter:
    """The quarter that the address asks for; today's where it asks for none or none that can be read.

    Of another year than today's it is that year's last one that has begun.
    """
    today = rules.quarter_of(clock.today())
    try:
        found = rules.parse_quarter(request.args.get("quarter", ""))
    except Refused:
        found = today if year in {None, today.year} else Quarter(int(year or 0), 4)
    return found if year in {None, found.year} else Quarter(int(year or 0), 4)


def sent_quarter(text: str) -> Quarter:
    """The quarter of an address. Raises `Missing` for what is none."""
    try:
        return rules.parse_quarter(text)
    except Refused:
        raise Missing("measure_missing") from None


def perform(verb: Callable[[], None], ref: str, done: Callable[[str], bool] = lambda _mark: False) -> None:
    """Do one act in one transaction; the same form sent twice does it once, by its mark in the ledger."""
    mark = forms.once()
    request_id.set(mark or g.request_id)
    with transaction():
        if not (ledger.done(mark, ref) or (mark and done(mark))):
            verb()


def answer(
    template: str, form: Form, verb: Callable[[], None], words: str, *, then: str, ref: str, **more: Any
) -> ResponseReturnValue:
    """The page of a form, or the answer to it having been sent: its verb done once."""
    done = more.pop("done", lambda _mark: False)
    return acts.answer(template, form, lambda: perform(verb, ref, done), words, then=then, **more)
