"""Issued reports: by number, by period, and what everybody may read."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import defer

from app.kernel import numbering
from app.kernel.db import db
from app.kernel.errors import Missing, Refused
from app.ledger import queries as ledger
from app.reports.models import Report, ReportRelease
from app.reports.rules import Kind, Period


def by_number(number: str) -> Report:
    """The report with this number. Raises `Missing`."""
    found = db.session.scalar(select(Report).where(Report.number == _plain(number)))
    if found is None:
        raise Missing("report_missing")
    return found


def released(number: str) -> Report:
    """The report with this number, if it is public. Raises `Missing`."""
    found = by_number(number)
    if release(found) is None:
        raise Missing("report_missing")
    return found


def _plain(number: str) -> str:
    try:
        return numbering.parse_number(number)
    except Refused:
        raise Missing("report_missing") from None


def latest(period: Period) -> Report | None:
    """The report of a period that stands: the last one that corrects."""
    asked = select(Report).where(Report.kind == period.kind, Report.first_on == period.first)
    return db.session.scalars(asked.order_by(Report.round.desc()).limit(1)).first()


def issued(*, limit: int = 100) -> Sequence[Report]:
    """The reports, the latest first, without their contents."""
    asked = select(Report).options(defer(Report.content)).order_by(Report.issued_at.desc(), Report.id.desc())
    return db.session.scalars(asked.limit(limit)).all()


def standing(kind: Kind) -> dict[str, Report]:
    """The reports of a kind that stand, by the key of their period."""
    asked = select(Report).options(defer(Report.content)).where(Report.kind == kind).order_by(Report.round)
    return {_period(one).key: one for one in db.session.scalars(asked)}


def _period(one: Report) -> Period:
    return Period(one.kind, one.first_on, one.last_on)


def corrected_by(report: Report) -> Report | None:
    """The report that corrects this one."""
    return db.session.scalar(select(Report).where(Report.corrects_id == report.id))


def release(report: Report) -> ReportRelease | None:
    """That a report was made public, None where it was not."""
    return db.session.get(ReportRelease, report.id)


def releases() -> Sequence[ReportRelease]:
    """The public reports, the latest period first."""
    asked = select(ReportRelease).join(Report).order_by(Report.last_on.desc(), Report.id.desc())
    return db.session.scalars(asked).all()


def lock(period: Period) -> None:
    """Let acts on one period wait for each other."""
    asked = select(Report.id).where(Report.kind == period.kind, Report.first_on == period.first)
    db.session.execute(asked.with_for_update())


def made_before(mark: str, period: Period) -> Report | None:
    """The report of this period that the same form has made already."""
    found = latest(period)
    return found if found is not None and mark and ledger.done(mark, found.number) else None
