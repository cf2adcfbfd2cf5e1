"""The pages of the scorecard: weights proposed and approved, a card with its formula, an appeal and its decision."""

from datetime import date
from typing import Any

import pytest
from flask import Flask

from app.kernel.db import db, transaction
from app.kernel.permissions import Role
from app.scorecards import queries, service
from app.scorecards.rules import AppealState, Criterion
from tests import make
from tests.conftest import Client
from tests.scorecards.settling import WEIGHTS, weigh
from tests.scorecards.test_service import AT, NEXT, Cast

pytestmark = pytest.mark.usefixtures("frozen")
PERIOD = {"from_on": "2026-01-01", "until_on": "2026-08-31"}


class Scene(Cast):
    """Everybody with a browser."""

    def __init__(self, app: Flask) -> None:
        super().__init__()
        self.pages = {name: self.browser(app, getattr(self, name)) for name in ("clerk", "officer", "second")}

    @staticmethod
    def browser(app: Flask, user: Any) -> Client:
        made = app.test_client()
        assert isinstance(made, Client)
        made.sign_in(user)
        return made


@pytest.fixture
def scene(sqlite_app: Flask) -> Scene:
    return Scene(sqlite_app)


def weights(**more: str) -> dict[str, str]:
    told = {f"weight_{one.value}": str(WEIGHTS[one]) for one in Criterion}
    return {"year": "2026", "reason": "年度考核办法", **told, **more}


def test_from_weights_to_a_decided_appeal(scene: Scene) -> None:
    office, second, clerk = (scene.pages[name] for name in ("officer", "second", "clerk"))
    wrong = office.post("/scorecards/weights/new", data=weights(weight_rated="20", year="26"))
    assert "请写成 2026 这样的年份" in wrong.text
    wrong = office.post("/scorecards/weights/new", data=weights(weight_rated="20"))
    assert "加起来是 105" in wrong.text
    data = weights(once="a" * 32)
    assert [office.post("/scorecards/weights/new", data=data).status_code for _ in range(2)] == [303, 303]
    db.session.rollback()
    (scheme,) = queries.schemes()
    assert office.post(f"/scorecards/weights/{scheme.id}/approve").status_code == 403
    assert second.post(f"/scorecards/weights/{scheme.id}/approve").status_code == 303
    sent = {**PERIOD, "once": "b" * 32}
    assert [office.post("/scorecards/new", data=sent).status_code for _ in range(2)] == [303, 303]
    db.session.rollback()
    (card,) = queries.cards()
    number, code = card.number, scene.department.code
    shown = clerk.get(f"/scorecards/{number}/{code}").text
    assert "20 × 0 ÷ 24 = 0" in shown
    assert "measure:2026-9/2" in shown
    appeal = f"/scorecards/{number}/appeals/new/reported/measure:2026-9/2"
    assert clerk.post(appeal, data={"words": "系统没有开通", "once": "c" * 32}).status_code == 303
    db.session.rollback()
    (made,) = queries.appeals(card, scene.officer)
    decide = f"/scorecards/{number}/appeals/{made.id}"
    assert office.post(decide, data={"granted": "yes", "why": "属实"}).status_code == 303
    db.session.rollback()
    assert queries.appeal(queries.by_number(number), made.id).state is AppealState.GRANTED
    assert "属实" in clerk.get(f"/scorecards/{number}").text
    lines = office.get(f"/scorecards/{number}.csv").data.decode("utf-8-sig").splitlines()
    assert "重点任务按时报送,20,0,23,0" in lines[1]


def test_who_is_not_on_a_card_sees_nothing_of_it(scene: Scene, sqlite_app: Flask) -> None:
    weigh(scene.officer, scene.second, 2026, AT)
    scene.pages["officer"].post("/scorecards/new", data=PERIOD)
    db.session.rollback()
    number = queries.cards()[0].number
    stranger = scene.browser(sqlite_app, make.user(Role.CLERK))
    assert scene.department.name not in stranger.get(f"/scorecards/{number}").text
    assert stranger.get(f"/scorecards/{number}/{scene.department.code}").status_code == 404
    assert len(stranger.get(f"/scorecards/{number}.csv").data.decode("utf-8-sig").splitlines()) == 1


def test_whoever_may_not_read_complaints_sees_no_number_of_one(scene: Scene, sqlite_app: Flask) -> None:
    late = scene.case("late")
    weigh(scene.officer, scene.second, 2026, AT)
    with transaction():
        number = service.issue(date(2026, 9, 1), date(2026, 9, 30), by=scene.officer, at=NEXT).number
    there = f"/scorecards/{number}/{scene.department.code}"
    assert late.number in scene.pages["clerk"].get(there).text
    leader = scene.browser(sqlite_app, make.user(Role.LEADER))
    assert late.number not in leader.get(there).text
