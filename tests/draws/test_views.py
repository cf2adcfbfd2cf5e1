"""The pages of a draw: the ceremony from the plan to the public page, and what each page refuses."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.draws import queries, rules
from app.draws.rules import AFTER_VISITS
from app.enterprises.rules import Grade
from app.kernel.db import db, transaction
from app.kernel.permissions import SYSTEM, Role
from app.plans import service as plans
from tests import make
from tests.conftest import Client
from tests.draws import made
from tests.draws.acts import AT, DUE, LATER, Office, fresh

Staff = Callable[..., Client]
Pair = tuple[Client, Client]
LOCK = {
    "value_due": "2026年9月8日 9:00",
    "reveal": "at_once",
    "kind_1": "dice",
    "issue_1": "政务大厅，20 枚十面骰",
}
VALUE = {"value": made.VALUE, "witnesses": "张三 市人大代表\n李四 沅江商会"}


@pytest.fixture
def office(sqlite_app: Any, frozen: Any) -> Office:
    frozen.move_to(AT)
    return Office()


@pytest.fixture
def pair(sqlite_app: Any, office: Office) -> Pair:
    """Two officers' browsers."""
    found = sqlite_app.test_client(), sqlite_app.test_client()
    sign_in(found, office)
    return found


def sign_in(pair: Pair, office: Office) -> None:
    for client, user in zip(pair, (office.one, office.other), strict=True):
        client.sign_in(user)


def plan() -> str:
    """A published plan of two departments with forty enterprises; the code of the first department."""
    units = [make.department("市场监管局"), make.department("应急管理局")]
    known = make.item(departments=units, from_on=date(2026, 1, 1))
    for unit in units:
        for _ in range(4):
            make.inspector(unit)
    for _ in range(40):
        make.enterprise(credit_grade=Grade.B)
    annual = make.plan()
    make.task(annual, units, [known], "T-1")
    with transaction():
        plans.publish(annual, by=SYSTEM, at=AT)
    return str(units[0].code)


