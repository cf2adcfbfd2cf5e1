"""What the doors of supervision share: who acts, and one act from a form, done once, nothing typed lost."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, g, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.accounts.models import User
from app.kernel import clock
from app.kernel.db import transaction
from app.kernel.web import acts, forms
from app.kernel.web.forms import Form
from app.ledger import queries as ledger
from app.ledger.service import request_id
from app.supervision import queries
from app.supervision.forms.acting import ActForm

bp = Blueprint("supervision", __name__)
PAGES = {"DB": "supervision.show", "YS": "supervision.referral"}
Verb = Callable[[], str]


def me() -> User:
    """Whoever is signed in."""
    user: User = current_user._get_current_object()
    return user


def perform(verb: Verb, ref: str = "") -> str:
    """Do one act in one transaction; the same form sent twice does it once. The address that follows.

    The form's `once` mark becomes the request id of the ledger entry; where `ref` has that entry, or this person
    has made something new with it, nothing is done.
    """
    mark = forms.once()
    request_id.set(mark or g.request_id)
    with transaction():
        if ref:
            return "" if ledger.done(mark, ref) else verb()
        made = queries.made_before(mark, by=me(), at=clock.now()) if mark else ""
        return _page_of(made) if made else verb()


def _page_of(ref: str) -> str:
    """The page of what was made."""
    endpoint = PAGES.get(ref[:2])
    return url_for(endpoint, number=ref) if endpoint else url_for("supervision.proposals")


def answer(
    template: str, form: Form, verb: Verb, words: str, *, ref: str = "", then: str = "", **more: Any
) -> ResponseReturnValue:
    """The page of a form, or the answer to it having been sent: its verb done once."""
    return acts.answer(template, form, lambda: perform(verb, ref), words, then=then, **more)


def remember(form: ActForm, version: int) -> None:
    """The page is made from this version."""
    if request.method != "POST":
        form.version.data = str(version)
