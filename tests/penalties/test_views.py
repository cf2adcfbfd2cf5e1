"""The pages of the penalty line: filed in steps, registered, asked about, decided, paid, published, taken down."""

import io
import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from app.kernel.db import transaction
from app.kernel.permissions import Role
from app.ledger import rules as proofs
from app.penalties import queries, service
from app.penalties.models import Filing
from app.penalties.rules import State
from tests import make
from tests.complaints.story import PNG
from tests.conftest import Client
from tests.penalties.cases import AT, HOUR, Cast

pytestmark = pytest.mark.usefixtures("frozen")
CASE = {"case_no": "沅市监立〔2026〕7号", "matter": "销售不合格配电箱"}
FACTS = {"facts": "三批不合格", "basis": "产品质量法第四十九条", "discretion": "货值较大", "hearing": "not_due"}
REVIEW = {"reviewer": "王*", "reviewed_on": "2026-09-10", "opinion": "同意", "first_minor": "no"}


class Scene(Cast):
    """Everybody with a browser."""

    def __init__(self, app: Flask) -> None:
        super().__init__()
        self.app = app
        self.pages = {name: self.browser(getattr(self, name)) for name in ("clerk", "colleague", "stranger", "officer")}

    def browser(self, user: Any) -> Client:
        made = self.app.test_client()
        assert isinstance(made, Client)
        made.sign_in(user)
        return made

    def begun(self, who: str = "clerk") -> str:
        """The address of a new draft."""
        sent = self.pages[who].post("/penalties/new")
        assert sent.status_code == 303
        return str(sent.location.removesuffix("/case"))

    def written(self, **more: Any) -> str:
        """A draft with every answer."""
        draft, client = self.begun(), self.pages["clerk"]
        steps = {"case": {"party_code": self.firm.uscc, **CASE}, "facts": {"fines": "48000", **FACTS}, "review": REVIEW}
        for step, form in steps.items():
            sent = client.post(f"{draft}/{step}", data={**form, **{k: v for k, v in more.items() if k in known(step)}})
            assert sent.status_code == 303, sent.text
        return draft

    def sent(self, **more: Any) -> Filing:
        """A filing made through the pages."""
        answer = self.pages["clerk"].post(f"{self.written(**more)}/check")
        assert answer.status_code == 303, answer.text
        return queries.by_number(answer.location.rsplit("/", 1)[1], to=self.officer)


def known(step: str) -> set[str]:
    review = {"reviewer", "reviewed_on", "opinion", "leniency", "first_minor", "leniency_reason"}
    case = {"party_code", "party_name", "case_no", "matter", "late_on"}
    return {"case": case, "review": review}.get(step, {*FACTS, "fines", "kinds", "hearing_on"})


@pytest.fixture
def scene(sqlite_app: Flask) -> Scene:
    return Scene(sqlite_app)


def version(client: Client, address: str) -> str:
    found = re.search(r'name="version"[^>]*value="(\d+)"', client.get(address).text)
    assert found
    return found[1]


def act(client: Client, filing: Filing, name: str, **form: Any) -> Any:
    address = f"/penalties/{filing.number}/{name}"
    return client.post(address, data={"version": version(client, address), **form})


def test_a_department_files_in_three_steps_and_is_told_that_it_must(scene: Scene) -> None:
    client, draft = scene.pages["clerk"], scene.written(fines="20000\n叁仟元整\n７，０００．００")
    page = client.get(f"{draft}/check").text
    assert "应当报备" in page
    assert "20000.00 + 3000.00 + 7000.00 = ¥30,000.00（叁万元整）" in page
    assert "湖畔电气有限公司" in page
    sent = client.post(f"{draft}/check")
    shown = client.get(sent.location, follow_redirects=True).text
    assert "YC-20260911-000001-" in shown
    assert "罚款合计达到报备数额" in shown
    again = client.post(f"{draft}/check")
    assert (again.status_code, again.location) == (303, sent.location)
    assert queries.count(queries.Filters(), to=scene.officer) == 1


