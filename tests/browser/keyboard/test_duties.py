"""The ladder, penalties, arrears and webhooks with the keyboard alone; credit and preferences without scripts.

What the last page of each way shows is judged by axe and fits at 320 and 1280 px.
"""

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.keys import PRIMARY, press, send, tab_to, typed
from tests.browser.pages import World
from tests.browser.test_every_page import faults
from tests.conftest import Live

pytestmark = pytest.mark.browser
Open = Callable[..., Any]


def test_a_yellow_order_is_issued_received_and_answered(seat: Open) -> None:
    office = seat("office", "/desk/supervision")
    press(office, "form[action$='/issue/yellow'] .btn-primary")
    assert "黄色督办单" in send(office)
    address = office.url.rpartition("/")[2]
    unit = seat("clerk", f"/supervision/{address}", width=360)
    assert "待答复" in press(unit, "form[action$='/receive'] button")
    press(unit, "a[href$='/answer']")
    typed(unit, words="正在核实，三日内办结。")
    assert "已答复" in send(unit)
    assert faults(unit, "an answered order") == []


def test_a_penalty_is_registered_vetted_and_decided(seat: Open) -> None:
    office = seat("office", "/penalties/{filed}")
    assert "已登记" in press(office, "form[action$='/register'] button")
    unit = seat("clerk", "/penalties/{filed}", width=360)
    press(unit, "a[href$='/vet']")
    typed(unit, reviewer="法规股", reviewed_on="2026-09-11", opinion="事实清楚")
    send(unit)
    press(unit, "a[href$='/decide']")
    typed(unit, document_no="沅市监罚〔2026〕9号", decided_at="2026-09-11 07:59")
    send(unit)
    assert unit.evaluate("document.activeElement.matches('.error-summary')")
    assert "报备在前，决定在后" in unit.inner_text(".error-summary")
    tab_to(unit, "[name=decided_at]")
    unit.keyboard.press("Control+A")
    unit.keyboard.type("2026-09-11 08:30")
    assert "处罚决定已登记" in send(unit)
    assert faults(unit, "a decided penalty") == []


def test_money_that_was_paid_is_told_and_contradicted(seat: Open) -> None:
    unit = seat("clerk", "/arrears/{arrears}/repay", width=360)
    typed(unit, amount="2,000.00", paid_on="2026-09-11", voucher="湘财支2号")
    assert "¥2,000.00" in send(unit)
    owner = seat("owner", "/arrears/{arrears}", width=360)
    press(owner, "a[href$='/object']")
    typed(owner, words="没有到账")
    assert "有异议，先不计入" in send(owner)
    assert faults(owner, "a contradicted repayment") == []


def test_a_webhook_is_made_after_a_fault_and_its_secret_is_shown(seat: Open, town: tuple[Live, World]) -> None:
    admin = seat("admin", "/admin/webhooks")
    press(admin, "a[href$='/webhooks/new']")
    typed(admin, name="政务平台", username="nobody-of-this-name", url="https://a.example/hook")
    tab_to(admin, "[name=types]")
    admin.keyboard.press("Space")
    send(admin)
    assert admin.evaluate("document.activeElement.matches('.error-summary')")
    tab_to(admin, "[name=username]")
    admin.keyboard.press("Control+A")
    admin.keyboard.type(town[1].officer.username)
    assert "whsec_" in send(admin)
    assert faults(admin, "a webhook that was made") == []


@pytest.mark.parametrize("width", [320, 360])
def test_credit_and_preferences_need_no_scripts(seat: Open, width: int) -> None:
    owner = seat("owner", "/my/credit", javascript=False, width=width)
    assert "信用" in owner.inner_text("main h1")
    owner.goto("/settings/notices")
    owner.check("[name=mail]")
    owner.fill("[name=address]", "不是邮箱")
    owner.click(PRIMARY)
    assert owner.input_value("[name=address]") == "不是邮箱"
    owner.fill("[name=address]", "owner@firm.example")
    owner.click(PRIMARY)
    assert owner.locator(".error-summary").count() == 0
    owner.goto("/settings/notices")
    assert owner.input_value("[name=address]") == "owner@firm.example"


def test_an_interview_without_scripts_is_refused_without_a_time_and_issued_with_one(
    seat: Open, town: tuple[Live, World]
) -> None:
    office = seat("office", "/supervision/measures/new", javascript=False, width=360)
    office.check("[name=kind][value=interview]")
    office.select_option("[name=department]", str(town[1].department.id))
    office.fill("[name=title]", "关于约谈的通知")
    office.fill("[name=body]", "请主要负责人接受约谈。")
    office.fill("[name=subjects]", town[1].names["referred"])
    office.click(PRIMARY)
    assert "要写时间和地点" in office.inner_text(".error-summary")
    assert office.input_value("[name=title]") == "关于约谈的通知"
    office.fill("[name=meet_at]", "2026-09-14 15:30")
    office.fill("[name=place]", "市优办会议室")
    office.click(PRIMARY)
    assert "关于约谈的通知" in office.inner_text("main h1")
