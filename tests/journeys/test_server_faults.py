"""A call that fails or kills in PostgreSQL's server itself leaves no half of an act, and what was acknowledged stays.

A server of the tests' own that waits for the disk. strace spoils what the process that works for us asks of the system:
the log that cannot be written or synced is a panic, the server recovers and goes on; what counts is what is there then.
"""

from collections.abc import Iterator
from typing import Any

import flask_migrate
import pytest
from flask import Flask

from app.factory import create_app
from app.kernel import sealing
from app.kernel.db import db
from config import DEFAULT_SECRET
from tests import conftest, postgres
from tests.complaints import story
from tests.journeys.sweeping import Sweep, Torn
from tests.journeys.world import RESOLVED, World

KINDS = ("killed", "failed", "full")


@pytest.fixture
def durable(strace: None) -> Iterator[Flask]:
    server = postgres.start(durable=True)
    app = create_app({"BE_MODE": "test", "DATABASE_URL": server.url}, WTF_CSRF_ENABLED=False)
    app.test_client_class = conftest.Client
    try:
        with app.app_context():
            flask_migrate.upgrade()
            yield app
            db.session.remove()
            db.engine.dispose()
    finally:
        server.stop()


@pytest.fixture
def world(durable: Flask, frozen: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setattr(story, "KEY", sealing.key(DEFAULT_SECRET))
    made = World(durable)
    made.open()
    yield made
    made.close()


def test_a_fault_of_the_server_leaves_nothing_or_the_whole_answer(world: World) -> None:
    sweep = Sweep(world, world.to_resolve, RESOLVED, server=True)
    sweep.everywhere(*KINDS)
    assert set(sweep.left) == {"nothing", "whole"}


def test_an_answer_in_two_transactions_is_found_out(world: World) -> None:
    sweep = Sweep(world, lambda: world.to_resolve() | {"careless": True}, RESOLVED, server=True, every=3)
    with pytest.raises(Torn, match="left"):
        sweep.everywhere("killed")
