"""The pages of the office: triage, the desk, each act, and that an identity takes two people."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from app.complaints import queries, service
from app.complaints.rules import Channel, Complexity, Disclosure, State
from app.kernel.db import db, transaction
from app.workdays.rules import month_of
from tests import make
from tests.complaints import story
from tests.complaints.desk import Office, fresh, house, key, sent, sheet_version, version

__all__ = ["house", "key"]
NOW = datetime(2026, 9, 11, 1, 0, tzinfo=UTC)
SHEET = {"facts": "反映一次未经批准的检查", "wants": "说明依据", "category": "illegal_inspection"}


def accept(house: Office, **more: object) -> dict[str, object]:
    return {**SHEET, "to": str(house.department.id), **more}


def test_the_next_complaint_lies_on_the_triage_desk_beside_a_sheet_filled_with_its_words(house: Office) -> None:
    complaint = story.filed(house.owner).complaint
    page = house.office.get("/desk/triage").text
    assert complaint.number in page
    assert page.count(story.FACTS) == 2
    assert house.unit.get("/desk/triage").status_code == 403


def test_an_accepted_complaint_is_with_the_department_and_the_next_one_opens(house: Office) -> None:
    first, second = story.filed(house.owner).complaint, story.filed(house.owner).complaint
    page = sent(house.office, house.url(first, "accept"), accept(house, version=version(first)))
    assert "已受理并交办" in page
    assert second.number in page
    assert fresh(first).state is State.REFERRED
    assert SHEET["facts"] in house.unit.get(house.url(first)).text


def test_an_incomplete_decision_comes_back_with_what_was_typed(house: Office) -> None:
    complaint = story.filed(house.owner).complaint
    given = accept(house, version=1, to="", facts="改过的话")
    answer = house.office.post(house.url(complaint, "accept"), data=given)
    assert answer.status_code == 422
    assert "改过的话" in answer.text
    assert "error-summary" in answer.text
    assert fresh(complaint).state is State.SUBMITTED


@pytest.mark.parametrize("field", ["to", "category"])
def test_only_listed_departments_and_kinds_can_be_chosen(house: Office, field: str) -> None:
    complaint = story.filed(house.owner).complaint
    answer = house.office.post(house.url(complaint, "accept"), data=accept(house, version=1, **{field: "9999"}))
    assert answer.status_code == 422
    assert "请选择列出的一项" in answer.text


def test_the_sheet_names_nobody_who_did_not_choose_to_be_named(house: Office) -> None:
    complaint = story.filed(house.owner).complaint
    given = accept(house, version=1, complainant="某公司")
    answer = house.office.post(house.url(complaint, "accept"), data=given)
    assert answer.status_code == 422
    assert "没有选择实名" in answer.text


@pytest.mark.parametrize(("disclosure", "shown"), [("named", True), ("confidential", False)])
def test_only_who_chose_to_be_named_is_offered_for_the_sheet(house: Office, disclosure: str, shown: bool) -> None:
    contact = service.Contact(enterprise="湖畔食品有限公司", person="王老板", phone="13900001402")
    filing = story.filing(disclosure=Disclosure(disclosure), contact=contact)
    with transaction():
        service.file(filing, origin="named", key=story.KEY, holder=house.owner.id, by=house.owner, at=NOW)
    assert ("湖畔食品有限公司 王老板 13900001402" in house.office.get("/desk/triage").text) is shown


def test_a_complaint_is_declined_with_a_reason_and_words(house: Office) -> None:
    complaint = story.filed(house.owner).complaint
    url = house.url(complaint, "decline")
    assert house.office.post(url, data={"decline-version": 1, "decline-words": "不是"}).status_code == 422
    assert house.office.post(url, data={"decline-version": 1, "decline-reason": "not_ours"}).status_code == 422
    words = {"decline-version": 1, "decline-reason": "not_ours", "decline-words": "属于民事纠纷"}
    assert "已全部受理" in sent(house.office, url, words)
    assert fresh(complaint).decline_words == "属于民事纠纷"
    assert "属于民事纠纷" in house.office.get(house.url(complaint)).text


def test_a_complaint_for_another_line_is_told_where_to_go(house: Office) -> None:
    complaint = story.filed(house.owner).complaint
    given = {"route-version": 1, "route-reason": "not_ours", "route-words": "请联系", "route-to": ""}
    assert house.office.post(house.url(complaint, "route"), data=given).status_code == 422
    house.office.post(house.url(complaint, "route"), data={**given, "route-to": "劳动人事争议仲裁院"})
    assert fresh(complaint).routed_to == "劳动人事争议仲裁院"


def test_a_form_sent_twice_is_one_act(house: Office) -> None:
    complaint = story.filed(house.owner).complaint
    given = accept(house, version=1, once="a" * 32)
    answers = [house.office.post(house.url(complaint, "accept"), data=given).status_code for _ in range(2)]
    assert answers == [303, 303]
    assert [entry.verb for entry in queries.timeline(complaint)].count("complaint:accept") == 1


def test_chosen_files_go_over_as_copies_with_neutral_names(house: Office) -> None:
    kept = [service.upload("王某某的照片.png", story.PNG)]
    complaint = story.filed(house.owner, files=kept).complaint
    preview = house.office.get(house.url(complaint, "copies/preview/1"))
    assert preview.headers["Content-Disposition"].startswith("attachment")
    house.office.post(house.url(complaint, "accept"), data=accept(house, version=1, files=["1"]))
    copy = house.unit.get(house.url(complaint, "copies/1"))
    assert copy.headers["Content-Disposition"] == f"attachment; filename={complaint.number}-1.png"
    assert copy.headers["X-Content-Type-Options"] == "nosniff"
    assert house.unit.get(house.url(complaint, "copies/2")).status_code == 404
    assert house.unit.get(house.url(complaint, "originals/1")).status_code == 403
    assert "attachment" in house.office.get(house.url(complaint, "originals/1")).headers["Content-Disposition"]


def test_each_queue_and_each_figure_of_a_month_has_its_list(house: Office) -> None:
    house.referred(at=NOW - timedelta(days=8))
    story.filed(house.owner, at=NOW)
    house.in_state(State.RETURNED)
    house.in_state(State.UNDER_REVIEW)
    for name in (*queries.QUEUES, *queries.FIGURES):
        rows, total = queries.prepared(name, to=house.officer, today=NOW.date(), month=month_of(NOW.date()))
        listed = house.office.get(f"/desk/lists/{name}")
        assert f"共 {total} 件" in listed.text
        assert all(row.complaint.number in listed.text for row in rows)
    assert house.office.get("/desk/lists/nothing").status_code == 404
    assert house.unit.get("/desk/lists/triage").status_code == 403


def test_a_queue_tells_since_when_its_oldest_waits(house: Office) -> None:
    assert queries.waiting()["triage"] == (0, None)
    for hours in (1, 30, 2):
        story.filed(house.owner, at=NOW - timedelta(hours=hours))
    assert queries.waiting()["triage"] == (3, NOW - timedelta(hours=30))


def test_a_figure_counts_the_month_that_its_address_names(house: Office) -> None:
    before = house.referred(at=NOW - timedelta(days=20))
    now = house.referred(at=NOW)
    this, last = (house.office.get(f"/desk/lists/accepted?month={month}").text for month in ("2026-09", "2026-08"))
    assert (now.number in this, before.number in this) == (True, False)
    assert (now.number in last, before.number in last) == (False, True)
    assert "2026-08" in last


def test_a_case_is_in_time_where_it_missed_no_clock_that_ran_out_in_the_month(house: Office) -> None:
    met, missed = house.verified(at=NOW - timedelta(days=8)), house.referred(at=NOW - timedelta(days=8))
    found = queries.figures(month_of(NOW.date()), NOW.date())
    assert {one.number for one in found["verified"]} == {met.number, missed.number}
    assert [one.number for one in found["verified_met"]] == [met.number]
    own = queries.figures(month_of(NOW.date()), NOW.date(), {house.department.id})
    assert own["verified"] == found["verified"]
    assert queries.figures(month_of(NOW.date()), NOW.date(), set())["verified"] == []


def test_the_list_is_filtered_by_its_address_and_says_how_much_it_left_out(house: Office) -> None:
    house.referred()
    story.filed(house.owner, category="arrears", channel=Channel.LETTER, at=NOW)
    page = house.office.get("/complaints?category=arrears").text
    assert "已筛选 1 / 2 件" in page
    assert "去掉条件" in page
    assert "共 2 件" in house.office.get("/complaints?view=nonsense").text
    assert "请核对日期的写法" in house.office.get("/complaints?referred_from=nie").text
    assert "没有符合条件的件" in house.office.get("/complaints?q=没有这样的字").text
    assert "没有超期件" in house.office.get("/complaints?view=overdue").text


def test_the_export_is_the_list(house: Office) -> None:
    complaint = house.referred(facts="=1+1 说是公式")
    csv = house.office.get("/complaints/export.csv?view=all")
    assert csv.data.startswith(b"\xef\xbb\xbf")
    assert complaint.number in csv.text
    assert "'=1+1" in csv.text
    assert house.office.get("/complaints/export.xlsx").data.startswith(b"PK")
    assert complaint.number not in house.office.get("/complaints/export.csv?view=closed").text


def test_a_returned_complaint_is_referred_again_on_the_same_clock(house: Office) -> None:
    complaint = house.in_state(State.RETURNED)
    right = make.department("市消防大队")
    page = house.office.get(house.url(complaint, "refer")).text
    assert re.search(r"<option selected[^>]*>市消防大队", page)
    house.office.post(house.url(complaint, "refer"), data={"version": version(complaint), "to": str(right.id)})
    assert fresh(complaint).department_id == right.id
    assert house.unit.get(house.url(complaint)).status_code == 404


def test_a_closed_department_gets_nothing(house: Office) -> None:
    complaint = house.in_state(State.RETURNED)
    closed = make.department("撤销的局", active=False)
    given = {"version": version(complaint), "to": str(closed.id)}
    assert house.office.post(house.url(complaint, "refer"), data=given).status_code == 422


def test_the_sheet_is_corrected_with_its_own_version(house: Office) -> None:
    complaint = house.referred()
    given = {"version": sheet_version(complaint), "facts": "更正后的情况", "wants": "说明"}
    house.office.post(house.url(complaint, "sheet"), data=given)
    assert "更正后的情况" in house.unit.get(house.url(complaint)).text
    submitted = story.filed(house.owner).complaint
    assert house.office.get(house.url(submitted, "sheet")).status_code == 404


def test_a_supplement_reaches_the_department_in_the_words_of_the_office_only(house: Office) -> None:
    complaint = house.referred()
    with transaction():
        service.supplement(complaint, words="我是某厂老板，再补充一点", at=NOW)
    assert "补充一点" not in house.unit.get(house.url(complaint)).text
    url = house.url(complaint, "hand-over/1")
    assert "我是某厂老板" in house.office.get(url).text
    empty = house.office.post(url, data={"version": version(complaint), "text": ""})
    assert empty.status_code == 422
    house.office.post(url, data={"version": version(complaint), "text": "再补充一点"})
    assert "再补充一点" in house.unit.get(house.url(complaint)).text
    again = house.office.post(url, data={"version": version(complaint), "text": "又一次"})
    assert again.status_code == 409
    assert "已经转交过" in again.text
    assert "又一次" in again.text
    assert house.office.get(house.url(complaint, "hand-over/2")).status_code == 404


def wish(house: Office, days: int = 5, at: datetime = NOW) -> tuple[object, str]:
    complaint = house.verified(at=at - timedelta(days=1))
    with transaction():
        asked = service.request_extension(complaint, days=days, reason="要鉴定", by=house.clerk, at=at)
    return complaint, house.url(complaint, f"extension/{asked.id}/decide")


def test_an_extension_is_granted_and_the_first_date_stays_in_view(house: Office) -> None:
    complaint, url = wish(house)
    assert "要鉴定" in house.office.get(url).text
    assert house.office.post(url, data={"version": 1, "granted": "no", "words": ""}).status_code == 422
    assert house.office.post(url, data={"version": 1, "words": "好"}).status_code == 422
    house.office.post(url, data={"version": 1, "granted": "yes"})
    assert "原定" in house.unit.get(house.url(complaint)).text  # type: ignore[arg-type]
    again = house.office.post(url, data={"version": 1, "granted": "no", "words": "改主意"})
    assert again.status_code == 409
    assert "已经有了决定" in again.text
    assert house.office.get(url + "x").status_code == 404
    assert house.office.get(url.replace("extension/", "extension/9")).status_code == 404


def test_an_extension_is_not_granted_after_the_end(house: Office, frozen: object) -> None:
    _complaint, url = wish(house)
    frozen.shift(timedelta(days=30))  # type: ignore[attr-defined]
    answer = house.office.post(url, data={"version": 1, "granted": "yes"})
    assert answer.status_code == 409
    assert "不能再批准延期" in answer.text


def test_the_kind_is_changed_once_with_a_reason_and_in_time(house: Office, frozen: object) -> None:
    complaint = house.verified()
    url = house.url(complaint, "reclassify")
    assert house.office.get(url).status_code == 200
    same = house.office.post(url, data={"version": version(complaint), "to": "simple", "reason": "x"})
    assert (same.status_code, "类别没有变化" in same.text) == (422, True)
    assert house.office.post(url, data={"version": version(complaint), "to": "complex"}).status_code == 422
    house.office.post(url, data={"version": version(complaint), "to": "complex", "reason": "要鉴定"})
    assert fresh(complaint).complexity is Complexity.COMPLEX
    again = house.office.post(url, data={"version": version(complaint), "to": "simple", "reason": "x"})
    assert (again.status_code, "不能再改" in again.text) == (409, True)
    assert house.office.get(url).status_code == 409
    late = house.verified()
    frozen.shift(timedelta(days=30))  # type: ignore[attr-defined]
    given = {"version": version(late), "to": "complex", "reason": "x"}
    assert house.office.post(house.url(late, "reclassify"), data=given).status_code == 422


def test_a_call_back_closes_the_rectification_or_starts_it_again(house: Office) -> None:
    complaint = house.rated_badly()
    url = house.url(complaint, "call-back")
    assert house.office.get(url).status_code == 409
    early = house.office.post(url, data={"version": 1, "satisfied": "yes", "words": "满意"})
    assert (early.status_code, "还没有提交整改" in early.text) == (409, True)
    for satisfied, word in (("no", "等待"), ("yes", "已结束")):
        with transaction():
            service.rectify(complaint, plan="改", evidence="证", by=house.clerk, at=NOW)
        assert house.office.post(url, data={"version": 1, "satisfied": satisfied}).status_code == 422
        house.office.post(url, data={"version": 1, "satisfied": satisfied, "words": f"电话回访{word}"})
    assert "已结束" in house.unit.get(house.url(complaint)).text


def test_a_review_is_decided_with_words(house: Office) -> None:
    complaint = house.under_review()
    url = house.url(complaint, "review/decide")
    assert "没有回答问题" in house.office.get(url).text
    assert house.office.post(url, data={"version": 1, "outcome": "redo"}).status_code == 422
    assert house.office.post(url, data={"version": 1, "outcome": "else", "words": "x"}).status_code == 422
    house.office.post(url, data={"version": 1, "outcome": "redo", "words": "事实不清"})
    assert fresh(complaint).state is State.IN_PROGRESS
    assert "没有回答问题" not in house.unit.get(house.url(complaint)).text
    assert house.office.post(url, data={"version": 1, "outcome": "redo", "words": "又"}).status_code == 409


SECRET = service.Contact(enterprise="绝密食品有限公司", person="仲晓妮", phone="13812345678")


def test_who_complained_is_read_by_one_after_another_approved(house: Office) -> None:
    complaint = story.filed(disclosure=Disclosure.CONFIDENTIAL, contact=SECRET).complaint
    case, look = house.url(complaint), house.url(complaint, "identity")
    assert house.office.post(look).status_code == 403
    assert house.office.post(house.url(complaint, "unseal"), data={"version": 1}).status_code == 422
    house.office.post(house.url(complaint, "unseal"), data={"version": 1, "reason": "要到现场"})
    twice = house.office.post(house.url(complaint, "unseal"), data={"version": 1, "reason": "再来"})
    assert (twice.status_code, "正在等待" in twice.text) == (409, True)
    asked = queries.unsealings(complaint)[0]
    own = house.office.post(house.url(complaint, f"unseal/{asked.id}/approve"))
    assert (own.status_code, "另一位同事" in own.text) == (409, True)
    assert "批准解封" not in house.office.get(case).text
    assert "批准解封" in house.other.get(case).text
    house.other.post(house.url(complaint, f"unseal/{asked.id}/approve"))
    assert house.other.post(house.url(complaint, f"unseal/{asked.id}/refuse")).status_code == 409
    assert house.other.post(look).status_code == 403
    assert "绝密食品" not in house.office.get(look).text
    seen = house.office.post(look, data={"once": "b" * 32})
    assert "绝密食品" in seen.text
    assert "仲晓妮" in seen.text
    assert "绝密食品" not in house.office.post(look, data={"once": "b" * 32}).text
    assert "绝密食品" not in house.office.get(case).text
    assert [entry.verb for entry in queries.timeline(complaint)].count("complaint:look") == 1
    assert house.unit.get(look).status_code == 403


def test_a_wish_to_unseal_is_refused_and_belongs_to_its_case(house: Office) -> None:
    complaint, other = story.filed(house.owner).complaint, story.filed(house.owner).complaint
    house.office.post(house.url(complaint, "unseal"), data={"version": 1, "reason": "要到现场"})
    asked = queries.unsealings(complaint)[0]
    assert house.other.post(house.url(other, f"unseal/{asked.id}/approve")).status_code == 404
    assert "已驳回或撤回" in sent(house.other, house.url(complaint, f"unseal/{asked.id}/refuse"), {})
    assert house.office.post(house.url(complaint, "identity")).status_code == 403


BEHALF = {
    "channel": "hotline_12345",
    "external_ref": "12345-2026-0911-007",
    "category": "illegal_inspection",
    "facts": "来电反映有人未出示文件入企检查。",
    "wants": "说明依据",
    "disclosure": "confidential",
    "enterprise": "绝密食品有限公司",
    "phone": "13812345678",
}


def test_a_call_is_filed_with_its_channel_and_the_receipt_opens_the_case(house: Office) -> None:
    given = {**BEHALF, "once": "c" * 32}
    first, second = (house.office.post("/complaints/behalf", data=given) for _ in range(2))
    code = re.findall(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b", first.text)[0]
    assert code in second.text
    found = db.session.scalars(queries.visible(to=house.officer)).all()
    assert [one.channel for one in found] == [Channel.HOTLINE_12345]
    assert found[0].external_ref == "12345-2026-0911-007"
    assert queries.by_code(found[0].number, code) is found[0]
    assert "绝密食品" not in house.office.get(house.url(found[0])).text


def test_a_complaint_on_behalf_is_checked_like_any_other(house: Office) -> None:
    unnamed = {**BEHALF, "disclosure": "named", "enterprise": ""}
    answer = house.office.post("/complaints/behalf", data=unnamed)
    assert (answer.status_code, "请填写企业名称或联系人" in answer.text) == (422, True)
    assert BEHALF["facts"] in answer.text
    assert house.office.post("/complaints/behalf", data={**BEHALF, "channel": "web"}).status_code == 422
    assert house.office.post("/complaints/behalf", data={**BEHALF, "phone": "12"}).status_code == 422
    assert house.office.get("/complaints/behalf").status_code == 200
    assert house.unit.get("/complaints/behalf").status_code == 403


def test_nothing_is_kept_of_an_anonymous_caller(house: Office) -> None:
    house.office.post("/complaints/behalf", data={**BEHALF, "disclosure": "anonymous"})
    complaint = db.session.scalars(queries.visible(to=house.officer)).one()
    house.office.post(house.url(complaint, "unseal"), data={"version": 1, "reason": "要到现场"})
    house.other.post(house.url(complaint, f"unseal/{queries.unsealings(complaint)[0].id}/approve"))
    assert "绝密食品" not in house.office.post(house.url(complaint, "identity")).text


def test_each_of_the_three_decisions_carries_its_mark_against_forgery(
    guarded: Flask, frozen: object, key: None
) -> None:
    house = Office(guarded)
    complaint = story.filed(house.owner, at=NOW).complaint
    page = house.office.get("/desk/triage").text
    given = {"decline-version": 1, "decline-reason": "not_ours", "decline-words": "属于民事纠纷"}
    assert house.office.post(house.url(complaint, "decline"), data=given).status_code == 400
    token = re.findall(r'name="csrf_token" value="([^"]+)"', page)[0]
    sent(house.office, house.url(complaint, "decline"), {**given, "csrf_token": token})
    assert fresh(complaint).state is State.DECLINED