def test_a_cent_less_is_said_to_be_voluntary(scene: Scene) -> None:
    page = scene.pages["clerk"].get(f"{scene.written(fines='29,999.99')}/check").text
    assert "可以不报备" in page
    assert "应当报备</strong>" not in page


@pytest.mark.parametrize("amount", ["3e4", "NaN", "-1", "30000.004", "30,00", "三万五"])
def test_an_amount_that_is_no_one_number_is_refused_and_stays_in_the_form(scene: Scene, amount: str) -> None:
    client, draft = scene.pages["clerk"], scene.begun()
    client.post(f"{draft}/case", data={"party_code": scene.firm.uscc, **CASE})
    sent = client.post(f"{draft}/facts", data={**FACTS, "fines": amount})
    assert sent.status_code == 422
    assert "error-summary" in sent.text
    assert amount in client.get(f"{draft}/facts").text


@pytest.mark.parametrize(
    ("step", "form", "sentence"),
    [
        ("case", {"party_code": "91430981MA4T99999X"}, "error-summary"),
        ("case", {"party_code": make.code(777)}, "当事人名称"),
        ("case", {"late_on": "2026-09-12"}, "这个日期还没有到"),
        ("facts", {"fines": "0"}, "罚款为零"),
        ("facts", {"hearing": "told", "fines": "5"}, "听证情况和日期对不上"),
        ("facts", {"fines": "\n".join(["1"] * 21)}, "error-summary"),
        ("review", {"opinion": ""}, "法制审核要三项都填"),
        ("review", {"leniency": ["BYCF-01"]}, "写明理由"),
        ("review", {"first_minor": "yes"}, "写明理由"),
        ("review", {"leniency": ["NOTHING"]}, "error-summary"),
    ],
)
def test_a_step_says_what_is_wrong(scene: Scene, step: str, form: dict[str, Any], sentence: str) -> None:
    whole = {"case": {"party_code": scene.firm.uscc, **CASE}, "facts": {"fines": "48000", **FACTS}, "review": REVIEW}
    client, draft = scene.pages["clerk"], scene.begun()
    sent = client.post(f"{draft}/{step}", data={**whole[step], **form})
    assert sent.status_code == 422
    assert sentence in sent.text


def test_a_gap_leads_back_to_its_step_and_files_stay(scene: Scene) -> None:
    client, draft = scene.pages["clerk"], scene.begun()
    assert client.get(f"{draft}/check").location.endswith("/case?faults=1&change=1")
    assert "error-summary" in client.get(client.get(f"{draft}/check").location).text
    assert client.post(f"{draft}/check").status_code == 303
    client.post(f"{draft}/case", data={"party_code": scene.firm.uscc, **CASE})
    files = [(io.BytesIO(PNG), "笔录.png"), (io.BytesIO(b"nothing"), "坏.exe")]
    sent = client.post(f"{draft}/facts", data={**FACTS, "fines": "5", "files": files})
    assert sent.status_code == 422
    page = client.get(f"{draft}/facts").text
    assert "笔录.png" in page
    assert "坏.exe" not in page
    (removed,) = re.findall(r'name="remove" id="[^"]*" value="(\d+)"', page)
    client.post(f"{draft}/facts", data={**FACTS, "fines": "5", "remove": removed})
    assert "笔录.png" not in client.get(f"{draft}/facts").text


def test_colleagues_share_drafts_and_others_do_not_see_them(scene: Scene) -> None:
    draft = scene.written()
    assert scene.pages["colleague"].get(f"{draft}/check").status_code == 200
    assert "销售不合格配电箱" in scene.pages["colleague"].get("/penalties/new").text
    for path in ("case", "facts", "review", "check"):
        assert scene.pages["stranger"].get(f"{draft}/{path}").status_code == 404
        assert scene.pages["stranger"].post(f"{draft}/{path}").status_code == 404
    assert scene.pages["stranger"].post(f"{draft}/discard").status_code == 404
    assert scene.pages["colleague"].post(f"{draft}/discard").status_code == 303
    assert scene.pages["clerk"].get(f"{draft}/case").status_code == 404


