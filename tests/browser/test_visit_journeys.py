"""Visits from the draw to what is public of them, on a phone, with the keyboard alone and without scripts.

A result that is recorded: `test_results`; an approval: `test_quiet_days`.
"""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine

from app.complaints import service as complaints
from app.complaints.rules import Disclosure
from app.kernel import sealing
from app.kernel.db import db, transaction
from app.kernel.permissions import SYSTEM, Role
from app.publication.models import Correction, Publication
from app.visits import queries
from app.visits.models import Visit, VisitRating
from tests import make
from tests.browser.keys import PRIMARY, press, send, tab_to, typed
from tests.browser.test_quiet_days import sign_in
from tests.complaints import story
from tests.conftest import Live
from tests.publication.test_service import published
from tests.results.scene import IN, LATER, Scene
from tests.visits.drawing import Season
from tests.visits.scene import AT
from tests.visits.test_joining import Two

pytestmark = pytest.mark.browser
Seat = Callable[[Any, str], Any]


@pytest.fixture
def seat(live: Live, open_page: Callable[..., Any]) -> Seat:
    """`seat(user, path)`: a phone of that user, without scripts, on a page."""

    def opened(user: Any, path: str) -> Any:
        page = open_page(width=360, height=640, javascript=False)
        sign_in(page, live, user)
        page.goto(path)
        return page

    return opened


def instead(page: Any, name: str, words: str) -> None:
    """Type into a control in place of what stands there."""
    tab_to(page, f"[name='{name}']")
    page.keyboard.press("Control+A")
    page.keyboard.type(words)


def choose(page: Any, name: str, down: int = 0) -> None:
    """Reach some radio buttons and take the one that lies so many below the first."""
    tab_to(page, f"[name='{name}']")
    page.keyboard.press("Space")
    for _ in range(down):
        page.keyboard.press("ArrowDown")


def focused_on_faults(page: Any) -> bool:
    return bool(page.evaluate("document.activeElement.matches('.error-summary')"))


@pytest.mark.usefixtures("frozen")
def test_a_visit_is_moved_to_another_day(seat: Seat) -> None:
    scene = Scene()
    number = scene.registered().number
    page = seat(scene.applicant, f"/inspect/visits/{number}")
    press(page, "a[href$='/reschedule']")
    instead(page, "days", "2026-09-10")
    send(page)
    assert focused_on_faults(page)
    instead(page, "days", "2026-09-23")
    assert "日期已改" in send(page)
    db.session.expire_all()
    assert str(queries.get(number, to=scene.office).starts_on) == "2026-09-23"


@pytest.mark.usefixtures("frozen")
def test_the_visits_of_a_draw_are_made(seat: Seat) -> None:
    season = Season(40)
    page = seat(season.one, f"/draws/{season.result('T-1').number}")
    press(page, "main a[href$='/visits']")
    assert "已安排" in press(page, PRIMARY)
    assert db.session.query(Visit).count() > 0
    assert page.locator(PRIMARY).count() == 0


@pytest.mark.usefixtures("frozen")
def test_a_joint_visit_is_offered_and_agreed(seat: Seat) -> None:
    two = Two()
    host, guest = two.theirs().number, two.routine().number
    asking = seat(two.clerk, f"/inspect/visits/{guest}")
    assert "等待对方或市优办答复" in press(asking, "form[action$='/offer'] button")
    answering = seat(two.rival, "/notifications")
    press(answering, ".notice button")
    assert "已合并为一次联合检查" in press(answering, "form[action$='/join'] button")
    db.session.expire_all()
    assert {one.code for one in queries.get(host, to=two.rival).departments} == {two.unit.code, two.rival_unit.code}


@time_machine.travel(LATER, tick=False)
def test_a_result_is_published_corrected_and_taken_down(seat: Seat) -> None:
    scene = Scene()
    number = scene.recorded().visit.number
    page = seat(make.user(Role.CLERK, scene.unit), "/publishing")
    tab_to(page, "[name=number]")
    page.keyboard.press("Space")
    assert "已公示 1 件" in send(page)
    page.goto(f"/publishing/{number}")
    press(page, "a[href$='/correct']")
    tab_to(page, "select")
    page.keyboard.press("ArrowDown")
    choose(page, "cause")
    send(page)
    assert focused_on_faults(page)
    typed(page, words="录入时选错，经办人已核对笔录。")
    assert "已更正" in send(page)
    press(page, "a[href$='/contest']")
    choose(page, "ground")
    instead(page, "found_on", "2026-09-22")
    assert "请在期限内撤下" in send(page)
    assert "已撤下" in press(page, "form[action$='/withdraw'] button")
    assert db.session.query(Correction).count() == 1
    assert db.session.query(Publication).one().withdrawn_at == LATER
    assert page.goto(f"/public/results/{number}").status == 410


@time_machine.travel(IN, tick=False)
def test_at_the_door_a_visit_is_confirmed_rated_and_complained_of(seat: Seat) -> None:
    scene = Scene()
    code = scene.entered().code
    page = seat(scene.owner, "/notifications")
    press(page, ".notice button")
    press(page, f"main a[href$='/v/{code}']")
    press(page, "form[action$='/arrived'] button")
    assert "人已到" in press(page, "form[action$='/left'] button")
    press(page, "a[href$='/rate']")
    send(page)
    assert focused_on_faults(page)
    choose(page, "score", down=1)
    typed(page, words="很快，没有多问。")
    assert "检查单位看不到" in send(page)
    assert db.session.query(VisitRating).one().words == "很快，没有多问。"
    press(page, "form[action$='/prefilled'] button")
    assert scene.unit.name in page.content()
    assert "/complaints/" in page.url


@time_machine.travel(LATER, tick=False)
def test_the_enterprise_reads_its_timeline_and_follows_it_to_a_pass(seat: Seat) -> None:
    scene = Scene()
    code = published(scene).result.visit.code
    page = seat(scene.owner, "/my/visits")
    assert scene.unit.name in press(page, "a[href$='/my/timeline']")
    press(page, f"main a[href$='/v/{code}']")
    assert scene.unit.name in page.inner_text("main .facts")


@pytest.mark.usefixtures("frozen")
def test_the_office_looks_at_the_flags(live: Live, seat: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story, "KEY", sealing.key(live.app.config["BE_IDENTITY_KEY"]))
    scene = Scene()
    with transaction():
        complaints.load_categories(by=SYSTEM, at=AT)
    story.filed(scene.owner, disclosure=Disclosure.CONFIDENTIAL)
    number = scene.registered().number
    page = seat(scene.office, "/desk/visits")
    press(page, "a[href$='/desk/flags']")
    assert number in press(page, PRIMARY)
