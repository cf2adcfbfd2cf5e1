"""Findings of the audit; what is confidential is counted nowhere: not even its number may reach a department."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from app.audit.models import AuditFinding
from app.audit.rules import OPEN, Severity
from app.kernel import clock
from app.kernel.db import db
from app.reports.queries.spans import Count, Span
from app.reports.rules import Row


def found(span: Span) -> Iterator[Row]:
    """Findings that were made in a span."""
    yield from _rows(AuditFinding.found_at >= span.since, AuditFinding.found_at < span.until)


def open_ones(severity: Severity) -> Count:
    """Counts the findings of a severity made by the end of a span that are open at the instant of counting."""

    def count(span: Span) -> Iterator[Row]:
        yield from _rows(
            AuditFinding.found_at < span.until, AuditFinding.severity == severity, AuditFinding.state.in_(OPEN)
        )

    return count


def _rows(*which: Any) -> Iterator[Row]:
    asked = select(AuditFinding.found_at, AuditFinding.department_id, AuditFinding.number)
    asked = asked.where(AuditFinding.confidential.is_(False), *which).order_by(AuditFinding.number)
    for at, unit, number in db.session.execute(asked):
        yield Row(clock.day(at), unit, number)
