"""When a month is over its public figures are counted, once: what is told of a month never changes afterwards."""

from datetime import datetime

from app.kernel.db import db
from app.kernel.permissions import Actor
from app.ledger.service import record
from app.reports import queries, rules
from app.reports.models import PublicMonth
from app.reports.rules import Period


def close_months(*, by: Actor, at: datetime) -> int:
    """Count the public figures of every month that is over and was not counted yet. How many months."""
    months = queries.to_close(at=at)
    for month in months:
        _close(month, by=by, at=at)
    return len(months)


def _close(month: Period, *, by: Actor, at: datetime) -> None:
    version, digest = rules.version()
    for one in rules.public():
        found = queries.counted(one, month, at=at)
        db.session.add(
            PublicMonth(
                first_on=month.first,
                figure=one.code,
                numerator=found.numerator,
                denominator=found.denominator,
                definitions=version,
                counted_at=at,
            )
        )
    record("report:close_month", f"month:{month.key}", by=by, at=at, definitions=digest)
