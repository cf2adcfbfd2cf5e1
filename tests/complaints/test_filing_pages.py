"""Filing a complaint in the browser: three short steps, a check page, a receipt; nothing typed is ever lost."""

from io import BytesIO
from threading import Barrier, Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.complaints import queries
from app.complaints.models import Complaint, Draft, DraftFile, Identity
from app.complaints.rules import Disclosure
from app.complaints.views import checking, filing
from app.kernel import sealing
from app.kernel.db import db
from app.kernel.permissions import Role
from tests import make
from tests.complaints import story

MATTER = {"category": "illegal_inspection", "about": "市应急管理局"}
FACTS = {
    "happened": "2026年8月",
    "place": "厂区北门",
    "facts": "两名工作人员没有出示批准文件就进厂检查，还要求停产半天。",
    "wants": "说明检查依据",
}
CONTACT = {"disclosure": "confidential", "enterprise": "沅江湖畔食品有限公司", "phone": "13800001402"}

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def city(sqlite_app: Flask) -> Flask:
    """The rulebook, the calendar, the categories."""
    story.city()
    return sqlite_app


@pytest.fixture
def visitor(city: Flask) -> Any:
    """Somebody without an account."""
    return city.test_client()


@pytest.fixture
def owner(city: Flask) -> Any:
    """An enterprise, signed in."""
    client = city.test_client()
    client.sign_in(make.user(Role.ENTERPRISE, enterprise=make.enterprise("沅江湖畔食品有限公司")))
    return client


def fill(client: Any, *, contact: dict[str, str] | None = None, **facts: Any) -> Any:
    """The steps up to the check page."""
    client.get("/complaints/new/matter")
    client.post("/complaints/new/matter", data=MATTER)
    answer = client.post("/complaints/new/facts", data={**FACTS, **facts})
    return client.post("/complaints/new/contact", data=contact) if contact else answer


def complaints() -> list[Complaint]:
    db.session.rollback()
    return list(db.session.scalars(select(Complaint)))


def identity(complaint: Complaint, app: Flask) -> dict[str, Any]:
    sealed = db.session.get_one(Identity, complaint.id).sealed
    return sealing.unseal(sealing.key(app.config["BE_IDENTITY_KEY"]), sealed, context=complaint.number)


def submit(client: Any) -> str:
    """File, and the page of the receipt."""
    return text(client.get(client.post("/complaints/new/check").headers["Location"]))


def text(answer: Any) -> str:
    return str(answer.get_data(as_text=True))


def test_everybody_reads_what_is_taken_in_and_how_long_it_takes(visitor: Any) -> None:
    page = text(visitor.get("/complaints/start"))
    assert "违规检查、违规处罚" in page
    assert "15 个工作日" in page
    assert "/complaints/not-eligible/civil_dispute" in page


def test_an_enterprise_files_in_two_steps_and_a_check(owner: Any, city: Flask) -> None:
    assert fill(owner).headers["Location"] == "/complaints/new/check"
    page = text(owner.get("/complaints/new/check"))
    assert "提交前不会发送给任何单位" in page
    assert "沅江湖畔食品有限公司" in page
    receipt = owner.post("/complaints/new/check")
    (filed,) = complaints()
    assert receipt.headers["Location"] == f"/complaints/{filed.number}/receipt"
    assert filed.disclosure is Disclosure.CONFIDENTIAL
    assert identity(filed, city)["enterprise"] == "沅江湖畔食品有限公司"
    assert queries.statement(filed).happened == "2026-08"
    assert db.session.scalar(select(func.count()).select_from(Draft)) == 0


def test_somebody_without_an_account_gets_a_receipt_code_that_opens_the_case(visitor: Any, city: Flask) -> None:
    assert fill(visitor).headers["Location"] == "/complaints/new/contact"
    visitor.post("/complaints/new/contact", data=CONTACT)
    page = submit(visitor)
    (filed,) = complaints()
    code = page.split('copied-text">')[2].split("<")[0]
    assert queries.by_code(filed.number, code).id == filed.id
    assert identity(filed, city)["phone"] == "13800001402"
    with visitor.session_transaction() as session:
        assert code not in str(dict(session))


def test_a_repeated_post_makes_one_complaint_and_leads_to_the_same_receipt(visitor: Any) -> None:
    fill(visitor, contact=CONTACT)
    places = {visitor.post("/complaints/new/check").headers["Location"] for _ in range(3)}
    assert len(places) == 1
    assert len(complaints()) == 1


