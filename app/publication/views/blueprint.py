"""What the doors of publication share: who acts, and one act done once."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, g
from flask_login import current_user
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from app.accounts.models import User
from app.kernel import clock
from app.kernel.db import db, transaction
from app.kernel.errors import Conflict
from app.kernel.web import forms
from app.ledger import queries as ledger
from app.ledger.service import request_id
from app.visits import queries as visits

bp = Blueprint("publication", __name__)


def me() -> User:
    """Whoever is signed in."""
    user: User = current_user._get_current_object()
    return user


def attempt(ref: str, verb: Callable[[datetime], object], *, visit: bool = True) -> None:
    """Do one act in one transaction; the same form sent twice does it once. Acts on one visit wait for each other."""
    mark = forms.once()
    request_id.set(mark or g.request_id)
    try:
        with transaction():
            if visit:
                visits.lock(ref)
            if not ledger.done(mark, ref):
                verb(clock.now())
    except (StaleDataError, IntegrityError) as error:
        db.session.rollback()
        raise Conflict("changed_meanwhile") from error
