"""A loaded demo city, once for each kind of database: what looks at it changes nothing."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from flask import Flask, has_app_context

from app.kernel.db import db
from tests.conftest import Database, _app

CHEAP = {"argon2__rounds": 1, "argon2__memory_cost": 8, "argon2__parallelism": 1}


def load(app: Flask, *words: str) -> str:
    """Run `flask demo load` in this process; what it said. A failure is the test's."""
    done = app.test_cli_runner().invoke(args=["demo", "load", *words])
    assert done.exit_code == 0, done.output
    return done.output


def empty(database: Database) -> AbstractContextManager[Flask]:
    """The service in demo mode on a migrated database without a city, inside an app context."""
    return _app(database, mode="demo", WTF_CSRF_ENABLED=False, SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS=CHEAP)


@pytest.fixture(scope="package", params=["sqlite", "postgresql"])
def city(request: pytest.FixtureRequest, databases: Callable[[str], Database]) -> Iterator[Flask]:
    """The small city, inside an app context."""
    with empty(databases(request.param)) as made:
        load(made)
        yield made


@pytest.fixture(autouse=True)
def _nothing_stays_open() -> Iterator[None]:
    """What a test read of the city is not still open while others take their minutes: PostgreSQL would end it."""
    yield
    if has_app_context():
        db.session.rollback()