def test_drafts_that_nobody_touches_go_after_thirty_days(scene: Scene) -> None:
    scene.written()
    with transaction():
        assert service.purge(at=AT + timedelta(days=30)) == 0
    with transaction():
        assert service.purge(at=AT + timedelta(days=30, seconds=1)) == 1


def test_a_part_of_a_case_and_a_list_that_fits_are_shown_before_filing(scene: Scene) -> None:
    first = scene.sent(fines="15000")
    draft = scene.written(fines="15000", leniency=["BYCF-02"], leniency_reason="隐患未消除")
    page = scene.pages["clerk"].get(f"{draft}/check").text
    assert first.number in page
    assert "与同案其他部分合计达到报备数额" in page
    assert "对上了柔性执法清单" in page
    assert "初次违法且危害后果轻微并及时改正的" in page


def test_the_whole_way_of_a_penalty_through_its_pages(scene: Scene, frozen: Any) -> None:
    filing = scene.sent()
    clerk, office = scene.pages["clerk"], scene.pages["officer"]
    assert filing.number in office.get("/desk/penalties").text
    assert act(office, filing, "ask", kind="completion", words="请补充笔录").status_code == 303
    assert "请补充笔录" in clerk.get(f"/penalties/{filing.number}").text
    files = {"files": [(io.BytesIO(PNG), "补充.png")]}
    assert act(clerk, filing, "reply", answer="已补充", **files).status_code == 303
    assert clerk.get(f"/penalties/{filing.number}/annexes/1").data == PNG
    assert office.post(f"/penalties/{filing.number}/register").status_code == 303
    frozen.shift(HOUR)
    told = {"document_no": "沅市监罚〔2026〕7号", "decided_at": "2026-09-11 10:00", "fines": "48,000.00"}
    assert act(clerk, filing, "decide", **told).status_code == 303
    page = clerk.get(f"/penalties/{filing.number}").text
    assert "肆万捌仟元整" in page
    assert "2026-09-21" in page
    assert act(clerk, filing, "pay", amount="2万", paid_on="2026-09-11", voucher="票1").status_code == 303
    assert "¥28,000.00（贰万捌仟元整）" in clerk.get(f"/penalties/{filing.number}").text
    assert act(clerk, filing, "publish", channel="信用益阳", published_on="2026-09-11").status_code == 303
    assert office.post(f"/penalties/{filing.number}/close").status_code == 303
    fallen = {"kind": "reconsideration", "document_no": "复1号", "on": "2026-09-11", "words": "证据不足"}
    assert act(clerk, filing, "reverse", **fallen).status_code == 303
    assert "2026-09-16" in clerk.get(f"/penalties/{filing.number}").text
    assert clerk.post(f"/penalties/{filing.number}/take-down").status_code == 303
    assert "市优办要求补正" in office.get(f"/penalties/{filing.number}").text
    assert office.get("/public/penalties").text.count("市场监管局") >= 1


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ("2026-09-11 09:00", "报备在前，决定在后"),
        ("2026-09-11 08:59", "报备在前，决定在后"),
        ("2026-08-01 10:00", "报备在前，决定在后"),
        ("2026-09-11 10:01", "决定时间还没有到"),
        ("2026-09-11 25:00", "请核对时间"),
        ("2026-09-11", "请核对时间"),
    ],
)
def test_a_forged_time_of_decision_is_refused_and_what_was_typed_stays(
    scene: Scene, frozen: Any, told: str, sentence: str
) -> None:
    filing = scene.sent()
    frozen.shift(HOUR)
    form = {"document_no": "沅市监罚〔2026〕7号", "decided_at": told, "fines": "48000"}
    sent = act(scene.pages["clerk"], filing, "decide", **form)
    assert sent.status_code == 422
    assert sentence in sent.text
    assert "沅市监罚〔2026〕7号" in sent.text
    assert queries.decision(filing) is None


