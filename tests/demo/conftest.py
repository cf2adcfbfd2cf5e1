"""A copy of the demo city, once for each kind of database: what looks at it changes nothing."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from flask import Flask, has_app_context
from sqlalchemy import update

from app.demo import queries
from app.demo.models import World
from app.kernel import clock
from app.kernel.db import db
from tests.conftest import CHEAP, Database, _app


def load(app: Flask, *words: str) -> str:
    """Run `flask demo load` in this process; what it said. A failure is the test's."""
    done = app.test_cli_runner().invoke(args=["demo", "load", *words])
    assert done.exit_code == 0, done.output
    return done.output


def start() -> None:
    """The city in this database was loaded just now: its clock stands at nine."""
    with db.engine.begin() as connection:
        connection.execute(update(World).values(loaded_at=clock.wall()))
    clock.shift(queries.offset())


def empty(database: Database, template: str = "") -> AbstractContextManager[Flask]:
    """The service in demo mode, inside an app context, on a migrated database without a city, or on a copy."""
    cheap = {"WTF_CSRF_ENABLED": False, "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": CHEAP}
    return _app(database, template, mode="demo", **cheap)


@pytest.fixture(scope="package", params=["sqlite", "postgresql"])
def city(
    request: pytest.FixtureRequest, databases: Callable[[str], Database], cities: Callable[[str], str]
) -> Iterator[Flask]:
    """The small city, inside an app context."""
    with empty(databases(request.param), cities(request.param)) as made:
        start()
        yield made


@pytest.fixture(autouse=True)
def _nothing_stays_open() -> Iterator[None]:
    """What a test read of the city is not still open while others take their minutes: PostgreSQL would end it."""
    yield
    if has_app_context():
        db.session.rollback()