def plain(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_the_ceremony_from_the_plan_to_the_public_page(pair: Pair, frozen: Any, tmp_path: Path) -> None:
    plan()
    first, second = pair
    assert "T-1 日常检查" in plain(first.get("/draws/new").text)
    assert first.post("/draws/new", data={"tasks": "NOTHING"}).status_code == 422
    done = first.post("/draws/new", data={"tasks": ["T-1"]})
    assert done.status_code == 303
    page, number = done.location, done.location.rpartition("/")[2]
    public = f"/public/draws/{number}"
    assert first.get(public).status_code == 404
    assert first.post(f"{page}/lock", data={**LOCK, "value_due": "明天"}).status_code == 422
    early = first.post(f"{page}/lock", data={**LOCK, "value_due": "2026-09-07 23:00"})
    assert (early.status_code, "不足 24 小时" in early.text) == (422, True)
    assert "没有写完整" in first.post(f"{page}/lock", data={**LOCK, "issue_2": "某期"}).text
    assert first.post(f"{page}/lock", data=LOCK).status_code == 303
    assert "正在等" not in first.get(page).text
    waiting = plain(first.get(public).text)
    assert "20 枚十面骰" in waiting
    assert "2026-09-08 09:00" in waiting
    assert first.get(f"{public}/files/roster.csv").status_code == 404
    assert "还没有到公告的公布随机数的时间" in first.post(f"{page}/value", data=VALUE).text
    frozen.move_to(DUE)
    assert first.post(f"{page}/value", data=VALUE).status_code == 303
    assert "已有一人填写" in first.get(page).text
    assert made.VALUE not in first.get(page).text
    assert "另一位同事再填一次" in first.post(f"{page}/value", data=VALUE).text
    second.post(f"{page}/value", data={**VALUE, "value": made.VALUE[::-1]})
    assert "两人填写的随机数不一致" in first.get(page).text
    for client in pair:
        assert client.post(f"{page}/value", data=VALUE).status_code == 303
    assert made.VALUE in first.get(public).text
    for client in (first, first, second):
        assert client.post(f"{page}/draw").status_code == 303
    assert "抽中 2 户" in plain(first.get(page).text)
    assert "抽中 2 户" in plain(first.get(f"{page}/screen").text)
    assert "result.json" not in first.get(public).text
    assert first.post(f"{page}/publish", data={}).status_code == 303
    open_page = first.get(public).text
    assert "data-draw-check" in open_page
    assert "张三 市人大代表、李四 沅江商会" in plain(open_page)
    box = tmp_path / "draw.zip"
    box.write_bytes(first.get(f"{public}.zip").data)
    assert rules.verify(queries.files(box), queries.by_number(number).commitment or "") == []
    assert "verify_draw.py" in zipfile.ZipFile(box).namelist()
    assert first.get(f"{public}/files/roster.csv").data == queries.files(box)["roster.csv"]


def test_a_form_sent_twice_is_one_act(pair: Pair, office: Office) -> None:
    draw = office.draft()
    form = {**LOCK, "once": "a" * 32}
    for _ in range(2):
        assert pair[0].post(f"/draws/{draw.number}/lock", data=form).status_code == 303
    again = pair[0].post(f"/draws/{draw.number}/lock", data={**LOCK, "once": "b" * 32})
    assert (again.status_code, "已经不在这一步" in again.text) == (409, True)
    assert pair[0].get(f"/draws/{draw.number}/lock").status_code == 409


def test_the_public_pages_leak_nothing_before_their_time(staff: Staff, office: Office) -> None:
    """No code of the roster, no digit of the secret, no seed, no result in any page or file, at any step."""
    visitor = staff(Role.ENTERPRISE)
    draw = office.locked(reveal=AFTER_VISITS)
    from app.draws.service import keeping
    from tests.draws.acts import KEY

    secret = keeping.opened(draw, KEY)
    for step in (lambda one: one, office.seed, office.draw):
        draw = step(draw)
        said = visitor.get(f"/public/draws/{draw.number}").text + visitor.get("/public/draws").text
        box = zipfile.ZipFile(io.BytesIO(visitor.get(f"/public/draws/{draw.number}.zip").data))
        said += "".join(box.read(name).decode() for name in box.namelist())
        assert draw.commitment in said
        assert secret not in said
        assert draw.seed is None or draw.seed not in said
        assert "91430981MA0" not in said
        for name in ("secret.txt", "roster.csv", "inspectors.csv", "result.json", "exclusions.csv", "nothing"):
            assert visitor.get(f"/public/draws/{draw.number}/files/{name}").status_code == 404


def test_hidden_targets_are_laid_open_after_the_visits(pair: Pair, office: Office, frozen: Any) -> None:
    draw = office.drawn(reveal=AFTER_VISITS)
    frozen.move_to(LATER)
    early = pair[0].post(f"/draws/{draw.number}/publish", data={})
    assert (early.status_code, "检查还没有全部完成" in early.text) == (409, True)
    page = f"/draws/{draw.number}/visits"
    assert page in pair[0].get(f"/draws/{draw.number}/publish").text
    assert pair[0].post(f"{page}/publish", data={"visits_done": "y"}).status_code == 303
    assert "91430981MA0" in pair[0].get(f"/public/draws/{draw.number}").text


def test_a_void_draw_stays_on_view_with_the_result_it_would_have_had(pair: Pair, office: Office, frozen: Any) -> None:
    draw = office.seed(office.locked())
    frozen.move_to(LATER)
    sign_in(pair, office)
    page, public = f"/draws/{draw.number}", f"/public/draws/{draw.number}"
    assert "要由另一位同事确认" in pair[0].get(f"{page}/void").text
    assert pair[0].post(f"{page}/void", data={"reason": ""}).status_code == 422
    assert pair[0].post(f"{page}/void", data={"reason": "名单漏了一个镇"}).status_code == 303
    assert "等待另一位同事确认" in pair[0].get(page).text
    assert "等待第二人确认" in pair[0].get(public).text
    assert pair[0].post(f"{page}/void/confirm").status_code == 403
    assert pair[1].post(f"{page}/void/drop").status_code == 303
    assert pair[1].post(f"{page}/void/confirm").status_code == 404
    assert pair[0].post(f"{page}/void", data={"reason": "名单漏了一个镇"}).status_code == 303
    assert pair[1].post(f"{page}/void/confirm").status_code == 303
    said = plain(pair[0].get(public).text)
    assert "名单漏了一个镇" in said
    assert "本来的结果" in said
    assert "提出过作废，后来撤回" in said
    assert (
        rules.run({name: queries.open_file(fresh(draw), name) for name in queries.open_names(fresh(draw))}, made.VALUE)
        .visits[0]
        .uscc
        in said
    )


def test_a_draft_is_made_void_by_one_and_the_gap_in_the_numbers_is_explained(pair: Pair, office: Office) -> None:
    draw = office.draft()
    assert "写明理由即可作废" in pair[0].get(f"/draws/{draw.number}/void").text
    pair[0].post(f"/draws/{draw.number}/void", data={"reason": "选错任务"})
    assert draw.number in pair[0].get("/public/draws").text
    said = pair[0].get(f"/public/draws/{draw.number}").text
    assert "选错任务" in said
    assert "没有锁定过名单" in said


def test_a_target_is_replaced_by_the_next_of_the_order(pair: Pair, office: Office, frozen: Any) -> None:
    draw = office.publish(office.drawn())
    frozen.move_to(LATER)
    gone = queries.standing(draw)[0].uscc
    address = f"/draws/{draw.number}/targets/{gone}/replace"
    assert "不重新抽取" in pair[0].get(address).text
    assert pair[0].post(address, data={"kind": "closed"}).status_code == 422
    assert pair[0].post(address, data={"kind": "closed", "reason": "已注销"}).status_code == 303
    assert pair[0].get(address).status_code == 404
    assert "已注销" in pair[0].get(f"/public/draws/{draw.number}").text
    assert queries.gone(fresh(draw))[0].uscc == gone


def test_an_inspector_of_the_department_is_recused_and_others_are_not_reached(
    staff: Staff, pair: Pair, frozen: Any
) -> None:
    code = plan()
    frozen.move_to(AT)
    office = Office.__new__(Office)
    office.one, office.other = make.user(Role.OVERSIGHT), make.user(Role.OVERSIGHT)
    with transaction():
        draft = plans.draw_up(_annual(), {"T-1"}, by=office.one, at=AT)
    draw = office.draw(office.seed(office.lock(draft)))
    frozen.move_to(LATER)
    own, stranger = staff(Role.CLERK, _unit(code)), staff(Role.CLERK)
    visit = queries.standing(draw)[0]
    one = visit.inspectors[code][0]
    address = f"/dept/draws/{draw.number}/{visit.uscc}/{one}/recuse"
    assert "申报回避" in own.get("/dept/draws").text
    assert stranger.get(address).status_code == 404
    assert "还没有抽中本单位的检查" in stranger.get("/dept/draws").text
    assert own.post(address, data={}).status_code == 422
    assert own.post(address, data={"reason": "其配偶在该企业"}).status_code == 303
    assert "回避替换" in own.get("/dept/draws").text
    office.publish(fresh(draw))
    said = own.get(f"/public/draws/{draw.number}").text
    assert "回避替换" in said
    assert "其配偶" not in said
    frozen.move_to(LATER + timedelta(days=3))
    other = queries.visit(draw, visit.uscc).inspectors[code][0]
    late = own.post(f"/dept/draws/{draw.number}/{visit.uscc}/{other}/recuse", data={"reason": "亲属"})
    assert (late.status_code, "期限 2026-09-09 已过" in late.text) == (422, True)


def _annual() -> Any:
    from app.plans import queries as planned

    return planned.by_year(2026)


def _unit(code: str) -> Any:
    from app.departments import queries as departments

    return departments.find(code)


def test_lists_from_another_hand_become_a_draft(pair: Pair, office: Office) -> None:
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as written:
        for name, data in {**rules.write(made.lists(100, 4)), "exclusions.csv": b"uscc,reason,evidence\n"}.items():
            written.writestr(f"draw/{name}", data)
    form: dict[str, Any] = {"plan_year": "2026"}
    assert pair[0].post("/draws/upload", data=form).status_code == 422
    bad = pair[0].post("/draws/upload", data={**form, "file": (io.BytesIO(b"no zip"), "x.zip")})
    assert (bad.status_code, "打不开" in bad.text) == (422, True)
    done = pair[0].post("/draws/upload", data={**form, "file": (io.BytesIO(box.getvalue()), "x.zip")})
    assert done.status_code == 303
    assert "100 户" in plain(pair[0].get(done.location).text)
    assert pair[0].get(f"{done.location}/files/roster.csv").status_code == 200
    assert pair[0].get(f"{done.location}/files/secret.txt").status_code == 404


def test_a_plan_that_is_not_published_is_not_drawn_from(staff: Staff, office: Office) -> None:
    annual = make.plan()
    client = staff(Role.OVERSIGHT)
    assert "还没有公布的年度计划" in client.get("/draws/new").text
    with pytest.raises(Exception, match="draw_plan_not_published"):
        plans.draw_up(annual, {"T-1"}, by=office.one, at=AT)
    db.session.rollback()


def test_a_draft_is_made_anew_from_todays_directory_until_it_is_locked(pair: Pair, frozen: Any) -> None:
    plan()
    frozen.move_to(AT)
    client, _ = pair
    page = client.post("/draws/new", data={"tasks": ["T-1"]}).location
    assert "40 户" in plain(client.get(page).text)
    make.enterprise(credit_grade=Grade.B)
    assert "T-1 日常检查" in plain(client.get(f"{page}/revise").text)
    assert client.post(f"{page}/revise", data={"tasks": "NOTHING"}).status_code == 422
    assert client.post(f"{page}/revise", data={"tasks": ["T-1"]}).status_code == 303
    assert "41 户" in plain(client.get(page).text)
    assert client.post(f"{page}/lock", data=LOCK).status_code == 303
    assert "重新生成名单" not in client.get(page).text
    late = client.post(f"{page}/revise", data={"tasks": ["T-1"]})
    assert late.status_code == 409


def test_every_step_is_in_the_log_with_words(pair: Pair, office: Office) -> None:
    draw = office.publish(office.drawn())
    said = plain(pair[0].get(f"/draws/{draw.number}").text)
    assert [words for words in ("锁定抽取名单", "填写公开随机数", "公布抽取结果") if words not in said] == []
