"""Whether the service can do its work now: probes, each a name and a word for what is wrong, `ok` where nothing is.

The kernel's own look at the database, its migrations and the timer; a slice's `cli.py` adds its own with
`@probes.probe("name")`. Their words are for machines and tell nobody's business: no instant, no count, no address.
"""

from collections.abc import Callable
from datetime import datetime
from functools import cache

from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.kernel import clock, runs
from app.kernel.db import db

Probe = Callable[[datetime], str]
OK, DATABASE = "ok", "database"
PROBES: dict[str, Probe] = {}


def probe(name: str) -> Callable[[Probe], Probe]:
    """Register a probe: it gets the present instant and says in a word what is wrong, or `ok`."""

    def register(look: Probe) -> Probe:
        PROBES[name] = look
        return look

    return register


def found(at: datetime) -> dict[str, str]:
    """What each probe says. Where the database does not answer nothing else is asked."""
    told = {DATABASE: _asked(_database, at)}
    if told[DATABASE] == OK:
        told |= {name: _asked(look, at) for name, look in sorted(PROBES.items())}
    return told


def _asked(look: Probe, at: datetime) -> str:
    try:
        return look(at)
    except DBAPIError:
        db.session.rollback()
        return "unreadable"


def _database(_at: datetime) -> str:
    db.session.execute(text("SELECT 1"))
    return OK


@probe("migrations")
def _migrations(_at: datetime) -> str:
    """`behind` where the tables are not those of this version."""
    kept = set(db.session.scalars(text("SELECT version_num FROM alembic_version")))
    return OK if kept == _heads(current_app.extensions["migrate"].directory) else "behind"


@cache
def _heads(directory: str) -> frozenset[str]:
    return frozenset(ScriptDirectory(directory).get_heads())


@probe("tick")
def _tick(_at: datetime) -> str:
    """`late`, `back` or `ahead`, as the desk says it. A timer that has never run is not late, a failing piece is not
    everything.
    """
    trouble = runs.trouble(at=clock.wall())
    return OK if trouble in {None, runs.Trouble.FAILING} else str(trouble)
