"""The page on which an inspector lands: each thing to do once, under its button, and nothing of other departments."""

from typing import Any

import pytest
import time_machine
from flask import Flask

from app.kernel.db import transaction
from app.kernel.permissions import Role
from app.results import queries as results
from app.results import service as recording
from tests import make
from tests.conftest import Client
from tests.publication.test_service import published
from tests.results.scene import LATER, Scene

pytestmark = pytest.mark.usefixtures("late")


@pytest.fixture
def late() -> Any:
    with time_machine.travel(LATER, tick=False):
        yield


def page(app: Flask, user: Any) -> str:
    client = app.test_client()
    assert isinstance(client, Client)
    client.sign_in(user)
    return client.get("/inspect").text


def test_each_thing_to_do_stands_under_its_button(sqlite_app: Flask) -> None:
    scene = Scene()
    going, inside, over = scene.registered(), scene.entered(), scene.over()
    with transaction():
        recording.save_draft(over, {"kind": "no_problem"}, by=scene.applicant, at=LATER)
    made = scene.recorded(found=scene.ordered())
    (follow,) = results.follow_ups(made)
    told = page(sqlite_app, scene.applicant)
    for href, words in (
        (f"/inspect/visits/{going.number}", "入企登记"),
        (f"/inspect/visits/{inside.number}", "登记离开"),
        (f"/inspect/visits/{over.number}/result", "录入结果"),
        (f"/publishing/{made.visit.number}", "核对并公示"),
        (f"/inspect/follow-ups/{follow.id}", "复查"),
    ):
        assert told.count(f'href="{href}">{words}<') == 1, href
    assert f'href="/inspect/visits/{over.number}">' not in told
    assert "有草稿" in told
    assert "2026-10-27" in told


def test_what_is_done_is_gone_and_others_see_nothing(sqlite_app: Flask) -> None:
    scene = Scene()
    scene.over()
    assert "今天没有要办的检查" in page(sqlite_app, make.user(Role.INSPECTOR, scene.rival_unit))
    assert "录入结果" in page(sqlite_app, make.user(Role.CLERK, scene.unit))
    for visit in results.waiting(to=scene.applicant):
        published(scene, scene.recorded(visit.visit))
    assert "今天没有要办的检查" in page(sqlite_app, scene.applicant)
