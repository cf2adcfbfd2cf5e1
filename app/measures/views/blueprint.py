"""What the doors of the measures share: who acts, which quarter is asked for, one act done once, nothing typed lost."""

import re
from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.accounts.models import User
from app.kernel import clock
from app.kernel.db import db, transaction
from app.kernel.errors import Missing, Refused
from app.kernel.web import forms
from app.kernel.web.forms import Form
from app.ledger import queries as ledger
from app.ledger.service import request_id
from app.measures import rules
from app.measures.rules import Quarter

bp = Blueprint("measures", __name__)
_MARK = re.compile(r"^[0-9a-f]{32}$")


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
    mark = mark if _MARK.match(mark) else ""
    request_id.set(mark or g.request_id)
    with transaction():
        if not (ledger.done(mark, ref) or (mark and done(mark))):
            verb()


def answer(
    template: str, form: Form, verb: Callable[[], None], words: str, *, then: str, ref: str, **more: Any
) -> ResponseReturnValue:
    """The page of a form, or the answer to it having been sent; refused, it comes back with what was typed."""
    done = more.pop("done", lambda _mark: False)
    if request.method != "POST" or not form.validate():
        return render_template(template, form=form, **more), 422 if form.errors else 200
    try:
        perform(verb, ref, done)
    except Refused as refused:
        db.session.rollback()
        form.refuse(refused)
        return render_template(template, form=form, **more), refused.status
    flash(words)
    return redirect(then, 303)