def test_two_posts_at_the_same_moment_make_one_complaint(app: Flask) -> None:
    story.city()
    first = app.test_client()
    fill(first, contact=CONTACT)
    cookie = first.get_cookie("session")
    start, places = Barrier(2), []

    def post() -> None:
        with app.app_context():
            twin = app.test_client()
            twin.set_cookie("session", cookie.value)
            start.wait()
            places.append(twin.post("/complaints/new/check").headers["Location"])
            db.session.remove()

    threads = [Thread(target=post) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(places) == 2
    assert len(set(places)) == 1
    assert len(complaints()) == 1


def test_one_address_cannot_file_without_end(visitor: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "FILED_FROM_ONE_ADDRESS", "1 per hour")
    for status in (303, 429):
        fill(visitor, contact=CONTACT)
        assert visitor.post("/complaints/new/check").status_code == status


def test_one_address_cannot_send_files_without_end(visitor: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filing, "UPLOADS", "1 per hour")
    for status in (303, 429):
        answer = fill(visitor, files=(BytesIO(story.PNG), "现场.png"))
        assert answer.status_code == status


def test_another_complaint_after_the_first_is_another_draft(owner: Any) -> None:
    fill(owner)
    owner.post("/complaints/new/check")
    fill(owner, facts="另一件事：办证窗口不收材料，跑了三趟都没有说明理由。")
    assert "您已有相近的投诉" in text(owner.get("/complaints/new/check"))
    owner.post("/complaints/new/duplicates")
    owner.post("/complaints/new/check")
    assert len(complaints()) == 2


def test_an_anonymous_complaint_keeps_no_way_to_reach_anybody(visitor: Any, city: Flask) -> None:
    fill(visitor, contact={**CONTACT, "disclosure": "anonymous"})
    visitor.post("/complaints/new/check")
    (filed,) = complaints()
    assert filed.disclosure is Disclosure.ANONYMOUS
    assert set(identity(filed, city).values()) == {""}


def test_a_code_brings_its_name_from_the_directory(visitor: Any, city: Flask) -> None:
    known = make.enterprise("沅江湖畔食品有限公司")
    fill(visitor, contact={**CONTACT, "enterprise": known.uscc.lower()})
    assert "沅江湖畔食品有限公司" in text(visitor.get("/complaints/new/check"))
    visitor.post("/complaints/new/check")
    (filed,) = complaints()
    assert identity(filed, city)["enterprise"] == "沅江湖畔食品有限公司"
    assert identity(filed, city)["code"] == known.uscc


@pytest.mark.parametrize(
    ("path", "given", "sentence"),
    [
        ("matter", {"about": "x"}, "请选择问题类别"),
        ("facts", {**FACTS, "facts": "太短"}, "请至少填写 20 个字"),
        ("facts", {**FACTS, "facts": ""}, "请填写“发生了什么”"),
        ("facts", {**FACTS, "facts": "长" * 2001}, "请控制在 2000 个字以内"),
        ("facts", {**FACTS, "happened": "2026-13-01"}, "日历上没有这一天"),
        ("facts", {**FACTS, "happened": "2026-10"}, "它还没有到"),
        ("facts", {**FACTS, "wants": ""}, "请填写“您希望怎么解决”"),
        ("contact", {**CONTACT, "enterprise": ""}, "请填写“企业名称或统一社会信用代码”"),
        ("contact", {**CONTACT, "enterprise": "91430981MA4T000001"}, "末位校验码对不上"),
        ("contact", {**CONTACT, "phone": "12"}, "请核对电话号码"),
        ("contact", {"disclosure": "loud"}, "请选择列出的一项"),
    ],
)
def test_a_fault_is_told_in_the_title_above_and_beside_and_nothing_is_lost(
    visitor: Any, path: str, given: dict[str, str], sentence: str
) -> None:
    visitor.get("/complaints/new/matter")
    answer = visitor.post(f"/complaints/new/{path}", data=given)
    page = text(answer)
    assert answer.status_code == 422
    assert "<title>错误：" in page
    assert page.count(sentence) == 2
    for typed in given.values():
        assert typed in page or not typed or typed == "loud"


def test_what_was_typed_with_faults_is_in_the_draft_when_one_comes_back(visitor: Any) -> None:
    visitor.get("/complaints/new/matter")
    visitor.post("/complaints/new/facts", data={**FACTS, "happened": "", "place": "记得的地方"})
    assert "记得的地方" in text(visitor.get("/complaints/new/facts"))


def test_good_files_stay_attached_whatever_else_is_wrong(visitor: Any) -> None:
    visitor.get("/complaints/new/matter")
    files = [(BytesIO(story.PNG), "现场.png"), (BytesIO(b"MZ\x90"), "程序.exe")]
    answer = visitor.post("/complaints/new/facts", data={**FACTS, "files": files})
    assert answer.status_code == 422
    assert "现场.png" in text(answer)
    assert "程序.exe" in text(answer)
    (kept,) = db.session.scalars(select(DraftFile))
    visitor.post("/complaints/new/facts", data={**FACTS, "remove": str(kept.id)})
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(DraftFile)) == 0


def test_a_sixth_file_is_refused_and_five_are_kept(visitor: Any) -> None:
    visitor.get("/complaints/new/matter")
    files = [(BytesIO(story.PNG), f"{n}.png") for n in range(6)]
    answer = visitor.post("/complaints/new/facts", data={**FACTS, "files": files})
    assert "最多上传 5 个文件" in text(answer)
    assert db.session.scalar(select(func.count()).select_from(DraftFile)) == 5


