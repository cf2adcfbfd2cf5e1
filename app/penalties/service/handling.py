"""What the office does with a filing: it registers it, asks, and closes it. It cannot say no."""

from collections.abc import Sequence
from datetime import datetime

from app.accounts.models import User
from app.kernel.db import db
from app.kernel.errors import Refused
from app.kernel.files import Upload
from app.penalties import queries, rules
from app.penalties.models import Ask, Filing
from app.penalties.rules import AskKind, words
from app.penalties.service import acts
from app.penalties.service.annexes import keep


def register(filing: Filing, *, seen: int | None = None, by: User, at: datetime) -> None:
    """Register a filing: the office has looked at it. That is no consent."""
    acts.expect(filing, seen)
    acts.move(filing, "register", at=at, registered_at=at, registered_by=by.id)
    acts.tell_department(filing, "penalty_registered", at=at)
    acts.record(filing, "register", by=by, at=at)


def ask(filing: Filing, *, kind: AskKind, words: str, seen: int | None = None, by: User, at: datetime) -> Ask:
    """Ask the department to complete its filing, or to explain something. The decision does not wait for it."""
    acts.expect(filing, seen)
    verb = "ask_completion" if kind is AskKind.COMPLETION else "question"
    acts.move(filing, verb, at=at)
    asked = Ask(filing_id=filing.id, kind=kind, words=words, asked_at=at, asked_by=by.id, answer="")
    db.session.add(asked)
    acts.tell_department(filing, f"penalty_{kind}", at=at)
    acts.record(filing, verb, by=by, at=at, words_asked=words)
    return asked


def reply(
    filing: Filing, *, answer: str, files: Sequence[Upload] = (), seen: int | None = None, by: User, at: datetime
) -> None:
    """The department's answer to what was asked last, with files."""
    acts.expect(filing, seen)
    waiting = queries.open_asks(queries.asks(filing))
    if not waiting:
        raise Refused("penalty_wrong_state", status=409)
    asked = waiting[-1]
    verb = "complete" if asked.kind is AskKind.COMPLETION else "answer"
    acts.move(filing, "answer_registered" if verb == "answer" and filing.registered_at else verb, at=at)
    asked.answer, asked.answered_at, asked.answered_by = answer, at, by.id
    keep(filing, files, ask_id=asked.id, at=at)
    acts.tell_office(filing, "penalty_answered", at=at)
    said = words.replied(words=answer, files=[one.sha256 for one in files])
    acts.record_own(filing, verb, said, by=by, at=at)


def close(filing: Filing, *, seen: int | None = None, by: User, at: datetime) -> None:
    """Put a filing on file (归档): once its decision is public, or taken down again."""
    acts.expect(filing, seen)
    rules.after(filing.state, "close")
    found = queries.decision(filing)
    if found is None or found.published_at is None:
        raise Refused("penalty_unpublished", status=409)
    acts.move(filing, "close", at=at, closed_at=at)
    acts.record(filing, "close", by=by, at=at)
