"""What the doors of typical cases share: who acts, an act on a case done once, its page and its history."""

import json
from collections.abc import Callable
from typing import Any

from flask import Blueprint, g, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.accounts import queries as accounts
from app.accounts.models import User
from app.complaints import queries as complaints
from app.kernel import wording
from app.kernel.db import transaction
from app.kernel.web import acts, forms
from app.kernel.web.choices import StaffForm
from app.kernel.web.pages import instant
from app.ledger import queries as ledger
from app.ledger.service import request_id
from app.typical_cases import queries
from app.typical_cases.models import TypicalCase

bp = Blueprint("typical_cases", __name__)


def me() -> User:
    """Whoever is signed in."""
    user: User = current_user._get_current_object()
    return user


def answer(
    template: str, case: TypicalCase, form: StaffForm, verb: Callable[[TypicalCase], None], words: str
) -> ResponseReturnValue:
    """The page of a form about a case, or the answer to it having been sent: its verb done once."""
    key, ref = case.id, case.ref
    if request.method != "POST":
        form.version.data = str(case.version)
    then = url_for(".show", key=key)

    def act() -> str:
        mark = forms.once()
        request_id.set(mark or g.request_id)
        with transaction():
            if not ledger.done(mark, ref):
                verb(queries.get(key))
        return then

    category = complaints.category(case.category)
    return acts.answer(template, form, act, words, case=case, category=category, back=then)


def history(case: TypicalCase) -> list[dict[str, Any]]:
    """What was done to a case, by whom, with the words that went with it."""
    entries = queries.history(case)
    names = accounts.actors(one.actor for one in entries)
    return [
        {
            "when": instant(one.at),
            "words": wording.label("ledger_verb", one.verb),
            "unit": names.get(one.actor, ""),
            "body": json.loads(one.facts).get("words", ""),
        }
        for one in entries
    ]
