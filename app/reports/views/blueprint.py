"""What the doors of reports share: who reads, how a report is put on a page, and one act done once."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Blueprint, current_app, g
from flask_login import current_user
from markupsafe import Markup
from sqlalchemy.exc import IntegrityError

from app.accounts.models import User
from app.kernel import clock
from app.kernel.db import transaction
from app.kernel.errors import Conflict
from app.kernel.permissions import Permission
from app.kernel.web import downloads, forms, gate
from app.ledger.service import request_id
from app.reports import rules, schemas
from app.reports.models import Report
from app.reports.rules import Block, Paper, Readers, Snapshot
from app.reports.schemas import Imprint

bp = Blueprint("reports", __name__)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def me() -> User:
    """Whoever is signed in."""
    user: User = current_user._get_current_object()
    return user


def mark() -> str:
    """The form's one-time mark, told to the ledger as the request's id; empty where the form has none."""
    found = forms.once()
    request_id.set(found or g.request_id)
    return found


@contextmanager
def act() -> Iterator[None]:
    """One act in one transaction; of two at once that make the same thing the second is told so."""
    try:
        with transaction():
            yield
    except IntegrityError as error:
        raise Conflict("changed_meanwhile") from error


def readers() -> Readers:
    """As whom somebody reads: those who may see the debts of the city read all of it, departments the rest."""
    return Readers.LEADERS if gate.allowed(Permission.ARREARS_TOTAL) else Readers.DEPARTMENTS


def paper(told: Snapshot, report: Report | None = None) -> Paper:
    """The report in words, naming the one that it corrects."""
    old = report.corrects if report else None
    corrects = (old.number, report.why) if report and old else ("", "")
    return rules.written(told, city=current_app.config["BE_CITY"], corrects=corrects)


def drawn(block: Block) -> Markup:
    """A chart as it stands in a page: made here of names and numbers, escaped where it is made."""
    return Markup(rules.bars(block.text, block.bars))  # noqa: S704


def file(found: Paper, report: Report, ending: str, *, to: str = "to") -> Any:
    """The report as a file: pdf, docx or xlsx."""
    around = Imprint(report.number, clock.day(report.issued_at), current_app.config["BE_CITY"], to)
    name = f"{report.number}.{ending}"
    if ending == "xlsx":
        return downloads.book(schemas.book(found), name)
    if ending == "docx":
        return downloads.attachment(schemas.editable(found, around), DOCX, name)
    return downloads.attachment(schemas.printed(found, around), "application/pdf", name)
