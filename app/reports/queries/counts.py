"""How each figure of the table is counted: a figure without a count, or a count without a figure, stops the service."""

from app.audit.rules import Severity
from app.reports import rules
from app.reports.queries import cases, clocks, findings, inspections, ledgers
from app.reports.queries.clocks import COMPLAINTS, ORDERS, VISITS, K, ended
from app.reports.queries.spans import Count, Span
from app.reports.rules import Figure, Row
from app.supervision.rules import Kind

COUNTS: dict[str, Count] = {
    "on_time": clocks.every,
    "received": cases.received,
    "online": cases.received,
    "accepted": cases.accepted,
    "acceptance_on_time": ended(COMPLAINTS, K.ACCEPTANCE),
    "declined": cases.declined,
    "verification_on_time": ended(COMPLAINTS, K.VERIFICATION),
    "resolution_on_time": ended(COMPLAINTS, K.RESOLUTION),
    "preliminary_on_time": ended(COMPLAINTS, K.PRELIMINARY),
    "completed": cases.accepted,
    "overdue": clocks.overdue,
    "extended": cases.extended,
    "satisfied": cases.satisfied,
    "rectified_on_time": ended(COMPLAINTS, K.RECTIFICATION),
    "arrears_opened": cases.arrears_opened,
    "arrears_cleared": cases.arrears_cleared,
    "arrears_repaid": cases.arrears_repaid,
    "arrears_left": cases.arrears_left,
    "quiet_requests": inspections.quiet_requests,
    "quiet_approved": inspections.quiet_approved,
    "quiet_entries": inspections.quiet_entries,
    "quiet_unapproved": inspections.quiet_unapproved,
    "visits": inspections.entered,
    "visits_joint": inspections.entered,
    "draws_published": inspections.draws_published,
    "published_on_time": ended(VISITS, K.PUBLICITY),
    "items_covered": inspections.whole_year("items"),
    "tasks_done": inspections.whole_year("tasks"),
    "results_published": inspections.whole_year("published"),
    "filings": inspections.filings,
    "filed_late": inspections.filed_late,
    "orders": inspections.ordered(*Kind),
    "red_orders": inspections.ordered(Kind.RED),
    "answered_on_time": ended(ORDERS, K.ANSWER),
    "findings": findings.found,
    "findings_grave": findings.open_ones(Severity.GRAVE),
    "findings_serious": findings.open_ones(Severity.SERIOUS),
    "findings_minor": findings.open_ones(Severity.MINOR),
    "days_witnessed": ledgers.days_witnessed,
}
if _odd := COUNTS.keys() ^ rules.table().keys():
    raise RuntimeError(f"figures and counts differ: {sorted(_odd)}")


def rows(one: Figure, span: Span) -> list[Row]:
    """The cases that a figure counts in a span."""
    return list(COUNTS[one.code](span))
