"""Following a case: its page, its verbs, tracking without an account; nobody else ever sees it."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.complaints import queries, service
from app.complaints.models import Complaint, Draft
from app.complaints.rules import Complexity, State
from app.complaints.views.following import open_verbs
from app.kernel import sealing
from app.kernel.db import db, transaction
from app.kernel.permissions import Role
from app.notices import queries as notices
from tests import make
from tests.complaints import story

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def cast(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> story.Cast:
    monkeypatch.setattr(story, "KEY", sealing.key(sqlite_app.config["BE_IDENTITY_KEY"]))
    return story.Cast()


@pytest.fixture
def owner(sqlite_app: Flask, cast: story.Cast) -> Any:
    client = sqlite_app.test_client()
    client.sign_in(cast.owner)
    return client


@pytest.fixture
def visitor(sqlite_app: Flask, cast: story.Cast) -> Any:
    return sqlite_app.test_client()


def text(answer: Any) -> str:
    return str(answer.get_data(as_text=True))


def again(complaint: Complaint) -> Complaint:
    db.session.rollback()
    db.session.expire_all()
    return complaint


def track(client: Any, filed: service.Filed, code: str | None = None) -> Any:
    return client.post("/track", data={"number": filed.complaint.number, "code": filed.code if code is None else code})


@pytest.mark.parametrize("state", list(State))
def test_each_state_has_its_sentence_and_only_its_buttons(owner: Any, cast: story.Cast, state: State) -> None:
    complaint = cast.in_state(state)
    page = text(owner.get(f"/complaints/{complaint.number}"))
    assert complaint.number in page
    offered = open_verbs(complaint)
    names = {"supplement": "supplement", "withdraw": "withdraw", "rate": "rate", "request_review": "review"}
    for verb, path in names.items():
        assert (f"/complaints/{complaint.number}/{path}" in page) == (verb in offered), verb
        answer = owner.get(f"/complaints/{complaint.number}/{path}")
        assert answer.status_code == (200 if verb in offered else 409), verb


def test_the_page_tells_where_the_case_stands_with_three_clocks_and_how_they_were_counted(
    owner: Any, cast: story.Cast
) -> None:
    page = text(owner.get(f"/complaints/{cast.referred().number}"))
    assert "市应急管理局正在核实，最晚 2026-09-11 核实到位。" in page
    assert "怎么算的" in page
    assert "第 3 个工作日" in page
    assert "已受理，交市应急管理局办理" in page
    assert "受理审查（办理惯例，不是措施规定的时限）" in page


def test_no_member_of_staff_is_named(owner: Any, cast: story.Cast) -> None:
    complaint = cast.resolved()
    page = text(owner.get(f"/complaints/{complaint.number}"))
    assert cast.clerk.username not in page
    assert "测试用户" not in page.split("<main")[1].split("</main>")[0]


def test_the_first_date_stays_in_view_after_an_extension(owner: Any, cast: story.Cast) -> None:
    complaint = cast.verified()
    with transaction():
        asked = service.request_extension(complaint, days=5, reason="等待鉴定", by=cast.clerk, at=story.REFERRED)
    with transaction():
        service.decide_extension(complaint, asked, granted=True, words="", by=cast.officer, at=story.REFERRED)
    page = text(owner.get(f"/complaints/{complaint.number}"))
    assert "原定 2026-09-17" in page
    assert "同意延期 5 个工作日" in page
    assert "等待鉴定" in page


def test_a_missed_clock_stays_missed(owner: Any, cast: story.Cast) -> None:
    complaint = cast.verified(Complexity.SIMPLE)
    with transaction():
        service.resolve(complaint, fields=story.REPLY, by=cast.clerk, at=story.REFERRED + timedelta(days=30))
    assert "超期完成" in text(owner.get(f"/complaints/{complaint.number}"))


def test_words_and_files_can_be_added(owner: Any, cast: story.Cast) -> None:
    number = cast.referred().number
    answer = owner.post(
        f"/complaints/{number}/supplement",
        data={"words": "补一张照片", "files": (BytesIO(story.PNG), "门口.png"), "once": "a" * 32},
    )
    assert answer.headers["Location"] == f"/complaints/{number}"
    page = text(owner.get(f"/complaints/{number}"))
    assert "补一张照片" in page
    assert "门口.png" in page
    sent = owner.get(f"/complaints/{number}/files/1")
    assert sent.data == story.PNG
    assert sent.headers["Content-Disposition"].startswith("attachment")
    assert owner.get(f"/complaints/{number}/files/2").status_code == 404


def test_the_same_form_sent_twice_acts_once(owner: Any, cast: story.Cast) -> None:
    complaint = cast.referred()
    for _ in range(2):
        owner.post(f"/complaints/{complaint.number}/supplement", data={"words": "补充", "once": "b" * 32})
    assert len(queries.supplements(again(complaint))) == 1


@pytest.mark.parametrize(
    ("state", "path", "given", "sentence"),
    [
        (State.REFERRED, "supplement", {"words": ""}, "请填写这一项"),
        (State.REFERRED, "withdraw", {"reason": ""}, "请填写“撤回原因”"),
        (State.RESOLVED, "rate", {"words": "还行"}, "请选择满意程度"),
        (State.RESOLVED, "rate", {"score": "2"}, "请至少选择一个原因"),
        (State.RESOLVED, "rate", {"score": "9"}, "请选择列出的一项"),
        (State.RESOLVED, "review", {"reason": "不"}, "请至少填写 5 个字"),
    ],
)
def test_a_fault_is_told_and_changes_nothing(
    owner: Any, cast: story.Cast, state: State, path: str, given: dict[str, str], sentence: str
) -> None:
    complaint = cast.in_state(state)
    answer = owner.post(f"/complaints/{complaint.number}/{path}", data=given)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert "<title>错误：" in text(answer)
    assert again(complaint).state is state


def test_a_bad_file_is_told_by_name_and_the_words_are_kept(owner: Any, cast: story.Cast) -> None:
    number = cast.referred().number
    answer = owner.post(
        f"/complaints/{number}/supplement", data={"words": "说明", "files": (BytesIO(b"MZ"), "工具.exe")}
    )
    assert answer.status_code == 422
    assert "工具.exe" in text(answer)
    assert "说明</textarea>" in text(answer)


def test_withdrawing_keeps_the_reason(owner: Any, cast: story.Cast) -> None:
    complaint = cast.referred()
    owner.post(f"/complaints/{complaint.number}/withdraw", data={"reason": "已经谈好了"})
    assert again(complaint).state is State.WITHDRAWN
    assert "已经谈好了" in text(owner.get(f"/complaints/{complaint.number}"))


def test_confirming_once_leaves_the_rating_open(owner: Any, cast: story.Cast) -> None:
    complaint = cast.resolved()
    assert owner.post(f"/complaints/{complaint.number}/confirm").status_code == 303
    page = text(owner.get(f"/complaints/{complaint.number}"))
    assert "确认办结" in page
    assert "/confirm" not in page
    assert "/rate" in page
    assert owner.post(f"/complaints/{complaint.number}/confirm").status_code == 409


def test_what_is_not_closed_cannot_be_confirmed(owner: Any, cast: story.Cast) -> None:
    assert owner.post(f"/complaints/{cast.referred().number}/confirm").status_code == 409


def test_a_bad_rating_opens_a_rectification_and_after_it_a_second_rating(owner: Any, cast: story.Cast) -> None:
    complaint = cast.resolved()
    owner.post(f"/complaints/{complaint.number}/rate", data={"score": "1", "reasons": ["unsolved"], "words": "没解决"})
    assert again(complaint).state is State.RATED
    page = text(owner.get(f"/complaints/{complaint.number}"))
    assert "评价：非常不满意" in page
    assert "再评价一次" not in page
    with transaction():
        service.rectify(complaint, plan="重新核实", evidence="见照片", by=cast.clerk, at=story.REFERRED)
    with transaction():
        service.call_back(complaint, words="满意", satisfied=True, by=cast.officer, at=story.REFERRED)
    assert "再评价一次" in text(owner.get(f"/complaints/{complaint.number}"))
    owner.post(f"/complaints/{complaint.number}/rate", data={"score": "5"})
    assert [rating.score for rating in queries.ratings(again(complaint))] == [1, 5]
    assert owner.get(f"/complaints/{complaint.number}/rate").status_code == 409


def test_of_two_rectifications_the_last_words_stand_with_the_last_act(owner: Any, cast: story.Cast) -> None:
    complaint = cast.rated_badly()
    for plan, satisfied in (("第一次整改", False), ("第二次整改", True)):
        with transaction():
            service.rectify(complaint, plan=plan, evidence="见照片", by=cast.clerk, at=story.REFERRED)
        with transaction():
            service.call_back(complaint, words="已回访", satisfied=satisfied, by=cast.officer, at=story.REFERRED)
    page = text(owner.get(f"/complaints/{complaint.number}"))
    told = page.index("要求继续整改"), page.index("第二次整改"), page.index("整改结束")
    assert told[2] < told[1] < told[0]


def test_a_review_is_asked_for_once(owner: Any, cast: story.Cast) -> None:
    complaint = cast.resolved()
    assert "核实情况：已到现场核实。" in text(owner.get(f"/complaints/{complaint.number}/review"))
    owner.post(f"/complaints/{complaint.number}/review", data={"reason": "没有回答我的问题"})
    assert again(complaint).state is State.UNDER_REVIEW
    assert owner.get(f"/complaints/{complaint.number}/review").status_code == 409


def test_looking_at_the_identity_is_shown_to_the_complainant(owner: Any, cast: story.Cast) -> None:
    complaint = cast.referred()
    with transaction():
        asked = service.request_unsealing(complaint, reason="威胁举报人", by=cast.officer, at=story.REFERRED)
    with transaction():
        service.approve_unsealing(complaint, asked, by=cast.second, at=story.REFERRED)
    with transaction():
        service.look(complaint, key=story.KEY, by=cast.officer, at=story.REFERRED)
    page = text(owner.get(f"/complaints/{complaint.number}"))
    assert "查看了您的身份" in page
    assert "经两人同意" in page


def test_another_enterprise_finds_nothing(sqlite_app: Flask, cast: story.Cast) -> None:
    number = cast.resolved().number
    stranger = sqlite_app.test_client()
    stranger.sign_in(make.user(Role.ENTERPRISE))
    for path in ("", "/supplement", "/withdraw", "/rate", "/review", "/receipt", "/receipt.pdf", "/files/1"):
        assert stranger.get(f"/complaints/{number}{path}").status_code == 404, path
    assert stranger.post(f"/complaints/{number}/confirm").status_code == 404


def test_number_and_code_open_the_case_and_everything_that_can_be_done(visitor: Any, cast: story.Cast) -> None:
    filed = story.filed()
    number = filed.complaint.number
    assert track(visitor, filed).headers["Location"] == f"/track/{number}"
    page = text(visitor.get(f"/track/{number}"))
    assert "结束查看" in page
    assert filed.code not in page
    answer = visitor.post(f"/complaints/{number}/withdraw", data={"reason": "解决了"})
    assert answer.headers["Location"] == f"/track/{number}"
    assert again(filed.complaint).state is State.WITHDRAWN


def test_dashes_case_and_lookalikes_of_the_code_do_not_matter(visitor: Any, cast: story.Cast) -> None:
    filed = story.filed()
    assert track(visitor, filed, filed.code.replace("-", "").lower()).status_code == 303


def test_an_unknown_number_and_a_wrong_code_get_the_same_answer(visitor: Any, cast: story.Cast) -> None:
    filed = story.filed()
    wrong = text(track(visitor, filed, "0000-0000-0000-0000"))
    db.session.rollback()
    unknown = text(visitor.post("/track", data={"number": "TS-0482-9174-4", "code": "0000-0000-0000-0000"}))
    assert "没有找到，请核对编号和查询码。" in wrong
    assert masked(unknown, "TS-0482-9174-4") == masked(wrong, filed.complaint.number)


def masked(page: str, number: str) -> list[str]:
    return [
        line.replace(number, "N")
        for line in page.splitlines()
        if not any(new in line for new in ("csrf", "nonce", 'name="once"'))
    ]


def test_a_number_with_a_slip_is_told_before_anything_is_looked_up(visitor: Any, cast: story.Cast) -> None:
    answer = visitor.post("/track", data={"number": "TS-0482-9174-5", "code": ""})
    assert answer.status_code == 422
    assert "末位校验码对不上" in text(answer)
    assert "请填写“查询码”" in text(answer)


def test_guessing_is_slowed_and_the_right_holder_elsewhere_is_not(
    sqlite_app: Flask, visitor: Any, cast: story.Cast
) -> None:
    filed = story.filed()
    assert [track(visitor, filed, "0" * 16).status_code for _ in range(7)][-1] == 429
    elsewhere = sqlite_app.test_client()
    elsewhere.environ_base["REMOTE_ADDR"] = "10.1.2.3"
    assert track(elsewhere, filed).status_code == 303


def test_the_code_of_the_receipt_fills_in_the_number_only(visitor: Any, cast: story.Cast) -> None:
    number = story.filed().complaint.number
    page = text(visitor.get(f"/track/{number}"))
    assert f'value="{number}"' in page
    assert "三个时限" not in page


def test_leaving_forgets_the_case(visitor: Any, cast: story.Cast) -> None:
    filed = story.filed()
    track(visitor, filed)
    visitor.post("/track/leave")
    assert visitor.get(f"/complaints/{filed.complaint.number}/receipt").status_code == 404


def test_an_account_that_scans_its_own_receipt_comes_to_its_case(owner: Any, cast: story.Cast) -> None:
    number = cast.referred().number
    assert owner.get(f"/track/{number}").headers["Location"] == f"/complaints/{number}"


def test_my_page_lists_what_waits_and_every_case(owner: Any, cast: story.Cast) -> None:
    waiting, other = cast.resolved(), cast.referred()
    page = text(owner.get("/my"))
    assert "查看答复并评价" in page
    assert waiting.number in page
    assert other.number in page
    assert "今天到期" in page
    assert owner.get("/my/complaints").headers["Location"].endswith("/my")


def test_my_page_without_complaints_says_what_it_is_for(owner: Any) -> None:
    assert "还没有投诉" in text(owner.get("/my"))


def test_a_draft_is_found_again_continued_and_thrown_away(owner: Any, cast: story.Cast) -> None:
    owner.get("/complaints/new/matter")
    owner.post("/complaints/new/facts", data={"facts": "写到一半的话", "happened": "", "wants": ""})
    assert "写到一半的话" in text(owner.get("/my"))
    with owner.session_transaction() as session:
        key = session.pop("draft")
    owner.post("/complaints/drafts/continue", data={"key": key})
    assert "写到一半的话" in text(owner.get("/complaints/new/facts"))
    owner.post("/complaints/drafts/discard", data={"key": key})
    db.session.rollback()
    assert db.session.scalar(select(Draft)) is None
    assert owner.post("/complaints/drafts/continue", data={"key": key}).status_code == 404


def test_nobody_takes_up_anothers_draft(sqlite_app: Flask, owner: Any, cast: story.Cast) -> None:
    owner.get("/complaints/new/matter")
    owner.post("/complaints/new/facts", data={"facts": "别人的话"})
    with owner.session_transaction() as session:
        key = session["draft"]
    stranger = sqlite_app.test_client()
    stranger.sign_in(make.user(Role.ENTERPRISE))
    for verb in ("continue", "discard"):
        assert stranger.post(f"/complaints/drafts/{verb}", data={"key": key}).status_code == 404


def test_notices_of_ones_cases_are_counted_read_and_lead_to_the_case(owner: Any, cast: story.Cast) -> None:
    complaint = cast.referred()
    page = text(owner.get("/notifications"))
    assert f"投诉 {complaint.number} 已受理，交市应急管理局办理" in page
    assert "（2 条未读）" in page
    told = notices.of_case(complaint.number)[0]
    answer = owner.post(f"/notifications/{told.message_id}/open")
    assert answer.headers["Location"] == f"/complaints/{complaint.number}"
    assert "（1 条未读）" in text(owner.get("/my"))
    owner.post("/notifications/read")
    assert "没有未读通知" in text(owner.get("/notifications"))
    assert complaint.number in text(owner.get("/notifications?view=all"))


def test_nobody_opens_anothers_notice(sqlite_app: Flask, owner: Any, cast: story.Cast) -> None:
    told = notices.of_case(cast.referred().number)[0]
    stranger = sqlite_app.test_client()
    stranger.sign_in(make.user(Role.ENTERPRISE))
    assert stranger.post(f"/notifications/{told.message_id}/open").status_code == 404
    assert "还没有通知" in text(stranger.get("/notifications?view=all"))
