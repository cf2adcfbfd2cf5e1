"""The whole story in a browser at 360 px without JavaScript: filed, referred, verified, answered, rated, mended."""

from collections.abc import Callable
from typing import Any

import pytest

from app.kernel import credentials, sealing
from tests import make
from tests.complaints import story
from tests.conftest import Live

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("frozen")]
FACTS = "两名工作人员没有出示批准文件就进厂检查，还要求停产半天，没有留下任何文书。"


@pytest.fixture
def cast(live: Live, monkeypatch: pytest.MonkeyPatch) -> story.Cast:
    monkeypatch.setattr(story, "KEY", sealing.key(live.app.config["BE_IDENTITY_KEY"]))
    return story.Cast()


def signed_in(page: Any, user: Any) -> Any:
    page.goto("/auth/login")
    page.fill("#username", user.username)
    page.fill("#password", make.PASSWORD)
    page.press("#password", "Enter")
    if user.tf_totp_secret:
        page.fill("#code", credentials.totp_code(user.tf_totp_secret))
        page.press("#code", "Enter")
    page.wait_for_url("**/")
    return page


def send(page: Any, button: str) -> None:
    with page.expect_navigation():
        page.locator("main button[type=submit]").filter(has_text=button).first.click()


def send_form(page: Any) -> None:
    """Send the one form of the page."""
    with page.expect_navigation():
        page.locator("main button[type=submit]").first.click()
    assert page.locator(".error-summary").count() == 0, page.text_content(".error-summary")


def file(page: Any) -> str:
    """The enterprise files; the number on its receipt."""
    page.goto("/my")
    page.click("main a:has-text('我要投诉')")
    page.check("text=违规检查、违规处罚")
    page.fill("#about", "市应急管理局")
    send(page, "下一步")
    page.fill("#happened", "2026-09-08")
    page.fill("#facts", FACTS)
    page.fill("#wants", "说明检查依据")
    page.set_input_files("#files", {"name": "现场.png", "mimeType": "image/png", "buffer": story.PNG})
    send(page, "下一步")
    send(page, "提交投诉")
    return str(page.locator(".panel-number .copied-text").text_content())


def accept(page: Any, number: str, department: str) -> None:
    """The office accepts and refers, in words of its own."""
    page.goto("/desk/triage")
    assert number in page.text_content("main")
    page.select_option("#to", label=department)
    page.fill("#facts", "有人反映 9 月上旬未出示批准文件入企检查。")
    page.fill("#happened", "9月上旬")
    send(page, "受理并交办")


def verify(page: Any, number: str) -> None:
    page.goto(f"/complaints/{number}/verify")
    page.fill("#findings", "已查看执法记录，未经批准入企属实。")
    page.check("label:text-is('简单事项')")
    send_form(page)


def resolve(page: Any, number: str) -> None:
    page.goto(f"/complaints/{number}/resolve")
    page.fill("#findings", "未经批准入企属实。")
    page.fill("#outcome", "已撤回整改通知并当面说明。")
    send_form(page)


def rate(page: Any, number: str, score: str, reason: str = "") -> None:
    page.goto(f"/complaints/{number}/rate")
    page.check(f"label:text-is('{score}')")
    if reason:
        page.check(f"label:text-is('{reason}')")
    send(page, "提交评价")


def test_a_complaint_runs_through_the_house(open_page: Callable[..., Any], cast: story.Cast) -> None:
    enterprise, office, unit = (
        signed_in(open_page(width=360, javascript=False), who) for who in (cast.owner, cast.officer, cast.clerk)
    )
    number = file(enterprise)
    unit.goto(f"/complaints/{number}")
    assert "没有找到" in unit.text_content("main")

    accept(office, number, cast.department.name)
    unit.goto(f"/complaints/{number}")
    seen = unit.content()
    assert "有人反映 9 月上旬" in seen
    for secret in (FACTS, "现场.png", cast.owner.username, "测试用户2"):
        assert secret not in seen

    verify(unit, number)
    enterprise.goto(f"/complaints/{number}")
    assert "已经核实，正在办理，最晚 2026-09-21 给出结果" in enterprise.text_content("main")
    resolve(unit, number)
    enterprise.goto("/my")
    enterprise.click("text=查看答复并评价")
    assert "已撤回整改通知并当面说明。" in enterprise.text_content("main")
    rate(enterprise, number, "非常不满意", "问题没有解决")
    assert "最晚 2026-10-09" in enterprise.text_content("main")

    unit.goto(f"/complaints/{number}/rectify")
    unit.fill("#plan", "约谈两名工作人员")
    unit.fill("#evidence", "约谈记录已存档")
    send_form(unit)
    office.goto(f"/complaints/{number}/call-back")
    office.check("label:text-is('满意，整改结束')")
    office.fill("#words", "电话回访，对整改表示认可。")
    send_form(office)
    enterprise.goto("/my")
    enterprise.click("text=查看答复并评价")
    rate(enterprise, number, "满意")
    assert "评价：满意" in enterprise.text_content("main")
    assert "没有未读" not in enterprise.goto("/notifications").text()
