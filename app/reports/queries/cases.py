"""Complaints, extensions, ratings and debts of a span."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from app.arrears import queries as arrears
from app.arrears.models import ArrearsCase
from app.arrears.queries.books import Book
from app.arrears.rules import Standing
from app.complaints.models import Complaint, Extension, Rating
from app.complaints.rules import Channel, State, is_negative
from app.kernel import clock
from app.kernel.db import db
from app.reports.queries.spans import Span
from app.reports.rules import Row

BY_OTHERS = frozenset({Channel.HOTLINE_12345, Channel.VISIT, Channel.LETTER, Channel.CPPCC_OFFICE})


def _complaints(*which: Any) -> Iterator[Complaint]:
    yield from db.session.scalars(select(Complaint).where(*which).order_by(Complaint.number))


def received(span: Span) -> Iterator[Row]:
    """Complaints filed; in the numerator of `online` those that came over the net."""
    for one in _complaints(Complaint.filed_at >= span.since, Complaint.filed_at < span.until):
        yield Row(clock.day(one.filed_at), None, one.number, one.channel not in BY_OTHERS)


def accepted(span: Span) -> Iterator[Row]:
    """Complaints handed over; in the numerator of `completed` those that are answered at the instant of counting."""
    for one in _complaints(Complaint.referred_at >= span.since, Complaint.referred_at < span.until):
        if one.referred_at is not None:
            answered = one.resolved_at is not None and one.resolved_at <= span.at
            yield Row(clock.day(one.referred_at), one.department_id, one.number, answered)


def declined(span: Span) -> Iterator[Row]:
    """Complaints that were turned down or sent elsewhere."""
    since = Complaint.state_since >= span.since, Complaint.state_since < span.until
    for one in _complaints(Complaint.state == State.DECLINED, *since):
        yield Row(clock.day(one.state_since), None, one.number)


def extended(span: Span) -> Iterator[Row]:
    """Wishes for more time that were decided; in the numerator those that were granted."""
    asked = select(Extension, Complaint.number, Complaint.department_id).join(Complaint)
    asked = asked.where(Extension.decided_at >= span.since, Extension.decided_at < span.until)
    for one, number, unit in db.session.execute(asked.order_by(Extension.id)):
        yield Row(clock.day(one.decided_at or span.since), unit, number, bool(one.granted))


def satisfied(span: Span) -> Iterator[Row]:
    """Complaints rated, each by its last rating in the span; in the numerator those that are not negative."""
    asked = select(Rating, Complaint.number, Complaint.department_id).join(Complaint)
    asked = asked.where(Rating.at >= span.since, Rating.at < span.until).order_by(Complaint.number, Rating.round)
    last = {number: (one, unit) for one, number, unit in db.session.execute(asked)}
    for number, (one, unit) in last.items():
        yield Row(clock.day(one.at), unit, number, not is_negative(one.score))


def _books() -> list[Book]:
    found = arrears.books(db.session.scalars(select(ArrearsCase).order_by(ArrearsCase.complaint_id)).all())
    return [one for one in found if one.standing is not Standing.ENDED]


def arrears_opened(span: Span) -> Iterator[Row]:
    """Accounts opened."""
    for one in _books():
        if span.since <= one.case.opened_at < span.until:
            yield Row(clock.day(one.case.opened_at), None, one.case.number)


def arrears_cleared(span: Span) -> Iterator[Row]:
    """Accounts of which exactly nothing is left, by the day of the last repayment."""
    for one in _books():
        if one.cleared_on is not None and span.first <= one.cleared_on <= span.last:
            yield Row(one.cleared_on, None, one.case.number)


def arrears_repaid(span: Span) -> Iterator[Row]:
    """Repayments that count, in cents."""
    for one in _books():
        for line in one.lines:
            if line.counts and span.since <= line.repayment.at < span.until:
                amount = int(line.repayment.amount * 100)
                yield Row(clock.day(line.repayment.at), None, one.case.number, amount=amount)


def arrears_left(span: Span) -> Iterator[Row]:
    """What was left of the accounts that were open at the end of a span, in cents."""
    for one in _books():
        if one.case.opened_at < span.until:
            left = _owed(one, span) - sum(
                int(line.repayment.amount * 100) for line in one.lines if line.counts and line.repayment.at < span.until
            )
            yield Row(span.last, None, one.case.number, amount=left)


def _owed(one: Book, span: Span) -> int:
    judged = [found.amount for found in one.assessments if found.at < span.until]
    return int((judged[-1] if judged else one.case.claimed) * 100)
