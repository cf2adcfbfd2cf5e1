"""Two officers at once, and a process that dies in the middle: one result, or none. On both databases."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.draws import queries
from app.draws.rules import State
from app.kernel.db import db
from app.ledger import queries as ledger
from tests.conftest import Client
from tests.draws import acts
from tests.draws.acts import Office, fresh
from tests.journeys.test_faults import together
from tests.journeys.world import World, change, check_ledger

DRAWN = {"draws": (1, 1), "draw_files": (0, 1), "ledger_entries": (0, 1), "ledger_head": (1, 1)}
LISTS = acts.of_unit("D1", "91430981MA9999999X")


@pytest.fixture
def office(app: Flask, frozen: Any) -> Office:
    frozen.move_to(acts.LATER)
    return Office()


def sender(app: Flask, user: Any, path: str, form: dict[str, str]) -> Callable[[], TestResponse]:
    """Sends this form from a browser of its own, in which this person is signed in."""
    signed = app.test_client()
    assert isinstance(signed, Client)
    signed.sign_in(user)
    cookie = signed.get_cookie("session")
    assert cookie is not None
    client = FlaskClient(app, app.response_class)
    client.set_cookie("session", cookie.value)
    return lambda: client.post(path, data=form)


def both(app: Flask, office: Office, path: str, *forms: dict[str, str]) -> list[int]:
    """The statuses of these forms, sent at the same moment by the two officers in turn."""
    users = (office.one, office.other) * len(forms)
    acts = [sender(app, user, path, form) for user, form in zip(users, forms, strict=False)]
    db.session.rollback()
    return [answer.status_code for answer in together(*acts)]


def verbs(number: str) -> list[str]:
    return [entry.verb for entry in ledger.of(number)]


def test_two_officers_who_draw_at_once_get_one_result(app: Flask, office: Office) -> None:
    draw = office.seed(office.locked(LISTS))
    marks: list[dict[str, str]] = [{"once": uuid4().hex} for _ in range(4)]
    assert both(app, office, f"/draws/{draw.number}/draw", *marks) == [303] * 4
    draw = fresh(draw)
    assert draw.state is State.DRAWN
    assert verbs(draw.number).count("draw:draw") == 1
    assert len(queries.standing(draw)) == 2


def test_a_double_click_is_one_draw(app: Flask, office: Office) -> None:
    draw, mark = office.seed(office.locked(LISTS)), {"once": uuid4().hex}
    assert both(app, office, f"/draws/{draw.number}/draw", mark, mark) == [303, 303]
    assert verbs(draw.number).count("draw:draw") == 1


def test_two_who_type_the_first_value_at_once_make_one_round(app: Flask, office: Office) -> None:
    draw = office.locked(LISTS)
    form = {"value": acts.made.VALUE, "witnesses": "甲 代表\n乙 商会"}
    assert both(app, office, f"/draws/{draw.number}/value", form, form) == [303, 303]
    assert [(one.round, one.position) for one in queries.entries(fresh(draw))] == [(1, 1), (1, 2)]
    assert fresh(draw).state is State.SEEDED


def test_two_locks_at_once_follow_one_after_the_other_or_not_at_all(app: Flask, office: Office) -> None:
    """Two plans: whichever comes second names the first one's commitment, or is told to look again. Never a fork."""
    drafts = [office.draft(LISTS, plan_year=year, at=acts.LATER) for year in (2026, 2027)]
    form = {"value_due": "2026-09-30 10:00", "reveal": "at_once", "kind_1": "dice", "issue_1": "政务大厅"}
    users = (office.one, office.other)
    paths = [f"/draws/{draft.number}/lock" for draft in drafts]
    senders = [sender(app, user, path, form) for user, path in zip(users, paths, strict=True)]
    db.session.rollback()
    answers = [answer.status_code for answer in together(*senders)]
    assert set(answers) <= {303, 409}
    found = [fresh(draft) for draft in drafts]
    locked = [draw for draw in found if draw.state is State.LOCKED]
    assert len(locked) == answers.count(303) >= 1
    assert len({draw.previous for draw in locked}) == len(locked)
    assert queries.last_locked() is not None


@pytest.fixture
def world(app: Flask, frozen: Any) -> Iterator[World]:
    made = World(app)
    made.open()
    yield made
    made.close()


def seeded(world: World) -> dict[str, Any]:
    """A draw whose value is known, and the form that draws it."""
    office = Office.__new__(Office)
    office.one, office.other = world.officer, world.second
    draw = office.seed(office.lock(office.draft(LISTS)))
    return {
        "path": f"/draws/{draw.number}/draw",
        "form": {"once": uuid4().hex},
        "cookie": world.cookies[world.officer.id],
    }


def test_a_draw_cut_off_anywhere_lands_as_a_whole_or_not_at_all(world: World) -> None:
    """The process dies before each write, the COMMIT and the answer; the same form sent again gives the one result."""
    asked = seeded(world)
    before, left = world.rows(), []
    for cut in count(1):
        ended = world.act(asked, cut)
        found = change(before, world.rows())
        check_ledger(world)
        if ended != "killed":
            break
        left.append("nothing" if not found else "whole" if found == DRAWN else "half")
        if found:
            assert world.act(asked) == "3"
            break
    assert set(left) <= {"nothing", "whole"}
    assert len(left) >= 4
    assert change(before, world.rows()) == DRAWN
    number = asked["path"].split("/")[2]
    assert len(queries.standing(queries.by_number(number))) == 2
