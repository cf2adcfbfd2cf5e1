"""The page on which an inspector lands: each thing to do once, under its button, and nothing of other departments."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from flask import Flask

from app.kernel import clock
from app.kernel.db import transaction
from app.kernel.permissions import Role
from app.results import queries as results
from app.results import service as recording
from app.visits import service as visits
from tests import make
from tests.conftest import Client
from tests.publication.test_service import published
from tests.results.scene import LATER, Scene
from tests.visits.scene import AT
from tests.visits.test_joining import Two

pytestmark = pytest.mark.usefixtures("late")


@pytest.fixture
def late() -> Any:
    with time_machine.travel(LATER, tick=False):
        yield


def page(app: Flask, user: Any, path: str = "/inspect") -> str:
    client = app.test_client()
    assert isinstance(client, Client)
    client.sign_in(user)
    return client.get(path).text


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


def test_whoever_goes_along_has_no_button_that_leads_nowhere(sqlite_app: Flask) -> None:
    two = Two()
    host, guest = two.theirs(), two.routine()
    with transaction():
        visits.join(visits.offer(guest, host, by=two.clerk, at=AT), by=two.rival, at=AT)
    with time_machine.travel(datetime(2026, 9, 28, 2, tzinfo=UTC), tick=False):
        assert f"/inspect/visits/{host.number}" in page(sqlite_app, two.clerk)
        for act in (visits.check_in, visits.check_out):
            with transaction():
                more = {"scanned": two.firm.uscc} if act is visits.check_in else {}
                act(host, **more, by=two.rival, at=clock.now())
        path = f"/inspect/visits/{host.number}/result"
        assert path in page(sqlite_app, two.rival)
        for where in ("/inspect", "/inspect/results", f"/inspect/visits/{host.number}"):
            assert path not in page(sqlite_app, two.clerk, where)
        assert "由 消防大队 录入" in page(sqlite_app, two.clerk, "/inspect/results")


def test_what_is_done_is_gone_and_others_see_nothing(sqlite_app: Flask) -> None:
    scene = Scene()
    scene.over()
    assert "今天没有要办的检查" in page(sqlite_app, make.user(Role.INSPECTOR, scene.rival_unit))
    assert "录入结果" in page(sqlite_app, make.user(Role.CLERK, scene.unit))
    for visit in results.waiting(to=scene.applicant):
        published(scene, scene.recorded(visit.visit))
    assert "今天没有要办的检查" in page(sqlite_app, scene.applicant)
