"""What the office, departments, discipline and voters do with oversight, with the keyboard alone or without scripts.

What the last page of each way shows is judged by axe and fits at 320 and 1280 px. Orders: `test_duties`.
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


def acts(page: Any, verb: str, words: str) -> str:
    """From the page of a finding: the form of an act, its words, its button; what the finding says then."""
    press(page, f"main a[href$='/{verb}']")
    typed(page, words=words)
    return send(page)


def test_a_finding_is_explained_accepted_corrected_and_closed(seat: Open) -> None:
    office, unit = seat("office", "/audit/{finding}"), seat("clerk", "/audit/{finding}", width=360)
    assert "当天由值班领导口头同意" in acts(unit, "explain", "当天由值班领导口头同意，没有报批。")
    office.reload()
    assert "整改" in acts(office, "accept", "请十个工作日内完善审批手续。")
    unit.reload()
    assert "已制定值班审批办法" in acts(unit, "correct", "已制定值班审批办法，并补报说明。")
    office.reload()
    assert "已核实整改" in acts(office, "close", "已核实整改。")
    assert faults(office, "a closed finding") == []


def test_a_waived_finding_stays_in_sight_with_its_reason(seat: Open) -> None:
    office = seat("office", "/audit/{hidden_finding}")
    press(office, "main a[href$='/waive']")
    send(office)
    assert office.evaluate("document.activeElement.matches('.error-summary')")
    typed(office, words="发生在措施印发以前。")
    assert "发生在措施印发以前" in send(office)
    office.goto("/audit?state=waived")
    assert "免于追究" in office.inner_text("main")


def test_a_referral_is_taken_up_and_the_sealed_list_is_opened_on_record(seat: Open) -> None:
    found = seat("discipline", "/referrals/{order_referral}", width=360)
    press(found, "form[action$='/take-up'] button")
    press(found, "main a[href$='/conclude']")
    typed(found, outcome="已谈话提醒，责令整改。")
    assert "已谈话提醒" in send(found)
    found.goto("/discipline/watch")
    assert "第几天" not in found.inner_text("main")
    assert "第几天" in send(found)
    found.goto("/discipline/log")
    assert "查看" in found.inner_text("main")
    assert faults(found, "the log of the discipline role") == []


def test_a_report_is_issued_and_downloaded(seat: Open) -> None:
    office = seat("office", "/reports/drafts/2026-06")
    press(office, "main a[href$='/issue']")
    assert "数字不再改动" in send(office)
    tab_to(office, "main a[href$='document.pdf']")
    with office.expect_download() as kept:
        office.keyboard.press("Enter")
    assert kept.value.suggested_filename.startswith("BG-")
    assert kept.value.suggested_filename.endswith(".pdf")


def test_progress_is_reported_and_a_late_unit_is_named(seat: Open) -> None:
    unit = seat("clerk", "/measures/2026/11", width=360)
    press(unit, "main a[href*='/report/2026-3']")
    figures = unit.eval_on_selector_all("[name^=figure_]", "found => found.map(one => one.name)")
    typed(unit, words="本季度新增授信 1.2 亿元，走访企业 40 家。", **dict.fromkeys(figures, "1"))
    typed(unit, trouble="银行审批慢，已约谈三家银行，下季度补上。")
    assert "新增授信" in send(unit)
    office = seat("office", "/measures/steps/new/circular/2026-3/{department}")
    assert "已签发" in send(office)
    assert faults(office, "a circular about a late unit") == []


def test_a_survey_is_answered_with_its_code_and_read_when_it_is_closed(seat: Open, town: tuple[Live, World]) -> None:
    voter = seat("nobody", "/survey", width=360)
    typed(voter, code=town[1].names["survey_code"].lower())
    send(voter)
    tab_to(voter, "main [type=radio]")
    voter.keyboard.press("ArrowUp")
    send(voter)
    assert voter.url.endswith("/survey/thanks")
    assert faults(voter, "thanks for a ballot") == []
    voter.goto("/survey")
    typed(voter, code=town[1].names["survey_code"])
    assert "用过" in send(voter)
    voter.goto("/public/surveys")
    assert "5" in press(voter, "main a[href^='/public/surveys/']")


def test_a_scorecard_is_published_without_scripts_and_appealed_with_the_keyboard(seat: Open) -> None:
    office = seat("office", "/scorecards/new", javascript=False, width=360)
    office.fill("[name=from_on]", "2026-01-01")
    office.fill("[name=until_on]", "2026-06-30")
    office.click(PRIMARY)
    assert "已发布" in office.inner_text("main")
    unit = seat("clerk", "/scorecards/{card}/{department}")
    tab_to(unit, "main details:not([open]) summary")
    unit.keyboard.press("Enter")
    press(unit, "main a[href*='/appeals/new/']")
    typed(unit, words="当时系统没有开通。")
    assert "申诉已提交" in send(unit)
    assert faults(unit, "a card with an appeal") == []


def test_every_number_of_the_desk_leads_to_its_list_and_the_wall_is_paused(seat: Open) -> None:
    office = seat("office", "/desk")
    assert "超期" in press(office, "main h2 a")
    office.goto("/desk/timers")
    press(office, "main a[href$='screen=on']")
    assert office.locator("meta[http-equiv=refresh]").count() == 1
    press(office, "main a[href$='screen=paused']")
    assert office.locator("meta[http-equiv=refresh]").count() == 0
    assert faults(office, "the wall, paused") == []
