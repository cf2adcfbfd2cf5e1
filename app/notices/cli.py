"""The timer's work on notices: spread into deliveries, then sent one by one, outside every transaction."""

from datetime import datetime

from flask import current_app

from app.kernel import clock, probes, runs, timer
from app.kernel.db import transaction
from app.notices import queries, service

MOST = 500


def carriers() -> service.Carriers:
    """The carriers that the settings name."""
    found: service.Carriers = current_app.extensions["notices"]
    return found


@timer.work("notices:spread")
def spread(at: datetime) -> int:
    """Decide by which carriers to whom each new notice goes."""
    whole = 0
    while True:
        with transaction():
            count = service.spread(carriers().open, at=at)
        whole += count
        if not count:
            return whole


@timer.work("notices:send")
def send(at: datetime) -> int:
    """Send what is due; what is out of reach is left for the next minute. Returns how many were tried.

    Between the lease and the mark nothing is open: a sender that dies leaves a lease that ends by itself.
    """
    found, down, tried = carriers(), set[str](), 0
    with transaction():
        service.take_back(at=at)
    for tried in range(MOST):
        with transaction():
            letter = service.lease(found, but=down, at=clock.now())
        if letter is None:
            return tried
        ended = service.carry(letter, found)
        down |= {ended.down} - {""}
        with transaction():
            service.mark(letter, ended, at=clock.now())
    return tried + 1


@probes.probe("outbox")
def outbox_moves(at: datetime) -> str:
    """`late` where something should have left ten minutes ago."""
    return "late" if queries.is_stuck(at - runs.LATE, by=carriers().open) else probes.OK
