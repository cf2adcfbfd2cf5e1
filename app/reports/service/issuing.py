"""Issuing a report freezes it; a mistake is corrected by a new report that names the old one."""

from datetime import datetime

from app.accounts.models import User
from app.kernel import clock, serials
from app.kernel.db import db
from app.kernel.errors import Refused
from app.ledger.rules import canonical, digest
from app.ledger.service import record
from app.reports import queries, rules
from app.reports.models import Report, ReportRelease
from app.reports.rules import Period

PREFIX = "BG"


def issue(period: Period, *, why: str = "", by: User, at: datetime) -> Report:
    """Count every figure now and keep it, with the definitions and the ledger's size, under a number of its own.

    Of a period that has a report already, the new one corrects it, for the reason `why`. Refuses a period that is not
    over, a second report without a reason, and a reason without a report to correct.
    """
    rules.check_over(period, clock.day(at))
    queries.lock(period)
    old = queries.latest(period)
    if old is not None and not why:
        raise Refused("report_issued_before", field="why", number=old.number)
    if old is None and why:
        raise Refused("report_nothing_to_correct", field="why")
    content = rules.kept(queries.drafted(period, at=at))
    made = Report(
        number=serials.following(PREFIX, clock.day(at)),
        kind=period.kind,
        first_on=period.first,
        last_on=period.last,
        round=old.round + 1 if old else 1,
        corrects=old,
        why=why,
        content=content,
        digest=digest(canonical({"content": content})),
        issued_at=at,
        issued_by=by,
    )
    db.session.add(made)
    facts = {"period": period.key, "digest": made.digest, "size": content["size"], "definitions": content["digest"]}
    record("report:issue", made.number, by=by, at=at, **facts, corrects=old.number if old else "")
    return made


def release(report: Report, *, by: User, at: datetime) -> ReportRelease:
    """Make a report public: figures only. Refuses one that is public, and one that another has corrected since."""
    if queries.release(report) is not None:
        raise Refused("report_released_before", status=409)
    if queries.corrected_by(report) is not None:
        raise Refused("report_corrected_since", status=409)
    made = ReportRelease(report=report, at=at, by_id=by.id)
    db.session.add(made)
    record("report:release", report.number, by=by, at=at)
    return made
