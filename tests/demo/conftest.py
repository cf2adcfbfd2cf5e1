"""A loaded demo city, once for each kind of database: what looks at it changes nothing."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from tests.conftest import Database, _app


def load(app: Flask, *words: str) -> str:
    """Run `flask demo load` in this process; what it said. A failure is the test's."""
    done = app.test_cli_runner().invoke(args=["demo", "load", *words])
    assert done.exit_code == 0, done.output
    return done.output


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def city(request: pytest.FixtureRequest, databases: Callable[[str], Database]) -> Iterator[Flask]:
    """The small city, inside an app context."""
    with _app(databases(request.param), mode="demo", WTF_CSRF_ENABLED=False) as made:
        load(made)
        yield made