def test_two_browsers_the_second_loses_nothing_and_changes_nothing(scene: Scene, frozen: Any) -> None:
    filing = scene.sent()
    frozen.shift(HOUR)
    one, other = scene.pages["clerk"], scene.pages["colleague"]
    address = f"/penalties/{filing.number}"
    seen = version(one, f"{address}/drop")
    told = {"document_no": "一号", "decided_at": "2026-09-11 10:00", "fines": "48000"}
    assert act(other, filing, "decide", **told).status_code == 303
    late = one.post(f"{address}/drop", data={"version": seen, "why": "不予处罚，写了很长的理由"})
    assert late.status_code == 409
    assert "写了很长的理由" in late.text
    again = one.post(f"{address}/drop", data={"version": version(one, f"{address}/drop"), "why": "再试"})
    assert again.status_code == 409
    assert filing.state is not State.CLOSED


def test_the_same_form_sent_twice_is_one_payment(scene: Scene, frozen: Any) -> None:
    filing = scene.decided("30000.00")
    frozen.shift(2 * HOUR)
    client, address = scene.pages["clerk"], f"/penalties/{filing.number}/pay"
    form = {"version": version(client, address), "once": "a" * 32, "amount": "10000", "paid_on": "2026-09-11"}
    for _ in range(2):
        assert client.post(address, data={**form, "voucher": "票1"}).status_code == 303
    assert len(queries.payments(filing)) == 1


def test_only_what_is_open_is_offered(scene: Scene, frozen: Any) -> None:
    filing = scene.vetted()
    shown = scene.pages["clerk"].get(f"/penalties/{filing.number}").text
    assert "/decide" in shown
    for name in ("pay", "publish", "reverse", "take-down", "register", "ask"):
        assert f"/{filing.number}/{name}" not in shown
    offered = scene.pages["officer"].get(f"/penalties/{filing.number}").text
    assert f"/{filing.number}/register" in offered
    assert f"/{filing.number}/close" not in offered


def test_a_receipt_is_given_to_whoever_sees_the_filing_and_checks(scene: Scene) -> None:
    filing = scene.sent()
    got = scene.pages["clerk"].get(f"/penalties/{filing.number}/receipts/1.json")
    ring = scene.app.extensions["ledger"]
    told = proofs.checked(got.data, ring.signer.public)
    assert (told.verb, told.words["fines"], told.words["party_name"]) == (
        "penalty:file",
        ["48000.00"],
        "湖畔电气有限公司",
    )
    assert scene.pages["clerk"].get(f"/penalties/{filing.number}/receipts/9.json").status_code == 404
    assert scene.pages["stranger"].get(f"/penalties/{filing.number}/receipts/1.json").status_code == 404
    assert json.loads(got.data)["words"]["case_no"] == CASE["case_no"]


def test_lists_leave_as_files_and_only_ones_own(scene: Scene) -> None:
    filing = scene.decided("48000.00")
    other = scene.filed("1.00", by=scene.stranger)
    for kind in ("csv", "xlsx"):
        assert scene.pages["officer"].get(f"/penalties.{kind}").status_code == 200
    csv = scene.pages["clerk"].get("/penalties.csv").data.decode("utf-8-sig")
    assert filing.number in csv
    assert "48000.00" in csv
    assert other.number not in csv
    assert other.number not in scene.pages["clerk"].get("/penalties").text
    assert other.number in scene.pages["officer"].get("/penalties?q=湖畔").text
    assert "没有符合条件" in scene.pages["officer"].get("/penalties?q=没有").text


def test_the_public_figures_name_nobody(scene: Scene) -> None:
    filing = scene.published("48000.00")
    public = scene.app.test_client()
    page, csv = public.get("/public/penalties").text, public.get("/public/penalties.csv").data.decode("utf-8-sig")
    for told in (page, csv):
        assert "市场监管局" in told
        for secret in (filing.number, filing.party_name, filing.party_code, filing.case_no, filing.matter):
            assert secret not in told
    assert "¥48,000.00" in page
    assert "48000.00" in csv
    assert "还没有报备" in public.get("/public/penalties?year=2025").text


