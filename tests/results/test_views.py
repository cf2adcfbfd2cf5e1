"""The pages of results: recorded in two taps, kept as a draft, back-entered; papers, templates."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from flask import Flask

from app.kernel.db import db
from app.kernel.permissions import Role
from app.ledger.models import Entry
from app.results import queries
from app.results.models import Draft, Result, Template
from app.results.rules import Kind
from tests import make
from tests.conftest import Client
from tests.results.scene import LATER, OUT, Scene, photo

As = Callable[[Any], Client]


@pytest.fixture
def scene(sqlite_app: Flask) -> Scene:
    return Scene()


@pytest.fixture
def later() -> Any:
    with time_machine.travel(LATER, tick=False) as traveller:
        yield traveller


@pytest.fixture
def by(sqlite_app: Flask, later: Any) -> As:
    """`by(user)`: a client of their own, signed in."""

    def signed_in(user: Any) -> Client:
        made = sqlite_app.test_client()
        assert isinstance(made, Client)
        made.sign_in(user)
        return made

    return signed_in


CLEAN = {"kind": "no_problem", "present": "present"}


def test_nothing_found_is_one_choice_and_one_button(scene: Scene, by: As) -> None:
    """To the page one tap, the choice one, the button one: three, and four are allowed."""
    visit = scene.over()
    client = by(scene.applicant)
    page = client.get(f"/inspect/visits/{visit.number}").text
    assert f"/inspect/visits/{visit.number}/result" in page
    form = client.get(f"/inspect/visits/{visit.number}/result").text
    assert form.index('value="no_problem"') < form.index('value="ordered_to_correct"')
    assert 'value="present" checked' in form
    answer = client.post(f"/inspect/visits/{visit.number}/result", data={"kind": "no_problem", "present": "present"})
    assert answer.status_code == 303
    shown = client.get(answer.location).text
    assert "未发现问题" in shown
    assert "2026-10-27" in shown
    assert client.get(f"/inspect/visits/{visit.number}/result").status_code == 303


def test_the_same_form_sent_twice_records_once(scene: Scene, by: As) -> None:
    visit = scene.over()
    client, form = by(scene.applicant), CLEAN | {"once": "a" * 32}
    for _ in range(2):
        assert client.post(f"/inspect/visits/{visit.number}/result", data=form).status_code == 303
    assert db.session.query(Result).count() == 1
    assert db.session.query(Entry).filter_by(verb="result:record").count() == 1
    other = client.post(f"/inspect/visits/{visit.number}/result", data=CLEAN | {"once": "b" * 32})
    assert other.status_code == 409


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({}, "请选择"),
        ({"kind": "invented"}, "请选择列出的一项"),
        ({"kind": "refused"}, "没有写发现了什么问题"),
        ({"kind": "ordered_to_correct", "words": "未检定"}, "没有写最晚日期"),
        ({"kind": "ordered_to_correct", "words": "未检定", "due_on": "2026-09-01"}, "最晚日期已经过去"),
        ({"kind": "ordered_to_correct", "words": "未检定", "due_on": "明天"}, "日期"),
    ],
)
def test_what_is_not_whole_comes_back_with_what_was_typed(scene: Scene, by: As, form: Any, words: str) -> None:
    visit = scene.over()
    answer = by(scene.applicant).post(f"/inspect/visits/{visit.number}/result", data={"present": "present", **form})
    assert answer.status_code == 422
    assert words in answer.text
    assert form.get("words", "") in answer.text
    assert db.session.query(Result).count() == 0


def test_a_draft_is_kept_and_never_sent_by_itself(scene: Scene, by: As) -> None:
    visit = scene.entered()
    client = by(scene.applicant)
    saved = client.post(
        f"/inspect/visits/{visit.number}/result",
        data={"kind": "ordered_to_correct", "words": "三号库温度计", "due_on": "不知道", "save": "1"},
    )
    assert saved.status_code == 303
    assert db.session.query(Result).count() == 0
    colleague = make.user(Role.CLERK, scene.unit)
    page = by(colleague).get(f"/inspect/visits/{visit.number}/result").text
    assert "三号库温度计" in page
    assert "还没有提交" in page
    assert visit.number in client.get("/inspect/results").text
    stranger = by(make.user(Role.CLERK, scene.rival_unit))
    assert stranger.get(f"/inspect/visits/{visit.number}/result").status_code == 404
    assert db.session.query(Draft).one().answers["words"] == "三号库温度计"


def test_a_back_entry_is_marked_on_every_page(scene: Scene, by: As) -> None:
    visit = scene.registered()
    client = by(scene.applicant)
    form = CLEAN | {"said_since": "2026-09-22 10:00", "said_until": "2026-09-22 12:00", "said_why": "山里没有信号"}
    assert client.post(f"/inspect/visits/{visit.number}/result", data=CLEAN).status_code == 422
    forged = form | {"said_until": "2026-09-22 23:59"}
    told = client.post(f"/inspect/visits/{visit.number}/result", data=forged)
    assert (told.status_code, "离开时间还没有到" in told.text) == (422, True)
    answer = client.post(f"/inspect/visits/{visit.number}/result", data=form)
    assert answer.status_code == 303
    page = client.get(answer.location).text
    assert "山里没有信号" in page
    assert "系统在 2026-09-22 13:00 才收到" in page
    assert "补录" in client.get("/inspect/results").text


def test_a_refused_result_leaves_a_trace(scene: Scene, by: As) -> None:
    visit = scene.entered()
    answer = by(scene.applicant).post(f"/inspect/visits/{visit.number}/result", data=CLEAN)
    assert answer.status_code == 409
    entry = db.session.query(Entry).filter_by(verb="visit:note_refused").one()
    assert "result_visit_not_over" in entry.facts


def test_photos_come_back_as_files_without_place(scene: Scene, by: As) -> None:
    visit = scene.over()
    client = by(scene.applicant)
    form = CLEAN | {"files": [(BytesIO(photo()), "现场.jpg")]}
    answer = client.post(f"/inspect/visits/{visit.number}/result", data=form)
    assert answer.status_code == 303
    kept = client.get(f"/inspect/results/{visit.number}/photos/1")
    assert (kept.status_code, kept.mimetype) == (200, "image/jpeg")
    assert b"28 deg" not in kept.data
    assert kept.headers["Content-Disposition"].startswith("attachment")
    assert client.get(f"/inspect/results/{visit.number}/photos/2").status_code == 404
    stranger = by(make.user(Role.CLERK, scene.rival_unit))
    assert stranger.get(f"/inspect/results/{visit.number}/photos/1").status_code == 404


def test_what_is_no_picture_is_refused_and_nothing_recorded(scene: Scene, by: As) -> None:
    visit = scene.over()
    form = CLEAN | {"files": [(BytesIO(b"GIF89a"), "现场.gif")]}
    assert by(scene.applicant).post(f"/inspect/visits/{visit.number}/result", data=form).status_code == 422
    form = CLEAN | {"files": [(BytesIO(photo()), f"{n}.jpg") for n in range(6)]}
    assert by(scene.applicant).post(f"/inspect/visits/{visit.number}/result", data=form).status_code == 422
    assert db.session.query(Result).count() == 0


def test_a_re_check_and_a_case_on_their_page(scene: Scene, by: As) -> None:
    made = scene.recorded(found=scene.ordered())
    (follow,) = queries.follow_ups(made)
    client, page = by(scene.applicant), f"/inspect/follow-ups/{follow.id}"
    assert client.get(page).status_code == 200
    version = str(follow.version)
    failed = {"passed": "failed", "words": "仍未检定", "version": version}
    assert "没有写最晚日期" in client.post(page, data=failed).text
    assert client.post(page, data=failed | {"next_due_on": "2026-10-30"}).status_code == 303
    stale = client.post(page, data=failed | {"next_due_on": "2026-10-30"})
    assert stale.status_code == 422
    case = {"case_no": "沅应急立〔2026〕8号", "version": str(int(version) + 1)}
    assert client.post(f"{page}/case", data={"version": case["version"]}).status_code == 422
    assert client.post(f"{page}/case", data=case).status_code == 303
    assert "已转立案" in client.get(f"/inspect/results/{made.visit.number}").text
    assert by(make.user(Role.CLERK, scene.rival_unit)).get(page).status_code == 404


def test_papers_are_issued_and_kept_by_both_sides(scene: Scene, by: As) -> None:
    made = scene.recorded(found=scene.ordered())
    client, number = by(scene.applicant), made.visit.number
    assert client.post(f"/inspect/results/{number}/papers", data={"kind": "order"}).status_code == 303
    assert client.post(f"/inspect/results/{number}/papers", data={"kind": "letter"}).status_code == 404
    (paper,) = queries.papers(made)
    for ending, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        for who, path in ((scene.applicant, "/inspect"), (scene.owner, "/my")):
            answer = by(who).get(f"{path}/papers/{paper.number}/{ending}")
            assert (answer.status_code, answer.data.startswith(start)) == (200, True)
        again = by(scene.owner).get(f"/my/papers/{paper.number}/{ending}").data
        assert again == answer.data
        assert by(make.user(Role.ENTERPRISE)).get(f"/my/papers/{paper.number}/{ending}").status_code == 404
    own = by(scene.owner).get("/my/results").text
    assert "三号库温度计未检定" in own
    assert paper.number in own
    assert "三号库温度计未检定" not in by(make.user(Role.ENTERPRISE)).get("/my/results").text


def test_the_enterprise_is_told_that_there_is_a_result(scene: Scene, by: As) -> None:
    made = scene.recorded()
    page = by(scene.owner).get("/notifications").text
    assert f"已录入检查 {made.visit.number} 的结果" in page


def test_the_office_changes_a_template_in_the_browser(scene: Scene, by: As) -> None:
    client = by(scene.office)
    assert "责令改正通知书" in client.get("/admin/templates").text
    page = "/admin/templates/order"
    given = {"title": "责令整改通知书", "body": "{文书编号}\n{企业名称}", "why": "改称", "version": "0"}
    assert client.post(page, data=given | {"body": "{文书编号}{电话}"}).status_code == 422
    assert client.post(page, data=given).status_code == 303
    stale = client.post(page, data=given | {"title": "另一个名称"})
    assert stale.status_code == 422
    assert "已经" in stale.text or "改" in stale.text
    assert db.session.query(Template).count() == 1
    assert client.get(f"{page}/sample.pdf").data.startswith(b"%PDF")
    assert client.get("/admin/templates/letter").status_code == 404
    assert by(scene.applicant).get(page).status_code == 403


def test_the_list_shows_what_is_left_until_publication(scene: Scene, by: As, later: Any) -> None:
    visit = scene.over()
    client = by(scene.applicant)
    assert visit.number in client.get("/inspect/results").text
    later.move_to(OUT + timedelta(days=30))
    assert "临期" in by(scene.applicant).get("/inspect/results").text
    later.move_to(OUT + timedelta(days=36))
    assert "超期" in by(scene.applicant).get("/inspect/results").text


def test_items_are_told_apart_on_the_page(scene: Scene, by: As) -> None:
    second = make.item("消防通道", [scene.unit], from_on=scene.item.from_on)
    visit = scene.over(items=[scene.item, second])
    place = [item.code for item in visit.items].index(second.code)
    form = CLEAN | {f"kind_{place}": "corrected_on_site", f"words_{place}": "通道堆物，当场搬走"}
    assert by(scene.applicant).post(f"/inspect/visits/{visit.number}/result", data=form).status_code == 303
    made = queries.by_number(visit.number)
    assert made is not None
    assert made.kind is Kind.CORRECTED_ON_SITE
    assert {one.item.name: one.kind for one in made.findings}["消防通道"] is Kind.CORRECTED_ON_SITE


def test_an_empty_form_sends_no_draft(scene: Scene, by: As) -> None:
    """What lies in a draft is never taken for what somebody sends."""
    visit = scene.over()
    client = by(scene.applicant)
    client.post(f"/inspect/visits/{visit.number}/result", data=CLEAN | {"save": "1"})
    assert client.post(f"/inspect/visits/{visit.number}/result").status_code == 422
    assert db.session.query(Result).count() == 0
