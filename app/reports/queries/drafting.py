"""A report as it would be issued now: every figure counted, the period before beside it."""

from datetime import datetime

from app.departments import queries as departments
from app.kernel import clock
from app.ledger import queries as ledger
from app.policy import queries as policy
from app.reports import rules
from app.reports.queries.counts import rows
from app.reports.queries.finding import latest
from app.reports.queries.spans import Span
from app.reports.rules import Figure, Line, Period, Row, Snapshot, Value

SLOW_BELOW, SLOW_LEAST, FEW = "report.slow_below", "report.slow_least", "report.few"


def span_of(period: Period, at: datetime) -> Span:
    """The days of a period, as they stand at an instant; of one that is not over, up to that day."""
    return Span(period.first, min(period.last, max(period.first, clock.day(at))), at)


def drafted(period: Period, *, at: datetime) -> Snapshot:
    """The report of a period, counted now from the rows themselves."""
    units = {one.id: one for one in departments.every()}
    codes = {key: one.code for key, one in units.items()}
    previous = latest(period.before)
    told = {line.figure.code: line for line in rules.restored(previous.content).lines} if previous else {}
    lines = [_line(one, period, at, codes, told.get(one.code)) for one in rules.of_kind(period.kind)]
    named = {code for line in lines for code in line.units}
    version, digest = rules.version()
    return Snapshot(
        period=period,
        at=at,
        size=ledger.head().size,
        version=version,
        digest=digest,
        lines=tuple(lines),
        units={one.code: one.short_name for one in units.values() if one.code in named},
        slow_below=str(policy.term(SLOW_BELOW, clock.day(at)).value),
        slow_least=int(policy.term(SLOW_LEAST, clock.day(at)).value),
        follows=previous.number if previous else "",
    )


def _line(one: Figure, period: Period, at: datetime, codes: dict[int, str], told: Line | None) -> Line:
    now, before = rows(one, span_of(period, at)), rows(one, span_of(period.before, at))
    return Line(
        one,
        rules.value(one, now),
        rules.value(one, before),
        told.now if told else None,
        _units(one, now, codes),
        _units(one, before, codes),
    )


def _units(one: Figure, found: list[Row], codes: dict[int, str]) -> dict[str, Value]:
    if not one.by_unit:
        return {}
    values = rules.by_unit(one, found)
    return {code: values[key] for key, code in codes.items() if key in values}


def few(at: datetime) -> int:
    """Of how many cases at least a public figure of complaints must come (`report.few`)."""
    return int(policy.term(FEW, clock.day(at)).value)