def test_two_people_change_the_lists_and_nothing_works_backwards(scene: Scene, frozen: Any) -> None:
    office, second = scene.pages["officer"], scene.browser(scene.second)
    form = {
        "code": "bycf-05",
        "kind": "no_penalty",
        "matter": "逾期年报",
        "terms": "首次逾期并在责令期限内补报的，不予处罚。",
        "basis": "《企业信息公示暂行条例》",
        "from_on": "2026-10-01",
        "reason": "包容审慎",
    }
    past = office.post("/leniency/proposals/new", data={**form, "from_on": "2026-09-10"})
    assert (past.status_code, "生效日期不能早于今天" in past.text, "逾期年报" in past.text) == (422, True, True)
    assert office.post("/leniency/proposals/new", data={**form, "code": "坏"}).status_code == 422
    gone = office.post("/leniency/proposals/new", data={**form, "ends": "yes"})
    assert "清单里没有这个编号" in gone.text
    sent = office.post("/leniency/proposals/new", data=form)
    assert sent.status_code == 303
    assert office.post("/leniency/proposals/new", data=form).status_code == 409
    number = sent.location.rsplit("/", 1)[1]
    assert office.post(f"/leniency/proposals/{number}/approve").status_code == 403
    assert second.post(f"/leniency/proposals/{number}/retract").status_code == 403
    assert second.post(f"/leniency/proposals/{number}/reject", data={}).status_code == 422
    assert second.post(f"/leniency/proposals/{number}/approve").status_code == 303
    assert second.post(f"/leniency/proposals/{number}/reject", data={"why": "不"}).status_code == 409
    assert "逾期年报" not in office.get("/leniency").text
    assert queries.entry("BYCF-05", date(2026, 10, 1)) is not None
    frozen.move_to(AT + timedelta(days=30))
    fresh = scene.browser(scene.officer)
    assert "逾期年报" in fresh.get("/leniency").text
    end = {**form, "from_on": "2026-11-01", "ends": "yes"}
    late = fresh.post("/leniency/proposals/new", data={**end, "from_on": "2026-10-11"}).location.rsplit("/", 1)[1]
    assert fresh.post(f"/leniency/proposals/{late}/retract").status_code == 303
    late = fresh.post("/leniency/proposals/new", data=end).location.rsplit("/", 1)[1]
    assert scene.browser(scene.second).post(f"/leniency/proposals/{late}/approve").status_code == 303
    assert queries.entry("BYCF-05", date(2026, 10, 31)) is not None
    assert queries.entry("BYCF-05", date(2026, 11, 1)) is None
    order = fresh.post("/leniency/proposals/new", data={**form, "from_on": "2026-10-20"})
    assert "生效日期要晚于上一版" in order.text
    assert fresh.get("/leniency/proposals/99").status_code == 404


def test_who_has_no_part_in_penalties_reaches_none(scene: Scene) -> None:
    filing = scene.filed()
    for role in (Role.ENTERPRISE, Role.INSPECTOR, Role.LEADER, Role.ADMINISTRATOR):
        client = scene.browser(make.user(role))
        for path in ("/penalties", f"/penalties/{filing.number}", "/penalties/new", "/desk/penalties"):
            assert client.get(path).status_code == 403
    discipline = scene.browser(make.user(Role.DISCIPLINE))
    assert discipline.get(f"/penalties/{filing.number}").status_code == 200
    assert discipline.post(f"/penalties/{filing.number}/register").status_code == 403
    plain = filing.number.replace("-", "").lower()
    moved = scene.pages["officer"].get(f"/penalties/{plain}")
    assert (moved.status_code, moved.location.endswith(filing.number)) == (301, True)


def test_the_clock_of_the_server_decides_and_not_the_form(scene: Scene) -> None:
    """A year later the same form is still judged by the instant at which it was filed."""
    filing = scene.sent()
    with time_machine.travel(AT + timedelta(days=365), tick=False):
        client = scene.browser(scene.clerk)
        form = {"document_no": "一号", "decided_at": "2026-09-11 08:00", "fines": "48000"}
        assert act(client, filing, "decide", **form).status_code == 422
        assert act(client, filing, "decide", **{**form, "decided_at": "2026-09-11 09:01"}).status_code == 303