def test_words_of_a_civil_dispute_lead_to_who_takes_it_and_let_go_on(visitor: Any) -> None:
    answer = fill(visitor, facts="隔壁公司欠我合伙的钱，属于合伙纠纷，想请政府帮忙要回来。")
    assert answer.headers["Location"] == "/complaints/not-eligible/civil_dispute"
    assert "12348" in text(visitor.get("/complaints/not-eligible/civil_dispute"))
    assert visitor.post("/complaints/not-eligible/civil_dispute").headers["Location"] == "/complaints/new/contact"
    again = visitor.post(
        "/complaints/new/facts", data={**FACTS, "facts": "隔壁公司欠我合伙的钱，属于合伙纠纷，还是想投诉。"}
    )
    assert again.headers["Location"] == "/complaints/new/contact"


@pytest.mark.parametrize("reason", ["in_litigation", "in_hand", "repeated", "force_majeure", "not_ours"])
def test_each_reason_has_its_page(visitor: Any, reason: str) -> None:
    assert "该找谁" in text(visitor.get(f"/complaints/not-eligible/{reason}"))


def test_an_unknown_reason_has_none(visitor: Any) -> None:
    assert visitor.get("/complaints/not-eligible/nothing").status_code == 404
    assert visitor.post("/complaints/not-eligible/too_vague").status_code == 404


@pytest.mark.parametrize("path", ["facts", "contact"])
def test_a_step_without_a_draft_leads_to_the_first(visitor: Any, path: str) -> None:
    assert visitor.get(f"/complaints/new/{path}").headers["Location"] == "/complaints/new/matter"


def test_the_check_page_without_a_draft_leads_to_the_start(visitor: Any) -> None:
    assert visitor.get("/complaints/new/check").headers["Location"] == "/complaints/start"
    assert visitor.post("/complaints/new/check").headers["Location"] == "/complaints/start"


def test_an_unfinished_draft_cannot_be_filed_and_shows_what_is_missing(visitor: Any) -> None:
    visitor.get("/complaints/new/matter")
    visitor.post("/complaints/new/facts", data=FACTS)
    for answer in (visitor.get("/complaints/new/check"), visitor.post("/complaints/new/check")):
        assert answer.headers["Location"] == "/complaints/new/matter?faults=1&change=1"
    assert "请选择问题类别" in text(visitor.get("/complaints/new/matter?faults=1&change=1"))
    assert complaints() == []


def test_a_changed_answer_leads_back_to_the_check_page(owner: Any) -> None:
    fill(owner)
    answer = owner.post("/complaints/new/matter?change=1", data={**MATTER, "category": "illegal_fees"})
    assert answer.headers["Location"] == "/complaints/new/check"
    assert "乱收费" in text(owner.get("/complaints/new/check"))


def test_initials_mean_the_department(visitor: Any) -> None:
    department = make.department("市应急管理局")
    visitor.get("/complaints/new/matter")
    visitor.post("/complaints/new/matter", data={**MATTER, "about": department.initials.upper()})
    assert 'value="市应急管理局"' in text(visitor.get("/complaints/new/matter"))


def test_another_account_in_the_same_browser_gets_neither_draft_nor_receipt(owner: Any) -> None:
    fill(owner)
    owner.sign_in(make.user(Role.ENTERPRISE))
    assert FACTS["facts"] not in text(owner.get("/complaints/new/matter"))
    assert owner.get("/complaints/new/facts").status_code == 303


def test_a_filed_complaint_of_an_account_is_no_receipt_for_who_uses_the_browser_next(owner: Any) -> None:
    fill(owner)
    owner.post("/complaints/new/check")
    (filed,) = complaints()
    for name in ("_user_id", "_fresh", "fs_cc", "identity"):
        with owner.session_transaction() as session:
            session.pop(name, None)
    assert owner.post("/complaints/new/check").headers["Location"] == "/complaints/start"
    assert owner.get(f"/complaints/{filed.number}/receipt").status_code == 404


def test_the_receipt_tells_the_last_days_and_prints(visitor: Any) -> None:
    fill(visitor, contact=CONTACT)
    page = submit(visitor)
    for day in ("2026-09-14", "2026-09-17", "2026-09-22"):
        assert day in page
    (filed,) = complaints()
    printed = visitor.get(f"/complaints/{filed.number}/receipt.pdf")
    assert printed.data.startswith(b"%PDF-")
    assert printed.headers["Content-Disposition"] == f'attachment; filename="{filed.number}.pdf"'


def test_nobody_else_sees_a_receipt(visitor: Any, city: Flask) -> None:
    fill(visitor, contact=CONTACT)
    visitor.post("/complaints/new/check")
    (filed,) = complaints()
    stranger = city.test_client()
    assert stranger.get(f"/complaints/{filed.number}/receipt").status_code == 404
    assert stranger.get("/complaints/nonsense/receipt").status_code == 404
