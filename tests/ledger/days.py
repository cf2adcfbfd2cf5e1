"""Days of a ledger for tests: acts of made-up cases, and their closing."""

from datetime import date, datetime, time, timedelta

from flask import Flask

from app.kernel import clock
from app.kernel.db import transaction
from app.kernel.permissions import SYSTEM
from app.ledger import service
from app.ledger.models import Checkpoint

FIRST = date(2026, 9, 8)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), clock.SHANGHAI)


def acts(day: date, count: int, ref: str = "case") -> None:
    """Some acts at noon, one transaction."""
    with transaction():
        for nth in range(count):
            service.record("case:touch", f"{ref}-{nth}", by=SYSTEM, at=noon(day), nth=nth)


def close(app: Flask, day: date) -> Checkpoint:
    """Close it ten minutes after its end."""
    with transaction():
        at = datetime.combine(day + timedelta(days=1), time(0, 10), clock.SHANGHAI)
        return service.close(day, signer=app.extensions["ledger"].signer, at=at)


def passed(app: Flask, *counts: int, since: date = FIRST) -> list[Checkpoint]:
    """Days one after another with so many acts each, closed."""
    found = []
    for nth, count in enumerate(counts):
        acts(since + timedelta(days=nth), count)
        found.append(close(app, since + timedelta(days=nth)))
    return found
