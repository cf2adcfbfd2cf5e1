"""Before the decision: review and hearing; the decision itself, never before its filing; or that there will be none."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from app.accounts.models import User
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Refused
from app.ledger.rules.entries import instant
from app.penalties import queries, rules
from app.penalties.models import Decision, Filing
from app.penalties.rules import Hearing, words
from app.penalties.service import acts
from app.workdays.rules import DeadlineKind


def vet(
    filing: Filing, *, reviewer: str, reviewed_on: date, opinion: str, seen: int | None = None, by: User, at: datetime
) -> None:
    """Record the legal review (法制审核) of a penalty that is not decided yet: who, when, what they found."""
    _undecided(filing, "vet", seen)
    rules.check_review(reviewer, reviewed_on, opinion)
    _not_to_come(reviewed_on, at, "reviewed_on")
    filing.reviewer, filing.reviewed_on, filing.opinion, filing.reviewed_at = reviewer, reviewed_on, opinion, at
    acts.record(filing, "vet", by=by, at=at, reviewer=reviewer, reviewed_on=reviewed_on, opinion=opinion)


def hear(
    filing: Filing, *, hearing: Hearing, hearing_on: date | None, seen: int | None = None, by: User, at: datetime
) -> None:
    """Record that the party was told of its right to a hearing, waived it, or was heard."""
    _undecided(filing, "hear", seen)
    rules.check_hearing(hearing, hearing_on)
    _not_to_come(hearing_on, at, "hearing_on")
    filing.hearing, filing.hearing_on = hearing, hearing_on
    acts.record(filing, "hear", by=by, at=at, hearing=hearing, hearing_on=hearing_on)


def _not_to_come(day: date | None, at: datetime, field: str) -> None:
    if day is not None and day > clock.day(at):
        raise Refused("day_to_come", field=field)


def _undecided(filing: Filing, verb: str, seen: int | None) -> None:
    acts.expect(filing, seen)
    rules.after(filing.state, verb)
    if queries.decision(filing) is not None:
        raise Refused("penalty_decided", status=409)


def decide(
    filing: Filing,
    *,
    document_no: str,
    decided_at: datetime,
    fines: Sequence[Decimal],
    kinds: Sequence[str] = (),
    seen: int | None = None,
    by: User,
    at: datetime,
) -> Decision:
    """Record the decision. Refused where its instant is not after the filing's, without review, beyond the filing.

    The clock of its publication starts on its day. What the office asked and nobody answered is carried with it.
    """
    _undecided(filing, "decide", seen)
    on, fine = clock.day(decided_at), rules.total(fines)
    rules.check_decision(_filed(filing), rules.Decided(decided_at, on, fine, kinds), now=at)
    told, carried = [f"{one:.2f}" for one in fines], _carried(filing)
    made = Decision(
        filing_id=filing.id,
        document_no=document_no,
        late=filing.late_on is not None,
        filed_at=filing.filed_at,
        decided_at=decided_at,
        recorded_at=at,
        recorded_by=by.id,
        fines=told,
        fine=fine,
        kinds=[*kinds],
        carried=carried,
        channel="",
    )
    db.session.add(made)
    filing.state_since = at
    due = acts.start(filing, DeadlineKind.PUBLICITY, since=on, by=by, at=at)
    acts.tell_office(filing, "penalty_decided", at=at)
    said = words.decided(document_no=document_no, at=instant(decided_at), fines=told, kinds=[*kinds])
    acts.record_own(filing, "decide", said, by=by, at=at, fine=fine, due=due.due_on, carried=carried)
    return made


def _filed(filing: Filing) -> rules.Filed:
    return rules.Filed(
        filing.filed_at,
        filing.fine,
        filing.kinds,
        filing.due,
        filing.reviewed_on,
        filing.hearing,
        filing.late_on,
    )


def _carried(filing: Filing) -> dict[str, Any]:
    """What the decision carries with it: what had been done before it, and what had not."""
    waiting = queries.open_asks(queries.asks(filing))
    return {
        "filed_at": instant(filing.filed_at),
        "registered": filing.registered_at is not None,
        "reviewer": filing.reviewer,
        "reviewed_on": filing.reviewed_on.isoformat() if filing.reviewed_on else "",
        "hearing": filing.hearing.value,
        "leniency": filing.leniency,
        "unanswered": [one.kind.value for one in waiting],
    }


def drop(filing: Filing, *, why: str, seen: int | None = None, by: User, at: datetime) -> None:
    """End a filing without a decision: no penalty, or another filing in its place. It is no part of its case then."""
    _undecided(filing, "drop", seen)
    acts.move(filing, "drop", at=at, dropped_why=why, closed_at=at)
    acts.tell_office(filing, "penalty_dropped", at=at)
    acts.record(filing, "drop", by=by, at=at, why=why)
