"""The public pages and files, and the pages of whoever publishes."""

import csv
import hashlib
import json
from collections.abc import Callable
from io import BytesIO, StringIO
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest
import time_machine
from flask import Flask

from app.kernel.db import db, transaction
from app.kernel.permissions import Role
from app.publication import queries
from app.publication import service as publication
from app.publication.models import Publication
from app.publication.rules import Channel, Ground, Purpose
from app.results.rules import Kind
from tests import make
from tests.conftest import Client
from tests.kernel import sheets_made
from tests.publication.test_service import exported, planned, published
from tests.results.scene import LATER, Scene

As = Callable[[Any], Client]


@pytest.fixture
def scene(sqlite_app: Flask) -> Scene:
    return Scene()


@pytest.fixture
def by(sqlite_app: Flask) -> Any:
    """`by(user)`: a client of their own, signed in; None is nobody."""

    def signed_in(user: Any) -> Client:
        made = sqlite_app.test_client()
        assert isinstance(made, Client)
        if user is not None:
            made.sign_in(user)
        return made

    with time_machine.travel(LATER, tick=False):
        yield signed_in


def taken_down(scene: Scene, found: Publication) -> None:
    given = {"by": scene.office, "at": LATER}
    with transaction():
        publication.contest(found, ground=Ground.PERSONAL_DATA, found_on=found.published_on, **given)
    with transaction():
        publication.withdraw(found, **given)


def test_several_are_published_at_once_and_shown_to_anybody(scene: Scene, by: As) -> None:
    numbers = [scene.recorded().visit.number for _ in range(2)]
    client = by(scene.applicant)
    page = client.get("/publishing").text
    assert all(number in page for number in numbers)
    assert "2026-10-27" in page
    assert "公开的只有下面这些" in client.get(f"/publishing/{numbers[0]}").text
    assert client.post("/publishing/publish", data={"number": numbers}).status_code == 303
    assert client.post("/publishing/publish", data={}).status_code == 422
    assert client.post("/publishing/publish", data={"number": numbers}).status_code == 409
    public = by(None)
    assert all(number in public.get("/public/results").text for number in numbers)
    shown = public.get(f"/public/results/{numbers[0]}")
    assert (shown.status_code, "沅丰烟花爆竹仓储有限公司" in shown.text) == (200, True)
    assert public.get(f"/public/results/{numbers[0].replace('-', '').lower()}").status_code == 200
    assert public.get("/public/results/JC-1").status_code == 404


def test_another_department_sees_and_publishes_nothing_of_it(scene: Scene, by: As) -> None:
    number = scene.recorded().visit.number
    client = by(make.user(Role.CLERK, scene.rival_unit))
    assert number not in client.get("/publishing").text
    assert client.get(f"/publishing/{number}").status_code == 404
    assert client.post("/publishing/publish", data={"number": number}).status_code == 404
    assert db.session.query(Publication).count() == 0


def test_the_search_lets_through_what_cannot_be_read(scene: Scene, by: As) -> None:
    found = published(scene)
    public = by(None)
    for query in ("?q=烟花", f"?department={scene.unit.code}", "?kind=no_problem", "?from_on=x&kind=y&page=999"):
        assert found.number in public.get(f"/public/results{query}").text
    for query in ("?q=没有", f"?department={scene.rival_unit.code}", "?kind=refused", "?from_on=2026-09-23"):
        page = public.get(f"/public/results{query}").text
        assert found.number not in page
        assert "没有符合条件的公示" in page


def test_the_files_say_what_the_page_says(scene: Scene, by: As) -> None:
    found = published(scene, scene.recorded(found=scene.ordered()))
    public = by(None)
    raw = public.get("/public/results.csv").data
    assert raw.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(StringIO(raw.decode("utf-8-sig")))
    assert row["统一社会信用代码"] == scene.firm.uscc
    assert row["检查结果"] == "发现问题已责令改正"
    book = openpyxl.load_workbook(BytesIO(public.get("/public/results.xlsx").data))
    assert [cell.value for cell in book.active[2]][:3] == [found.number, found.enterprise, found.uscc]
    told = json.loads(public.get("/public/results.json").data)
    assert told["results"][0]["findings"] == [{"item": "重大危险源检查", "kind": "ordered_to_correct"}]
    feed = ET.fromstring(public.get("/feeds/results.atom").data)
    assert [one.text for one in feed.iter("{http://www.w3.org/2005/Atom}title")][1] == (
        f"{found.department} {found.enterprise}"
    )
    for path in ("csv", "xlsx", "json"):
        assert found.number.encode() not in public.get(f"/public/results.{path}?q=没有").data


def test_what_is_taken_down_leaves_a_tombstone_and_nothing_else(scene: Scene, by: As) -> None:
    found = published(scene)
    taken_down(scene, found)
    public = by(None)
    page = public.get(f"/public/results/{found.number}")
    assert page.status_code == 410
    assert "含有个人信息" in page.text
    assert "2026-09-22" in page.text
    told = json.loads(public.get("/public/results.json").data)
    assert told == {
        "results": [],
        "withdrawn": [{"number": found.number, "withdrawn_on": "2026-09-22", "ground": "personal_data"}],
    }
    answers = [page, *(public.get(f"/public/results{more}") for more in ("", ".csv", ".json", "?q=烟花"))]
    for answer in [*answers, public.get("/feeds/results.atom")]:
        assert scene.firm.uscc.encode() not in answer.data
        assert found.enterprise not in answer.text.replace('value="烟花"', "")
    assert found.number in public.get("/feeds/results.atom").text


