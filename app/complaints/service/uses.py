"""Counting how the form is used. Apart from the act of filing: a count that fails loses a count, not a complaint."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Date, bindparam, text

from app.complaints.rules import Use, use_of
from app.kernel import clock
from app.kernel.db import db

_COUNT = text(
    "INSERT INTO form_uses (first_on, what, count) VALUES (:first_on, :what, 1) "
    "ON CONFLICT (first_on, what) DO UPDATE SET count = form_uses.count + 1"
).bindparams(bindparam("first_on", type_=Date()))


def count_begun(*, at: datetime) -> None:
    """Somebody has sent the first answer of a form."""
    _count(Use.BEGUN, at)


def count_filed(answers: Mapping[str, Any], *, at: datetime) -> None:
    """The draft with these answers is filed. It counts for the month in which it was begun."""
    if not answers.get("began"):
        return
    began, opened = datetime.fromisoformat(answers["began"]), answers["opened"]
    if use := use_of(began, datetime.fromisoformat(opened) if opened else None, at):
        _count(use, began)


def _count(use: Use, at: datetime) -> None:
    db.session.execute(_COUNT, {"first_on": clock.day(at).replace(day=1), "what": use.value})
