"""What the doors of results share: who acts, one act done once, a paper as a file."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, g
from flask_login import current_user
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from app.accounts.models import User
from app.kernel import clock, documents
from app.kernel.db import db, transaction
from app.kernel.errors import Conflict, Refused
from app.kernel.files.accepted import MIME, Kind
from app.kernel.web import forms
from app.ledger import queries as ledger
from app.ledger.service import request_id
from app.results.models import Paper
from app.results.queries.papers import table
from app.results.rules.papers import TABLE
from app.visits import queries as visits
from app.visits import service as visiting

bp = Blueprint("results", __name__)


def me() -> User:
    """Whoever is signed in."""
    user: User = current_user._get_current_object()
    return user


def attempt(ref: str, name: str, verb: Callable[[datetime], object], *, visit: bool = True) -> None:
    """Do one act in one transaction; the same form sent twice does it once. A refusal is recorded, then raised.

    Acts on one visit wait for each other.
    """
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
        _note(ref, name, "changed_meanwhile")
        raise Conflict("changed_meanwhile") from error
    except Refused as refused:
        _note(ref, name, refused.code)
        raise


def _note(ref: str, name: str, code: str) -> None:
    request_id.set(g.request_id)
    with transaction():
        visiting.note_refused(ref, name, code, by=me(), at=clock.now())


def printed(paper: Paper, ending: str) -> Response:
    """A paper as PDF or DOCX, to keep."""
    data = {"title": paper.title, "footer": paper.number, "blocks": blocks(paper.text, table(paper.result.findings))}
    made = documents.pdf("paper", data) if ending == Kind.PDF else documents.word(data)
    return kept(made, MIME[Kind(ending)], f"{paper.number}.{ending}")


def blocks(text: str, rows: list[list[str]]) -> list[dict[str, Any]]:
    """The lines of a paper, with the table where its name stands alone on a line."""
    lines = [line for line in text.split("\n") if line.strip()]
    tables = {"kind": "table", "rows": rows}
    return [tables if line.strip() == TABLE else {"kind": "text", "text": line} for line in lines]


def kept(data: bytes, mime: str, name: str) -> Response:
    """The bytes as a file to keep: never shown inside the page, its kind never guessed."""
    answer = Response(data, mimetype=mime)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
