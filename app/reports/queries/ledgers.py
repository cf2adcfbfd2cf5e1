"""The days of the ledger in a span: closed, and witnessed."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import func, select

from app.kernel import clock
from app.kernel.db import db
from app.ledger import queries as ledger
from app.ledger.models import Entry
from app.ledger.queries.checkpoints import QUORUM
from app.reports.queries.spans import Span
from app.reports.rules import Row


def days_witnessed(span: Span) -> Iterator[Row]:
    """The days of a span since the first entry; in the numerator those with enough witnesses."""
    first = db.session.scalar(select(func.min(Entry.at)))
    begun = clock.day(first) if first else span.last + timedelta(days=1)
    days = [span.first + timedelta(days=n) for n in range((span.last - span.first).days + 1)]
    known = [day for day in days if day >= begun]
    signed = ledger.cosignatures(known)
    yield from (Row(day, None, day.isoformat(), len(signed[day]) >= QUORUM) for day in known)
