"""The pages of the office and the departments in a browser: axe, narrow and wide, keyboard, no JavaScript."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask.testing import FlaskClient

from app.complaints import queries, service
from app.complaints.rules import Complexity, State
from app.kernel import clock, sealing
from app.kernel.db import db, transaction
from tests.complaints import story
from tests.conftest import Client, Live

pytestmark = pytest.mark.browser
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Town:
    """The story's people on a live server, and a case in each state that the pages need."""

    def __init__(self, live: Live) -> None:
        story.KEY = sealing.key(live.app.config["BE_IDENTITY_KEY"])
        self.live = live
        self.cast = story.Cast()
        now = clock.now()
        self.cases = {state: self.cast.in_state(state) for state in State}
        self.new = self.cast.referred(at=now - timedelta(hours=1), files=[service.upload("照片.png", story.PNG)])
        self.open = self.cast.verified(at=now - timedelta(hours=1))
        with transaction():
            service.supplement(self.open, words="再补充一点", files=[service.upload("二.png", story.PNG)], at=now)
            service.request_unsealing(self.open, reason="要到现场", by=self.cast.officer, at=now)
        self.waiting = self.cast.verified(at=now - timedelta(hours=1))
        with transaction():
            self.wish = service.request_extension(self.waiting, days=3, reason="鉴定", by=self.cast.clerk, at=now)
        self.mended = self.cast.rated_badly()
        with transaction():
            service.rectify(self.mended, plan="改", evidence="证", by=self.cast.clerk, at=now)
        self.complex = self.cast.verified(Complexity.COMPLEX, at=now - timedelta(hours=1))

    def paths(self) -> tuple[list[str], list[str]]:
        """The pages of the office and those of the department."""
        cases = {state: f"/complaints/{case.number}" for state, case in self.cases.items()}
        unit = [path for state, path in cases.items() if queries_visible(self, self.cases[state])]
        fresh, under_way = f"/complaints/{self.new.number}", f"/complaints/{self.open.number}"
        office = [
            *("/desk", "/desk/triage", "/desk/timers", "/desk/lists/unsealings", "/complaints", "/complaints/behalf"),
            "/complaints?view=all&category=illegal_inspection&referred_from=x",
            *cases.values(),
            *(f"{under_way}/{verb}" for verb in ("sheet", "reclassify", "unseal", "hand-over/1")),
            f"/complaints/{self.waiting.number}/extension/{self.wish.id}/decide",
            f"/complaints/{self.mended.number}/call-back",
            f"{cases[State.UNDER_REVIEW]}/review/decide",
            f"{cases[State.RETURNED]}/refer",
            f"{under_way}/identity",
        ]
        clerk = [
            *("/complaints", "/complaints?view=all&q=没有", *unit),
            *(f"{fresh}/{verb}" for verb in ("verify", "return")),
            *(f"{under_way}/{verb}" for verb in ("resolve", "extend")),
            f"/complaints/{self.complex.number}/preliminary",
            f"{cases[State.RATED]}/rectify",
        ]
        return office, clerk


def queries_visible(town: Town, case: Any) -> bool:
    found = queries.visible(to=town.cast.clerk)
    return case.id in {one.id for one in db.session.scalars(found)}


def sign_in(page: Any, live: Live, user: Any) -> None:
    """Let the page's browser hold a session of the user."""
    live.app.test_client_class = Client
    client: FlaskClient = live.app.test_client()
    client.sign_in(user)  # type: ignore[attr-defined]
    cookie = client.get_cookie("session")
    assert cookie is not None
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live.url}])


def look(page: Any, path: str) -> list[Any]:
    page.goto(path)
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    faults = [(path, fault["id"], [node["target"] for node in fault["nodes"]]) for fault in found]
    return faults + ([(path, "runs over")] if page.evaluate(OVERFLOW) > 0 else [])


