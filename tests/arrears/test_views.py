"""The pages of arrears: the short form with its check, the case from each side, the acts, lists and totals."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.arrears import queries, service
from app.arrears.models import ArrearsCase
from app.arrears.rules import Standing, StepKind
from app.arrears.service import CREDITOR
from app.complaints import queries as complaints
from app.complaints.rules import Disclosure, Use
from app.kernel import sealing
from app.kernel.db import db, transaction
from app.kernel.permissions import Role
from app.ledger import rules as proofs
from app.notices import queries as notices
from config import DEFAULT_SECRET
from tests import make
from tests.arrears.books import AT, FACTS, Cast, left
from tests.complaints import story
from tests.conftest import Client

pytestmark = pytest.mark.usefixtures("frozen")
MONTH = date(2026, 9, 1)
DEBT = {
    "debtor_kind": "public",
    "debtor": "琼湖街道办事处",
    "contract": "道路维修合同 2025-031",
    "amount": "捌拾陆万元整",
    "delivered_on": "2026-03-01",
    "agreed_on": "2026-08-31",
    "facts": FACTS,
    "disclosure": "confidential",
}
CONTACT = {"disclosure": "confidential", "enterprise": "沅江湖畔建设有限公司", "phone": "13800001402"}


class Scene(Cast):
    """Everybody with a browser."""

    def __init__(self, app: Flask) -> None:
        super().__init__()
        self.app = app
        self.pages = {name: self.browser(getattr(self, name)) for name in ("owner", "clerk", "officer")}

    def browser(self, user: Any) -> Client:
        made = self.app.test_client()
        assert isinstance(made, Client)
        if user is not None:
            made.sign_in(user)
        return made


@pytest.fixture
def scene(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr(story, "KEY", sealing.key(DEFAULT_SECRET))
    return Scene(sqlite_app)


def only() -> ArrearsCase:
    db.session.rollback()
    return db.session.scalars(select(ArrearsCase)).one()


def test_a_creditor_files_in_one_page_and_a_check_that_reads_the_sum_back(scene: Scene) -> None:
    page = scene.pages["owner"]
    sent = page.post("/arrears/new", data={**DEBT, "files": (BytesIO(story.PNG), "验收单.png")})
    assert sent.location == "/arrears/new/check"
    shown = page.get("/arrears/new/check").text
    for words in ("¥860,000.00（捌拾陆万元整）", "2026-04-30", "约定超过法定最长期限", "验收单.png"):
        assert words in shown
    filed = page.post("/arrears/new/check")
    case = only()
    assert filed.location == f"/complaints/{case.number}/receipt"
    assert (case.claimed, case.due_on, case.cut) == (Decimal("860000.00"), date(2026, 4, 30), True)
    assert case.debtor_id == scene.town.id
    assert complaints.statement(case.complaint).wants == "支付拖欠的 860,000.00 元（捌拾陆万元整）。"
    assert len(complaints.attachments(case.complaint)) == 1
    assert page.post("/arrears/new/check").location == filed.location
    assert only().number == case.number
    assert complaints.form_uses(MONTH) == {Use.BEGUN: 1, Use.UNTIMED: 1}
    assert "¥860,000.00" in page.get(f"/arrears/{case.number}").text


def test_somebody_without_an_account_is_asked_how_to_be_reached_and_follows_with_the_code(scene: Scene) -> None:
    page = scene.browser(None)
    page.get("/complaints/new/matter")
    assert page.post("/complaints/new/matter", data={"category": "arrears"}).location == "/arrears/new"
    assert page.post("/arrears/new", data=DEBT).location == "/complaints/new/contact"
    there = page.post("/complaints/new/contact", data=CONTACT)
    assert page.get(there.location).location == "/arrears/new/check"
    assert "沅江湖畔建设有限公司" in page.get("/arrears/new/check").text
    receipt = page.get(page.post("/arrears/new/check").location).text
    assert "查询码" in receipt
    assert complaints.form_uses(MONTH) == {Use.BEGUN: 1, Use.TWO: 1}
    case = only()
    assert "建立账目" in page.get(f"/arrears/{case.number}").text
    assert scene.browser(None).get(f"/arrears/{case.number}").status_code == 404


def test_a_kind_with_a_form_of_its_own_is_filed_there_only(scene: Scene) -> None:
    page = scene.pages["owner"]
    page.get("/complaints/new/matter")
    page.post("/complaints/new/matter", data={"category": "arrears"})
    told = {"happened": "2026-09-01", "facts": FACTS, "wants": "付款", "disclosure": "confidential"}
    page.post("/complaints/new/facts", data=told)
    assert page.get("/complaints/new/check").location == "/arrears/new/check"
    assert page.post("/complaints/new/check").location == "/arrears/new/check"
    assert page.get("/arrears/new/check").location == "/arrears/new?faults=1"
    assert page.post("/arrears/new/check").location == "/arrears/new?faults=1"
    assert "请填写" in page.get("/arrears/new?faults=1").text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"amount": "3e4"}, "这样写不能确定是哪一个数"),
        ({"amount": "0"}, "拖欠金额为零"),
        ({"delivered_on": "2026-09-12"}, "这个日期还没有到"),
        ({"agreed_on": "2026-02-28"}, "约定的付款日期早于交付日期"),
        ({"debtor": ""}, "欠款单位"),
        ({"facts": "太短"}, "20"),
    ],
)
def test_what_is_wrong_comes_back_with_what_was_typed(scene: Scene, wrong: dict[str, str], words: str) -> None:
    answer = scene.pages["owner"].post("/arrears/new", data={**DEBT, **wrong})
    assert answer.status_code == 422
    assert words in answer.text
    assert "道路维修合同 2025-031" in answer.text


def test_without_a_draft_there_is_nothing_to_check_or_file(scene: Scene) -> None:
    assert scene.pages["owner"].get("/arrears/new/check").location == "/arrears/new"
    assert scene.pages["owner"].post("/arrears/new/check").location == "/arrears/new"


def test_a_department_reads_of_a_confidential_account_only_that_there_is_one(scene: Scene) -> None:
    case = scene.referred()
    shown = scene.pages["clerk"].get(f"/arrears/{case.number}").text
    assert "账目还没有转交" in shown
    for secret in ("860,000", "2025-031", "湖畔", scene.town.name):
        assert secret not in shown
    for way in ("repay", "open"):
        assert scene.pages["clerk"].get(f"/arrears/{case.number}/{way}").status_code in {403, 404}
    scene.pages["officer"].post(f"/arrears/{case.number}/hand-over", data={"why": "电话同意", "version": case.version})
    shown = scene.pages["clerk"].get(f"/arrears/{case.number}").text
    assert "¥860,000.00" in shown
    assert "电话同意" not in shown


def test_three_repayments_and_the_page_says_cleared(scene: Scene) -> None:
    case, page = scene.handed(), scene.pages["clerk"]
    for amount in ("300000", "260000", "30万"):
        version = only().version
        paid = {"amount": amount, "paid_on": "2026-09-10", "voucher": "湘财支1号", "version": version}
        assert page.post(f"/arrears/{case.number}/repay", data=paid).status_code == 303
    shown = scene.pages["owner"].get(f"/arrears/{case.number}").text
    assert "已清零" in shown
    assert "¥0.00（零元整）" in shown
    assert "登记回款" not in scene.pages["owner"].get(f"/arrears/{case.number}").text.split("账目记录")[0]


def test_too_much_and_an_old_page_come_back_with_what_was_typed(scene: Scene) -> None:
    case, page = scene.handed("100.00"), scene.pages["clerk"]
    paid = {"amount": "100.01", "paid_on": "2026-09-10", "voucher": "湘财支1号", "version": case.version}
    answer = page.post(f"/arrears/{case.number}/repay", data=paid)
    assert (answer.status_code, "不超过未回款的 100.00 元" in answer.text) == (422, True)
    old = case.version
    scene.repay(case, "1.00")
    answer = page.post(f"/arrears/{case.number}/repay", data={**paid, "amount": "5", "version": old})
    assert answer.status_code == 409
    assert 'value="5"' in answer.text
    assert left(only()) == Decimal("99.00")


def test_one_form_sent_twice_is_one_repayment(scene: Scene) -> None:
    case = scene.handed("100.00")
    paid = {"amount": "40", "paid_on": "2026-09-10", "voucher": "1", "version": case.version, "once": "a" * 32}
    for _ in range(2):
        assert scene.pages["clerk"].post(f"/arrears/{case.number}/repay", data=paid).status_code == 303
    assert left(only()) == Decimal("60.00")


def test_each_side_keeps_the_receipts_of_its_own_acts(scene: Scene) -> None:
    case = scene.handed()
    scene.repay(case, "1.00")
    own, other = f"/arrears/{case.number}/receipts/1.json", f"/arrears/{case.number}/receipts/3.json"
    assert proofs.checked(scene.pages["owner"].get(own).data, scene.app.extensions["ledger"].signer.public).words
    assert own in scene.pages["owner"].get(f"/arrears/{case.number}").text
    assert scene.pages["owner"].get(other).status_code == 404
    assert scene.pages["clerk"].get(own).status_code == 404
    assert scene.pages["clerk"].get(other).status_code == 200
    assert own not in scene.pages["clerk"].get(f"/arrears/{case.number}").text


def test_the_creditor_contradicts_and_the_office_settles(scene: Scene) -> None:
    case = scene.handed("100.00")
    paid = scene.repay(case, "100.00")
    way = f"/arrears/{case.number}/repayments/{paid.id}"
    assert scene.pages["owner"].post(f"{way}/object", data={"words": "没有到账"}).status_code == 303
    for page in scene.pages.values():
        assert "有异议，先不计入" in page.get(f"/arrears/{case.number}").text
    assert scene.pages["clerk"].post(f"{way}/settle", data={}).status_code == 403
    told = {"outcome": "stands", "decision": "银行回单显示当天到账"}
    assert scene.pages["officer"].post(f"{way}/settle", data=told).status_code == 303
    assert queries.book(only()).standing is Standing.CLEARED


def test_the_office_assesses_and_climbs_with_a_paper(scene: Scene) -> None:
    case, page = scene.handed("100.00"), scene.pages["officer"]
    told = {"amount": "80", "words": "结算审计核减", "version": case.version}
    assert page.post(f"/arrears/{case.number}/assess", data=told).status_code == 303
    step = {"kind": "onsite", "on": "2026-09-11", "document_no": "沅优督1号", "words": "核对账目"}
    sent = {**step, "version": only().version, "paper": (BytesIO(story.PNG), "督办通知.png")}
    assert page.post(f"/arrears/{case.number}/step", data=sent).status_code == 303
    shown = scene.pages["owner"].get(f"/arrears/{case.number}").text
    for words in ("¥80.00（捌拾元整）", "现场督办", "沅优督1号", "结算审计核减"):
        assert words in shown
    kept = scene.pages["clerk"].get(f"/arrears/{case.number}/steps/1")
    assert (kept.data[:8], kept.mimetype) == (story.PNG[:8], "image/png")
    skipped = page.post(f"/arrears/{case.number}/step", data={**step, "kind": "accountability", "version": 9})
    assert skipped.status_code in {409, 422}


def test_of_the_last_step_neither_side_reads_anything(scene: Scene) -> None:
    case = scene.handed()
    for kind in (StepKind.ONSITE, StepKind.INTERVIEW):
        scene.step(case, kind)
    before = [scene.pages[who].get(f"/arrears/{case.number}").text.count("推进督办") for who in ("owner", "clerk")]
    with transaction():
        paper = service.Paper("移送函.png", "image/png", "0" * 64, story.PNG)
        told = {"on": date(2026, 9, 11), "document_no": "沅优移1号", "words": "移送", "paper": paper}
        step = service.take_step(case, kind=StepKind.ACCOUNTABILITY, **told, by=scene.officer, at=AT)
    for who, count in zip(("owner", "clerk"), before, strict=True):
        shown = scene.pages[who].get(f"/arrears/{case.number}").text
        assert "沅优移1号" not in shown
        assert shown.count("推进督办") == count
        assert scene.pages[who].get(f"/arrears/{case.number}/steps/{step.id}").status_code == 404
    assert "沅优移1号" in scene.pages["officer"].get(f"/arrears/{case.number}").text
    assert scene.pages["officer"].get(f"/arrears/{case.number}/steps/{step.id}").status_code == 200


def test_a_complaint_that_came_by_letter_gets_its_account_from_the_office(scene: Scene) -> None:
    found = story.filed(None, category="arrears", at=AT).complaint
    page = scene.pages["officer"]
    assert "还没有账目" in page.get(f"/arrears/{found.number}").text
    bare = {name: DEBT[name] for name in ("debtor_kind", "debtor", "contract", "amount", "delivered_on")}
    assert page.post(f"/arrears/{found.number}/open", data={**bare, "amount": ""}).status_code == 422
    assert page.post(f"/arrears/{found.number}/open", data=bare).status_code == 303
    assert (only().number, only().opened_by.value) == (found.number, "office")
    assert page.get(f"/arrears/{found.number}/open").status_code == 409
    assert page.post(f"/arrears/{found.number}/open", data=bare).status_code == 409


def test_another_kind_of_complaint_has_no_page_here(scene: Scene) -> None:
    other = story.filed(scene.owner).complaint
    for way in ("", "/open", "/repay"):
        assert scene.pages["officer"].get(f"/arrears/{other.number}{way}").status_code == 404
    assert scene.pages["officer"].get("/arrears/QK-1").status_code == 404


def test_a_number_without_dashes_leads_to_the_case(scene: Scene) -> None:
    number = scene.opened().number
    answer = scene.pages["owner"].get(f"/arrears/{number.replace('-', '')}")
    assert (answer.status_code, answer.location) == (301, f"/arrears/{number}")


def test_lists_and_totals(scene: Scene) -> None:
    scene.repay(scene.handed("100.00"), "100.00")
    case = scene.referred("200.00", disclosure=Disclosure.NAMED)
    assert case.number in scene.pages["officer"].get("/arrears").text
    assert case.number not in scene.pages["officer"].get("/arrears?view=cleared").text
    assert "没有符合条件的件" in scene.pages["officer"].get("/arrears?q=不存在").text
    assert case.number in scene.pages["clerk"].get("/arrears?q=2025-031&view=nonsense").text
    leader = scene.browser(make.user(Role.LEADER))
    shown = leader.get("/arrears/totals").text
    for words in ("2 件，其中已清零 1 件", "¥200.00（贰佰元整）", scene.town.name):
        assert words in shown
    told = leader.get("/arrears/totals.csv").text
    assert f"{scene.town.name},2,1,300.00,300.00,100.00,200.00,2026-04-15" in told
    assert leader.get("/arrears/totals.xlsx").data[:2] == b"PK"
    assert scene.pages["clerk"].get("/arrears/totals").status_code == 403


def test_whose_an_account_is_the_carriers_find_by_the_key_alone(scene: Scene) -> None:
    case = scene.handed()
    assert notices.holder_of(case.number) is None
    with make.act():
        scene.owner.email = "owner@firm.example"
    assert notices.holder_of(case.number) is scene.owner


def test_a_notice_leads_to_the_account(scene: Scene) -> None:
    case = scene.handed()
    paid = scene.repay(case, "1.00")
    with transaction():
        service.object_to(paid, words="没有到账", by=CREDITOR, at=AT)
    shown = scene.pages["clerk"].get("/notifications").text
    assert f"拖欠账款 {case.number} 的一笔回款有异议" in shown
