"""The blueprint that the doors of the draws share, who acts, the key of the secrets, and an act sent twice."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from flask import Blueprint, current_app, g
from flask_login import current_user

from app.accounts.models import User
from app.departments import queries as departments
from app.draws import queries
from app.draws.models import Draw
from app.draws.queries import Standing
from app.enterprises import queries as enterprises
from app.kernel import sealing, wording
from app.kernel.db import transaction
from app.kernel.web import forms
from app.kernel.web.pages import PER_PAGE, Page, page_number
from app.ledger import queries as ledger
from app.ledger.service import request_id

bp = Blueprint("draws", __name__)
T = TypeVar("T")


def me() -> User:
    """Whoever is signed in."""
    user: User = current_user._get_current_object()
    return user


def key() -> bytes:
    """The key under which the secrets of draws are sealed."""
    return sealing.derived_key(sealing.key(current_app.config["BE_IDENTITY_KEY"]), "draws")


def perform(number: str, verb: Callable[[Draw], T]) -> T | None:
    """Do one act on a draw in one transaction; the same form sent twice does it once, and answers None then.

    Acts on one draw wait for each other, and each decides on what it reads after the wait.
    """
    mark = forms.once()
    request_id.set(mark or g.request_id)
    with transaction():
        found = queries.by_number(number, lock=True)
        return None if ledger.done(mark, found.number) else verb(found)


@bp.app_template_global()
def exclusion_word(reason: str) -> str:
    """Why an enterprise is excluded; a reason from another hand stands as it was written."""
    return wording.label("draw.exclusion", reason) if f"draw.exclusion.{reason}" in wording.LABELS else reason


def units() -> dict[str, str]:
    """Short names of the departments by code."""
    return {one.code: one.short_name or one.name for one in departments.every()}


def paged(rows: list[T], per_page: int = PER_PAGE) -> Page[T]:
    """The page of a list that the address asks for."""
    number = page_number()
    start = (number - 1) * per_page
    return Page(rows[start : start + per_page], len(rows), number, per_page)


def firms(visits: Iterable[Standing | Any]) -> dict[str, str]:
    """Names of the enterprises of these rows by code; who is in no directory is left out."""
    return {code: one.name for code, one in enterprises.by_codes({visit.uscc for visit in visits}).items()}
