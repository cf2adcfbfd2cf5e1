"""A power cut between any two writes leaves no half of an act; two at once make one. On both databases.

`acting.py` does one act in a process that kills itself before its nth step, for every n. After each kill every row of
every table is looked at from outside: either nothing has changed, or exactly what a whole act changes.
"""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.complaints import queries
from app.kernel import sealing
from app.kernel.db import db
from app.kernel.permissions import Permission, Role
from config import DEFAULT_SECRET
from tests import make
from tests.complaints import story
from tests.journeys.world import ACCEPTED, FILED, RATED, VERIFIED, Change, World, change, check_ledger

DONE = {"2", "3"}


def cut_everywhere(world: World, make_act: Callable[[], dict[str, Any]], whole: Change) -> Counter[str]:
    """Cut an act before every step until it gets through; what each cut left: `nothing`, `whole`, or `half`.

    Where a cut left nothing, the same form is sent again and cut one step later. Where it left all, sending the form
    again changes nothing, and the next cut gets another act of the kind. Each act is done once in the end.
    """
    left: Counter[str] = Counter()
    asked, before = make_act(), world.rows()
    for cut in count(1):
        ended = world.act(asked, cut)
        found = change(before, world.rows())
        check_ledger(world)
        kind = "nothing" if not found else "whole" if found == whole else "half"
        if ended != "killed":
            assert (ended in DONE, found) == (True, whole)
            return left
        left[kind] += 1
        if kind == "half":
            return left
        if kind == "whole":
            assert world.act(asked) in DONE
            assert change(before, world.rows()) == whole
            asked, before = make_act(), world.rows()
    raise AssertionError


@pytest.fixture
def world(app: Flask, frozen: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setattr(story, "KEY", sealing.key(DEFAULT_SECRET))
    made = World(app)
    made.open()
    yield made
    made.close()


def test_a_filing_lands_as_a_whole_or_not_at_all(world: World) -> None:
    left = cut_everywhere(world, world.draft, FILED)
    assert set(left) == {"nothing", "whole"}
    assert left["nothing"] > 8


def test_an_acceptance_lands_as_a_whole_or_not_at_all(world: World) -> None:
    left = cut_everywhere(world, world.to_accept, ACCEPTED)
    assert set(left) == {"nothing", "whole"}
    assert left["nothing"] > 6


def test_a_verification_lands_as_a_whole_or_not_at_all(world: World) -> None:
    left = cut_everywhere(world, world.to_verify, VERIFIED)
    assert set(left) == {"nothing", "whole"}
    assert left["nothing"] > 6


def test_a_bad_rating_lands_with_its_rectification_or_not_at_all(world: World) -> None:
    left = cut_everywhere(world, world.to_rate, RATED)
    assert set(left) == {"nothing", "whole"}
    assert left["nothing"] > 5


def test_an_act_in_two_transactions_is_found_out(world: World) -> None:
    """The test of these tests: a verb that commits twice leaves a half, and they see it."""
    left = cut_everywhere(world, lambda: world.to_rate() | {"careless": True}, RATED)
    assert left["half"] == 1


def together(*acts: Callable[[], TestResponse]) -> list[TestResponse]:
    """The answers to requests that are sent at the same moment."""
    start, answers = threading.Barrier(len(acts)), {}

    def run(nth: int) -> None:
        start.wait(timeout=30)
        answers[nth] = acts[nth]()

    threads = [threading.Thread(target=run, args=(nth,)) for nth in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return [answers[nth] for nth in range(len(acts))]


@pytest.fixture
def cast(app: Flask, frozen: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """The people without the process that acts apart."""
    monkeypatch.setattr(story, "KEY", sealing.key(DEFAULT_SECRET))
    made = World(app)
    yield made
    made.close()


def sender(app: Flask, asked: dict[str, Any]) -> Callable[[], TestResponse]:
    """Sends this form from a browser of its own."""
    client = FlaskClient(app, app.response_class)
    if "json" in asked:
        return lambda: client.post(asked["path"], json=asked["json"], headers=asked["headers"])
    client.set_cookie("session", asked["cookie"])
    return lambda: client.post(asked["path"], data=asked["form"])


def test_two_clicks_at_once_file_one_complaint_and_show_one_receipt(app: Flask, cast: World) -> None:
    for _ in range(3):
        asked, before = cast.draft(), cast.rows()
        db.session.rollback()
        first, second = together(sender(app, asked), sender(app, asked))
        assert (first.status_code, second.status_code) == (303, 303)
        assert first.location == second.location
        assert first.location.endswith("/receipt")
        assert change(before, cast.rows()) == FILED
        check_ledger(cast)


def test_one_form_sent_twice_at_once_is_one_act(app: Flask, cast: World) -> None:
    asked = cast.to_rate()
    before = cast.rows()
    db.session.rollback()
    answers = together(sender(app, asked), sender(app, asked))
    assert [answer.status_code for answer in answers] == [303, 303]
    assert change(before, cast.rows()) == RATED


def test_of_two_who_save_one_case_at_once_one_wins_and_the_other_sees_both_versions(app: Flask, cast: World) -> None:
    for nth in range(3):
        asked = cast.to_verify()
        mine, theirs = (
            {**asked, "form": {**asked["form"], "findings": words, "once": uuid4().hex}}
            for words in (f"甲写的核实情况{nth}", f"乙写的核实情况{nth}")
        )
        number = asked["path"].split("/")[2]
        db.session.rollback()
        answers = together(sender(app, mine), sender(app, theirs))
        assert sorted(answer.status_code for answer in answers) == [303, 409]
        lost = next(answer for answer in answers if answer.status_code == 409)
        assert f"甲写的核实情况{nth}" in lost.text
        assert f"乙写的核实情况{nth}" in lost.text
        verbs = [entry.verb for entry in queries.timeline(queries.tracked(number))]
        assert verbs.count("complaint:verify") == 1
        check_ledger(cast)


def test_one_key_sent_twice_at_once_by_a_program_makes_one_complaint(app: Flask, cast: World) -> None:
    secret = make.token(make.user(Role.OVERSIGHT), Permission.COMPLAINT_FILE_ON_BEHALF)
    body = {"category": "illegal_inspection", "facts": story.FACTS, "wants": "说明检查依据"}
    for nth in range(3):
        named = {"Authorization": f"Bearer {secret}", "Idempotency-Key": f"one-key-{nth}"}
        db.session.rollback()

        def post(named: dict[str, str] = named) -> TestResponse:
            return FlaskClient(app, app.response_class).post("/api/v1/complaints", json=body, headers=named)

        first, second = together(post, post)
        assert (first.status_code, second.status_code) == (201, 201)
        assert first.json == second.json
