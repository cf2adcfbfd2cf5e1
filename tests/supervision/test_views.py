"""The pages of supervision: proposals issued by a person, documents, receipt and answer, reminders, referrals."""

import re
import zipfile
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx as reading
import pypdfium2
import pytest
from flask import Flask

from app.kernel.db import db, transaction
from app.kernel.permissions import Role
from app.notices.models import Notice
from app.supervision import queries, service
from app.supervision.models import Order, Referral, Reminder
from app.supervision.rules import Kind, State
from tests import make
from tests.conftest import Client
from tests.kernel.papers import text_of
from tests.supervision.orders import AT, Cast

pytestmark = pytest.mark.usefixtures("frozen")
WORDS = {"title": "关于投诉件超过办理时限的督办通知", "body": "你单位承办的投诉件已经超期。\n请立即办理。"}
MEETING = {"meet_at": "2026-09-14 15:30", "place": "市优办会议室"}


class Scene(Cast):
    """Everybody with a browser."""

    def __init__(self, app: Flask) -> None:
        super().__init__()
        self.app = app
        self.judge = make.user(Role.DISCIPLINE)
        self.pages = {name: self.browser(getattr(self, name)) for name in ("clerk", "officer", "judge")}

    def browser(self, user: Any) -> Client:
        made = self.app.test_client()
        assert isinstance(made, Client)
        made.sign_in(user)
        return made


@pytest.fixture
def scene(sqlite_app: Flask) -> Scene:
    return Scene(sqlite_app)


def one(model: Any) -> Any:
    db.session.rollback()
    return db.session.query(model).one()


def test_a_person_reads_changes_and_issues_what_the_rule_proposes(scene: Scene) -> None:
    case, page = scene.case("late"), scene.pages["officer"]
    row = next(row for row in scene.rows(case) if row.kind is Kind.YELLOW)
    shown = page.get("/desk/supervision").text
    assert "黄色督办单" in shown
    assert case.number in shown
    form = page.get(f"/supervision/issue/yellow?pick={row.deadline.id}").text
    assert "关于投诉件超过办理时限的督办通知" in form
    assert "已超 1 个工作日" in form
    assert page.get("/supervision/issue/yellow").location == "/desk/supervision"
    assert (
        page.post("/supervision/issue/yellow", data={**WORDS, "title": "", "pick": row.deadline.id}).status_code == 422
    )
    sent = {**WORDS, "pick": row.deadline.id, "once": "b" * 32}
    first, second = (page.post("/supervision/issue/yellow", data=sent) for _ in range(2))
    order = one(Order)
    assert first.location == second.location == f"/supervision/{order.number}"
    assert (order.body, order.state) == (WORDS["body"], State.ISSUED)
    late = page.post("/supervision/issue/yellow", data={**sent, "once": "c" * 32})
    assert (late.status_code, "已经签发过督办单" in late.text) == (409, True)
    assert page.get("/supervision/issue/onsite").status_code == 404


def test_a_red_order_without_a_meeting_comes_back(scene: Scene) -> None:
    case, page = scene.case("very_late"), scene.pages["officer"]
    picked = [row.deadline.id for row in scene.rows(case) if row.kind is Kind.RED]
    answer = page.post("/supervision/issue/red", data={**WORDS, "pick": picked})
    assert (answer.status_code, "要写时间和地点" in answer.text) == (422, True)
    assert page.post("/supervision/issue/red", data={**WORDS, **MEETING, "pick": picked}).status_code == 303


def test_both_documents_have_the_whole_text_and_the_layout_of_the_standard(scene: Scene) -> None:
    order = scene.issue(Kind.RED, scene.case("very_late"), title="关于投诉件严重超期的督办和约谈通知")
    page = scene.pages["clerk"]
    printed = pypdfium2.PdfDocument(page.get(f"/supervision/{order.number}/document.pdf").data)
    width, height = printed[0].get_size()
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (210, 297)
    text = "".join(sheet.get_textpage().get_text_range() for sheet in printed)
    text = "".join(text.split())
    edited = reading.Document(BytesIO(page.get(f"/supervision/{order.number}/document.docx").data))
    section = edited.sections[0]
    margins = (section.top_margin.mm, section.left_margin.mm, section.right_margin.mm, section.bottom_margin.mm)
    assert [round(side) for side in margins] == [37, 28, 26, 35]
    cells = [cell.text for table in edited.tables for row in table.rows for cell in row.cells]
    whole = "".join("".join(text.split()) for text in [*(line.text for line in edited.paragraphs), *cells])
    for words in (
        "沅江市优化营商环境办公室",
        "优督〔2026〕1号",
        "关于投诉件严重超期的督办和约谈通知",
        scene.department.name,
        "请立即办理。",
        "三日内答复。",
        "2026年9月14日15:30",
        "2026年9月11日",
        order.number,
    ):
        assert words in text
        assert words in whole
    assert zipfile.ZipFile(BytesIO(page.get(f"/supervision/{order.number}/document.docx").data)).testzip() is None


