"""When a month is over its public figures are counted, once: what is told of a month never changes afterwards.

Of the complaint form it is the month before: who began in that one may have filed until now.
"""

from datetime import datetime

from app.kernel.db import db
from app.kernel.permissions import Actor
from app.ledger.service import record
from app.reports import queries, rules
from app.reports.models import PublicMonth
from app.reports.rules import Period, Value


def close_months(*, by: Actor, at: datetime) -> int:
    """Count the public figures of every month that is over and was not counted yet. How many months."""
    months = queries.to_close(at=at)
    for month in months:
        _close(month, by=by, at=at)
    return len(months)


def _close(month: Period, *, by: Actor, at: datetime) -> None:
    version, digest = rules.version()
    told = {(month, one.code): queries.counted(one, month, at=at) for one in rules.public()}
    if queries.closed(month.before):
        told |= {(month.before, code): found for code, found in queries.used(month.before).items()}
    db.session.add_all(_row(own, code, found, version, at) for (own, code), found in told.items())
    record("report:close_month", f"month:{month.key}", by=by, at=at, definitions=digest)


def _row(month: Period, code: str, found: Value, version: int, at: datetime) -> PublicMonth:
    return PublicMonth(
        first_on=month.first,
        figure=code,
        numerator=found.numerator,
        denominator=found.denominator,
        definitions=version,
        counted_at=at,
    )
