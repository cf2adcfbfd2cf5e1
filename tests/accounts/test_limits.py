"""Guessing: counted exactly, with growing waits, and never to the victim's harm."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from werkzeug.exceptions import TooManyRequests

from app.factory import create_app
from app.kernel import limits
from app.kernel.db import db, transaction
from app.kernel.permissions import Role
from tests import make
from tests.accounts.test_sign_in import post

VICTIM, THIEF = {"REMOTE_ADDR": "192.0.2.1"}, {"REMOTE_ADDR": "198.51.100.7"}


def guess(client, user, times, **more):
    return [post(client, user.username, "wrong wrong wrong", environ_overrides=THIEF).status_code for _ in range(times)]


def test_guesses_are_stopped_and_the_victim_still_gets_in_from_elsewhere(client, app):
    user = make.user(Role.CLERK)
    assert guess(client, user, 7) == [422] * 5 + [429] * 2
    answer = post(client, user.username, environ_overrides=THIEF)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) <= 61
    assert "您的账号没有被锁定" in answer.text
    assert post(app.test_client(), user.username, environ_overrides=VICTIM).status_code == 302


def test_the_wait_grows(sqlite_app):
    user = make.user(Role.CLERK)
    client = sqlite_app.test_client()
    with time_machine.travel("2026-09-11 01:00Z", tick=False) as time:
        assert guess(client, user, 5) == [422] * 5
        time.shift(timedelta(seconds=61))
        assert guess(client, user, 5) == [422] * 5
        time.shift(timedelta(seconds=61))
        assert guess(client, user, 1) == [429]
        answer = post(client, user.username, environ_overrides=THIEF)
        assert int(answer.headers["Retry-After"]) > 600
        time.shift(timedelta(minutes=15))
        assert guess(client, user, 1) == [422]


def test_the_right_password_forgets_the_wrong_ones(sqlite_app):
    user = make.user(Role.CLERK)
    for _ in range(3):
        client = sqlite_app.test_client()
        assert guess(client, user, 4) == [422] * 4
        assert post(client, user.username, environ_overrides=THIEF).status_code == 302


def test_an_unknown_name_is_limited_as_a_known_one(sqlite_app):
    client = sqlite_app.test_client()
    statuses = [post(client, "nobody.at.all", "wrong wrong", environ_overrides=THIEF).status_code for _ in range(6)]
    assert statuses == [422] * 5 + [429]


def test_codes_of_a_second_factor_are_limited(sqlite_app):
    user = make.user(Role.OVERSIGHT)
    client = sqlite_app.test_client()
    post(client, user.username)
    statuses = [client.post("/auth/two-factor/code", data={"code": "000000"}).status_code for _ in range(6)]
    assert statuses == [422] * 5 + [429]


def test_two_instances_at_once_let_pass_exactly_as_many_as_the_limit_says(app):
    address = app.config["SQLALCHEMY_DATABASE_URI"]
    apps = [create_app({"BE_MODE": "test", "DATABASE_URL": address}) for _ in range(2)]

    def attempt(number):
        with apps[number % 2].app_context():
            try:
                limits.spend("race", "somebody", most="10 per minute")
            except TooManyRequests:
                return False
            else:
                return True
            finally:
                db.session.remove()

    with ThreadPoolExecutor(6) as pool:
        passed = list(pool.map(attempt, range(40)))
    for one in apps:
        with one.app_context():
            db.engine.dispose()
    assert sum(passed) == 10


def test_windows_that_ended_leave_nothing_behind(app):
    with time_machine.travel("2026-09-11 01:00Z", tick=False) as time:
        for number in range(5):
            limits.spend("tidy", str(number), most="1 per minute")
        time.shift(timedelta(minutes=2))
        limits.spend("tidy", "last", most="1 per minute")
    with transaction():
        assert db.session.query(limits.RateLimit).count() == 1


def test_counting_inside_an_act_is_a_fault_of_the_program(sqlite_app):
    with pytest.raises(RuntimeError, match="before the act"), transaction():
        limits.spend("inside", "somebody")