def test_the_unit_receives_and_answers_and_the_office_reads_it(scene: Scene) -> None:
    order, page = scene.issue(Kind.YELLOW, scene.case("late")), scene.pages["clerk"]
    way = f"/supervision/{order.number}"
    assert page.post(f"{way}/answer", data={"words": "先答复", "version": order.version}).status_code == 409
    for _ in range(2):
        assert page.post(f"{way}/receive", data={"once": "d" * 32}).location == way
    told = {"words": "已经核实，明天办结", "version": one(Order).version}
    assert page.post(f"{way}/answer", data={**told, "words": ""}).status_code == 422
    assert page.post(f"{way}/answer", data=told).location == way
    assert "已经核实，明天办结" in scene.pages["officer"].get(way).text
    assert page.get(way.replace("-", "")).location == way


def test_the_office_notes_and_withdraws(scene: Scene) -> None:
    order, page = scene.measure(Kind.INTERVIEW, scene.case("late").number), scene.pages["officer"]
    way = f"/supervision/{order.number}"
    told = {"held_on": "2026-09-11", "people": "主要负责人", "words": "承诺三日内办结", "version": order.version}
    assert page.post(f"{way}/note", data=told).status_code == 303
    assert "承诺三日内办结" in page.get(way).text
    gone = {"why": "已经办结", "version": one(Order).version}
    assert page.post(f"{way}/withdraw", data=gone).status_code == 303
    assert "已经办结" in page.get(way).text


def test_an_order_that_is_not_wanted_is_dismissed_with_a_reason(scene: Scene) -> None:
    case, page = scene.case("late"), scene.pages["officer"]
    picked = [row.deadline.id for row in scene.rows(case)]
    assert page.get("/supervision/dismiss/yellow").location == "/desk/supervision"
    assert page.post("/supervision/dismiss/yellow", data={"pick": picked}).status_code == 422
    sent = page.post("/supervision/dismiss/yellow", data={"pick": picked, "why": "已电话说明"})
    assert sent.location == "/desk/supervision"
    assert "没有需要督办的件" in page.get("/desk/supervision").text


def test_three_clicks_remind_every_unit_once(scene: Scene) -> None:
    cases, page = [scene.case("late"), scene.case("soon")], scene.pages["officer"]
    picked = [row.deadline.id for row in scene.rows(*cases)]
    shown = page.get("/supervision/reminders").text
    assert all(case.number in shown for case in cases)
    told = {"words": "请抓紧办理", "pick": picked}
    preview = page.post("/supervision/reminders", data={**told, "act": "preview"}).text
    assert "1 个单位，每个单位一条" in preview
    assert page.post("/supervision/reminders", data={**told, "pick": [], "act": "send"}).status_code == 422
    for _ in range(2):
        sent = page.post("/supervision/reminders", data={**told, "act": "send", "once": "e" * 32})
        assert sent.location == "/desk/supervision"
    assert one(Reminder).subjects == sorted(case.number for case in cases)
    assert db.session.query(Notice).filter_by(kind="supervision_reminded").count() == 1
    assert "请抓紧办理" in scene.pages["clerk"].get("/supervision").text
    assert scene.browser(make.user(Role.CLERK)).get("/supervision").text.count("请抓紧办理") == 0


def test_a_message_of_a_reminder_opens_the_case_and_one_about_several_opens_their_list(scene: Scene) -> None:
    cases, page = [scene.case("late"), scene.case("soon")], scene.pages["clerk"]
    first, *_both = picked = [row.deadline.id for row in scene.rows(*cases)]
    with transaction():
        [alone] = service.remind([first], words="请抓紧", by=scene.officer, at=AT)
        service.remind(picked, words="请抓紧", by=scene.officer, at=AT)
        service.announce(at=AT)
    opened = {one.ref: one.message_id for one in db.session.query(Notice)}
    assert page.post(f"/notifications/{opened[alone.subjects[0]]}/open").location == f"/complaints/{alone.subjects[0]}"
    assert page.post(f"/notifications/{opened['reminder:2']}/open").location == "/supervision"
    assert f'href="/complaints/{alone.subjects[0]}"' in page.get("/supervision").text
    office = scene.pages["officer"]
    assert office.post(f"/notifications/{opened['proposals:2026-09-11']}/open").location == "/desk/supervision"