def test_a_ground_is_recorded_and_the_result_taken_down_on_the_page(scene: Scene, by: As) -> None:
    found = published(scene)
    client, page = by(make.user(Role.CLERK, scene.unit)), f"/publishing/{found.number}"
    form = {"ground": "wrong", "found_on": "2026-09-22", "version": str(found.version)}
    assert client.get(f"{page}/contest").status_code == 200
    assert "查明的日期早于公示日期" in client.post(f"{page}/contest", data=form | {"found_on": "2026-09-21"}).text
    assert client.post(f"{page}/contest", data={"version": form["version"]}).status_code == 422
    assert client.post(f"{page}/contest", data=form).status_code == 303
    assert "待撤下" in client.get(page).text
    assert found.number in client.get("/publishing").text
    stale = client.post(f"{page}/withdraw", data={"version": form["version"]})
    assert stale.status_code == 409
    assert client.post(f"{page}/withdraw", data={"version": str(int(form["version"]) + 1)}).status_code == 303
    assert by(None).get(f"/public/results/{found.number}").status_code == 410


def test_each_channel_gets_its_columns_in_its_order(scene: Scene, by: As) -> None:
    found = published(scene, scene.recorded(found=scene.found(Kind.CORRECTED_ON_SITE, "当场改正")))
    client = by(scene.office)
    firsts = {
        "provincial": "抽查任务编号",
        "national": "企业名称",
        "credit": "行政相对人名称",
        "supervision": "监管行为编号",
    }
    for channel, first in firsts.items():
        answer = client.post("/publishing/export", data={"channel": channel, "purpose": "publish"})
        assert answer.status_code == 303
        page = client.get(answer.location).text
        raw = client.get(f"{answer.location}.csv").data
        assert hashlib.sha256(raw).hexdigest() in page
        (row,) = csv.DictReader(StringIO(raw.decode("utf-8-sig")))
        assert next(iter(row)) == first
        assert found.number in row.values()
        book = openpyxl.load_workbook(BytesIO(client.get(f"{answer.location}.xlsx").data))
        assert [cell.value for cell in book.active[1]] == list(row)
        if channel == "national":
            assert row["结果"] == "发现问题已责令改正"
    assert client.post("/publishing/export", data={"channel": "credit", "purpose": "publish"}).status_code == 409
    assert client.post("/publishing/export", data={"channel": "x", "purpose": "publish"}).status_code == 404


def sheet(*rows: list[str]) -> BytesIO:
    return BytesIO(sheets_made.xlsx([["检查编号", "平台", "回执号", "平台公示日期"], *rows]))


def test_receipts_come_as_a_sheet_and_odd_ones_are_marked(scene: Scene, by: As) -> None:
    found, other = published(scene), published(scene)
    exported(scene, Channel.CREDIT)
    rows = (
        [found.number, "信用益阳", "XY-1", "2026-09-22"],
        [other.number, "信用益阳", "XY-2", "2026-09-21"],
        [found.number, "互联网+监管", "JG-1", "2026-09-22"],
        ["JC-20260911-000099-3", "信用益阳", "XY-3", "2026-09-22"],
        [found.number, "朋友圈", "P-1", "2026-09-22"],
    )
    client = by(scene.office)
    sent = client.post("/imports/new?kind=receipts", data={"file": (sheet(*rows), "回执.xlsx")})
    assert sent.status_code == 303
    page = client.get(sent.location).text
    for words in ("平台日期早于检查结束", "没有向这个平台导出过", "没有公示过", "请选择列出的一项"):
        assert words in page, words
    assert client.post(sent.location, data={"rows": "good"}).status_code == 303
    record, _step = queries.records(found)[Channel.CREDIT, Purpose.PUBLISH]
    db.session.refresh(record)
    assert (record.receipt, record.received_at) == ("XY-1", LATER)


def test_a_receipt_of_another_department_is_not_taken(scene: Scene, by: As) -> None:
    found = published(scene)
    exported(scene, Channel.CREDIT)
    client = by(make.user(Role.CLERK, scene.rival_unit))
    rows = sheet([found.number, "信用益阳", "XY-1", "2026-09-22"])
    sent = client.post("/imports/new?kind=receipts", data={"file": (rows, "回执.xlsx")})
    assert "没有公示过" in client.get(sent.location).text


def test_the_rates_are_public_once_the_plan_is(scene: Scene, by: As) -> None:
    assert by(None).get("/public/rates/2026").status_code == 404
    planned(scene)
    published(scene)
    page = by(None).get("/public/rates/2026")
    assert page.status_code == 200
    assert "截至 2026-09-22" in page.text
    assert page.text.count("没有全部完成") == 3
    assert "0 / 4" in page.text


def test_a_book_that_is_too_large_is_refused(scene: Scene, by: As, monkeypatch: Any) -> None:
    published(scene)
    monkeypatch.setattr("app.publication.views.feeds.MOST_IN_A_BOOK", 0)
    answer = by(None).get("/public/results.xlsx")
    assert (answer.status_code, "一个表格放不下" in answer.text) == (422, True)
