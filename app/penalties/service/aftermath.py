"""After the decision: payments, publication, that it did not stand, and taking it down then."""

from datetime import date, datetime
from decimal import Decimal

from app.accounts.models import User
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Refused
from app.penalties import queries, rules
from app.penalties.models import Decision, Filing, Payment, Reversal
from app.penalties.rules import ReversalKind
from app.penalties.service import acts
from app.workdays.rules import DeadlineKind


def pay(
    filing: Filing, *, amount: Decimal, paid_on: date, voucher: str, seen: int | None = None, by: User, at: datetime
) -> Payment:
    """Record a payment. Refuses more than is left, and a day before the decision or to come."""
    made = _decided(filing, "pay", seen)
    left = queries.paid(filing, made).left
    if not 0 < amount <= left:
        raise Refused("payment_beyond", field="amount", left=f"{left:,.2f}")
    _check_day(paid_on, made, at, "paid_on")
    row = Payment(
        filing_id=filing.id, amount=amount, paid_on=paid_on, voucher=voucher, recorded_at=at, recorded_by=by.id
    )
    db.session.add(row)
    acts.record(filing, "pay", by=by, at=at, amount=amount, paid_on=paid_on, left=left - amount)
    return row


def publish(
    filing: Filing, *, channel: str, published_on: date, seen: int | None = None, by: User, at: datetime
) -> None:
    """Record that the decision is public, where and since which day. On time is what is recorded in time."""
    made = _decided(filing, "publish", seen)
    if made.published_at is not None or queries.reversal(filing) is not None:
        raise Refused("published_before", status=409)
    _check_day(published_on, made, at, "published_on")
    made.channel, made.published_on, made.published_at = channel, published_on, at
    filing.state_since = at
    acts.finish(filing, DeadlineKind.PUBLICITY, at=at)
    acts.record(filing, "publish", by=by, at=at, channel=channel, published_on=published_on)


def reverse(
    filing: Filing,
    *,
    kind: ReversalKind,
    document_no: str,
    on: date,
    words: str,
    seen: int | None = None,
    by: User,
    at: datetime,
) -> Reversal:
    """Record that the decision was changed, revoked or found unlawful: what is public of it is to be taken down."""
    made = _decided(filing, "reverse", seen)
    if queries.reversal(filing) is not None:
        raise Refused("reversed_before", status=409)
    _check_day(on, made, at, "on")
    found = Reversal(
        filing_id=filing.id,
        kind=kind,
        document_no=document_no,
        on=on,
        words=words,
        recorded_at=at,
        recorded_by=by.id,
    )
    db.session.add(found)
    filing.state_since = at
    if made.published_at is not None:
        acts.start(filing, DeadlineKind.TAKE_DOWN, since=on, by=by, at=at)
    acts.end(filing, DeadlineKind.PUBLICITY, why="reversed", at=at)
    acts.tell_office(filing, "penalty_reversed", at=at)
    acts.record(filing, "reverse", by=by, at=at, kind=kind, document_no=document_no, on=on, words=words)
    return found


def take_down(filing: Filing, *, seen: int | None = None, by: User, at: datetime) -> None:
    """Record that a decision which did not stand is public no more."""
    made = _decided(filing, "take_down", seen)
    if queries.reversal(filing) is None or made.published_at is None or made.withdrawn_at is not None:
        raise Refused("penalty_wrong_state", status=409)
    made.withdrawn_at, filing.state_since = at, at
    acts.finish(filing, DeadlineKind.TAKE_DOWN, at=at)
    acts.record(filing, "take_down", by=by, at=at)


def _decided(filing: Filing, verb: str, seen: int | None) -> Decision:
    acts.expect(filing, seen)
    rules.after(filing.state, verb)
    return acts.decided(filing)


def _check_day(day: date, made: Decision, at: datetime, field: str) -> None:
    if day > clock.day(at):
        raise Refused("day_to_come", field=field)
    if day < clock.day(made.decided_at):
        raise Refused("day_before_decision", field=field)