def test_a_measure_about_arrears_shows_on_their_page(scene: Scene) -> None:
    case, page = scene.handed(), scene.pages["officer"]
    form = {**WORDS, **MEETING, "kind": "onsite", "department": scene.department.id, "subjects": case.number}
    assert "现场督办" in page.get(f"/supervision/measures/new?kind=onsite&ref={case.number}").text
    assert page.post("/supervision/measures/new", data={**form, "subjects": "TS-0000-0000-3"}).status_code == 422
    assert page.post("/supervision/measures/new", data={**form, "kind": "interview"}).status_code == 422
    sent = page.post("/supervision/measures/new", data=form)
    number = one(Order).number
    assert sent.location == f"/supervision/{number}"
    assert number in scene.pages["clerk"].get(f"/arrears/{case.number}").text


def test_a_referral_goes_from_the_office_to_the_discipline_and_nobody_else_learns_of_it(scene: Scene) -> None:
    case, page = scene.case("late"), scene.pages["officer"]
    form = {"department": scene.department.id, "subjects": case.number, "facts": "多次不落实", "basis": "第81项"}
    assert page.post("/referrals/new", data={**form, "facts": ""}).status_code == 422
    for _ in range(2):
        sent = page.post("/referrals/new", data={**form, "once": "f" * 32})
    found = one(Referral)
    assert sent.location == f"/referrals/{found.number}"
    assert found.number in scene.pages["judge"].get("/referrals").text
    assert "移送" in scene.pages["judge"].get("/notifications").text
    way = f"/referrals/{found.number}"
    assert (
        scene.pages["judge"].post(f"{way}/conclude", data={"outcome": "早了", "version": found.version}).status_code
        == 409
    )
    assert scene.pages["judge"].post(f"{way}/take-up").location == way
    told = {"outcome": "诫勉谈话", "version": one(Referral).version}
    assert scene.pages["judge"].post(f"{way}/conclude", data=told).location == way
    assert "诫勉谈话" in page.get(way).text
    outside = [scene.browser(make.user(role)) for role in (Role.LEADER, Role.INSPECTOR, Role.ADMINISTRATOR)]
    for other in (scene.pages["clerk"], *outside):
        assert {other.get(path).status_code for path in ("/referrals", way)} == {403}
    assert found.number not in scene.pages["clerk"].get("/notifications?view=all").text


def test_the_register_is_a_sheet_too(scene: Scene) -> None:
    order = scene.issue(Kind.YELLOW, scene.case("late"))
    told = scene.pages["judge"].get("/supervision.csv").text
    assert f"{order.number},黄色督办单,{scene.department.name}" in told
    assert scene.pages["clerk"].get("/supervision.xlsx").data[:2] == b"PK"
    stranger = scene.browser(make.user(Role.CLERK))
    assert order.number not in stranger.get("/supervision.csv").text
    assert stranger.get(f"/supervision/{order.number}").status_code == 404


def test_a_stale_page_comes_back_with_what_was_typed(scene: Scene) -> None:
    order = scene.issue(Kind.YELLOW, scene.case("late"))
    old = order.version
    with transaction():
        service.receive(order, by=scene.clerk, at=AT)
    answer = scene.pages["clerk"].post(
        f"/supervision/{order.number}/answer", data={"words": "写了很久", "version": old}
    )
    assert (answer.status_code, "写了很久" in answer.text) == (409, True)
    assert queries.by_number(order.number, to=scene.clerk).state is State.RECEIVED


def test_libreoffice_opens_each_document_of_the_ladder_with_all_that_our_own_pdf_says(
    scene: Scene, writer: Callable[..., list[bytes]]
) -> None:
    """Six kinds of order and the referral: the office's words, the meeting, the day and the number, in both."""
    cases = {Kind.BLUE: "soon", Kind.YELLOW: "late", Kind.RED: "very_late"}
    orders = [scene.issue(kind, scene.case(how)) for kind, how in cases.items()]
    onsite = scene.referred()
    orders += [scene.measure(kind, onsite.number) for kind in (Kind.ONSITE, Kind.INTERVIEW, Kind.CIRCULAR)]
    letter, page = scene.refer(onsite.number), scene.pages["officer"]
    paths = [f"/supervision/{order.number}/document" for order in orders] + [f"/referrals/{letter.number}/document"]
    own = [page.get(f"{path}.pdf").data for path in paths]
    opened = writer(*(page.get(f"{path}.docx").data for path in paths))
    for number, mine, theirs in zip([*(one.number for one in orders), letter.number], own, opened, strict=True):
        said, shown = (re.sub(r"—\d—", "", "".join(text_of(data).split())) for data in (mine, theirs))
        assert number in said
        assert Counter(said) == Counter(shown), (number, said, shown)
    assert "中共沅江市纪律检查委员会" in re.sub(r"\s", "", text_of(own[-1]))
    assert scene.pages["clerk"].get(f"{paths[-1]}.pdf").status_code == 403