@pytest.fixture
def town(live: Live, monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(story, "KEY", story.KEY)
    return Town(live)


@pytest.mark.slow
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_runs_over(town: Town, open_page: Callable[..., Any], width: int) -> None:
    faults = []
    for user, paths in zip((town.cast.officer, town.cast.clerk), town.paths(), strict=True):
        page = open_page(width=width)
        sign_in(page, town.live, user)
        faults += [fault for path in paths for fault in look(page, path)]
    assert faults == []


def test_a_complaint_is_accepted_verified_and_answered_without_javascript(
    town: Town, open_page: Callable[..., Any]
) -> None:
    case = town.cases[State.SUBMITTED]
    office, unit = open_page(javascript=False), open_page(javascript=False)
    sign_in(office, town.live, town.cast.officer)
    sign_in(unit, town.live, town.cast.clerk)
    office.goto("/desk/triage")
    assert case.number in office.inner_text("main")
    office.select_option("#to", label=town.cast.department.name)
    office.fill("#facts", "反映一次未经批准的检查")
    office.click("button.btn-primary")
    assert "已受理并交办" in office.inner_text("main")
    unit.goto(f"/complaints/{case.number}")
    unit.click("a.btn-primary")
    unit.fill("#findings", "查明属实")
    unit.check("#complexity")
    unit.click("button:has-text('预览')")
    assert "投诉人将看到" in unit.inner_text("main")
    unit.click("button:has-text('提交核实情况')")
    unit.click("a.btn-primary")
    unit.fill("#findings", "查明属实")
    unit.click("button:has-text('答复并办结')")
    assert "有 1 处需要修改" in unit.inner_text("main")
    unit.fill("#outcome", "已纠正")
    unit.click("button:has-text('答复并办结')")
    assert "已办结" in unit.inner_text("main")


def test_a_case_is_verified_with_the_keyboard_alone(town: Town, open_page: Callable[..., Any]) -> None:
    page = open_page(width=1280)
    sign_in(page, town.live, town.cast.clerk)
    page.goto(f"/complaints/{town.new.number}/verify")

    def tab_to(selector: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("s => document.activeElement.matches(s)", selector):
                return
        raise AssertionError(selector)

    tab_to("#findings")
    page.keyboard.type("查明属实")
    tab_to("[name=complexity]")
    page.keyboard.press("Space")
    tab_to("button.btn-primary")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/complaints/{town.new.number}")
    assert "核实情况已提交" in page.inner_text("main")


def test_both_versions_stand_side_by_side_and_nothing_is_lost(town: Town, open_page: Callable[..., Any]) -> None:
    path = f"/complaints/{town.new.number}/verify"
    pages = [open_page(width=1280), open_page(width=320)]
    for page, words in zip(pages, ("先写好的", "后写好的"), strict=True):
        sign_in(page, town.live, town.cast.clerk)
        page.goto(path)
        page.fill("#findings", words)
        page.check("#complexity")
    for page in pages:
        page.click("button.btn-primary")
        page.wait_for_load_state()
    late = pages[1]
    assert "先写好的" in late.inner_text("main")
    assert late.input_value("#findings") == "后写好的"
    found = Axe().run(late, options={"resultTypes": ["violations"]}).response["violations"]
    assert [fault["id"] for fault in found] == []
    assert late.evaluate(OVERFLOW) <= 0


def test_the_receipt_on_behalf_shows_its_code_once(town: Town, open_page: Callable[..., Any]) -> None:
    page = open_page()
    sign_in(page, town.live, town.cast.officer)
    page.goto("/complaints/behalf")
    page.check("#channel")
    page.select_option("#category", "illegal_inspection")
    page.fill("#facts", "来电反映有人未出示文件入企检查。")
    page.fill("#wants", "说明依据")
    page.click("button.btn-primary")
    page.wait_for_load_state()
    assert "查询码只在本页显示一次" in page.inner_text("main")
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [fault["id"] for fault in found] == []
