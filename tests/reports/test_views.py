"""Reports over HTTP: the office drafts and issues, others read, files carry the same numbers, the public reads less."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from fractions import Fraction
from io import BytesIO
from typing import Any

import docx as reading
import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from app.kernel.db import transaction
from app.kernel.permissions import SYSTEM, Role
from app.reports import queries, rules, service
from app.reports.rules import Paper, Readers
from tests import make
from tests.kernel.papers import pages_of, text_of
from tests.reports.town import City

pytestmark = pytest.mark.usefixtures("frozen")
By = Callable[..., FlaskClient]
MARK = "a" * 32


@pytest.fixture
def city(sqlite_app: Flask) -> City:
    return City()


@pytest.fixture
def by(sqlite_app: Flask, city: City) -> By:
    def signed_in(user: object = None) -> FlaskClient:
        made = sqlite_app.test_client()
        if user is not None:
            made.sign_in(user)  # type: ignore[attr-defined]
        return made

    return signed_in


def whole(number: str, readers: Readers = Readers.LEADERS) -> Paper:
    told = rules.restored(queries.by_number(number).content)
    return rules.written(rules.readable(told, readers, queries.atoms(at=make.AT)), city="沅江市")


def cells(paper: Paper) -> list[str]:
    return [cell.text for table in paper.tables for row in table.rows for cell in row]


def drawn(sheet: Any) -> list[tuple[Any, ...]]:
    """The bars of a sheet's chart: what lies in the ranges that it is drawn of, and the number between."""
    [chart] = sheet._charts
    [series] = chart.series
    ranges = [one.f.rpartition("!")[2].replace("$", "") for one in (series.cat.strRef, series.val.numRef)]
    names, shares = ([row[0].value for row in sheet[where]] for where in ranges)
    shown = [row[1].value for row in sheet.iter_rows(min_row=2)]
    limited = [None if share is None else Fraction(share).limit_denominator(1000) for share in shares]
    return list(zip(names, shown, limited, strict=True))


def plain(text: str) -> str:
    return re.sub(r"[\s\u200b]", "", text)


def test_the_office_comes_to_the_months_draft_in_two_clicks_and_issues_it_once(city: City, by: By) -> None:
    office = by(city.officer)
    assert 'href="/reports"' in office.get("/desk").text
    assert 'href="/reports/drafts/2026-08"' in office.get("/reports").text
    draft = office.get("/reports/drafts/2026-08").text
    assert "/reports/drafts/2026-08/issue" in draft
    assert "签发" in office.get("/reports/drafts/2026-08/issue").text
    sent = [office.post("/reports/drafts/2026-08/issue", data={"once": MARK}) for _ in range(2)]
    assert [one.status_code for one in sent] == [303, 303]
    assert sent[0].location == sent[1].location
    assert len(queries.issued()) == 1
    refused = office.post("/reports/drafts/2026-08/issue", data={"once": "b" * 32})
    assert refused.status_code == 422
    assert "更正原因" in refused.text
    assert office.get("/reports/drafts/2026-09").text.count("现在不能签发") == 1
    assert office.post("/reports/drafts/2026-09/issue").status_code == 422
    assert office.get("/reports/drafts/2026-19").status_code == 404


def test_screen_pdf_docx_and_workbook_carry_the_same_numbers(city: City, by: By) -> None:
    number = city.issue("2026-08").number
    expected, office = cells(whole(number)), by(city.officer)
    assert len(expected) > 150
    screen = office.get(f"/reports/{number}").text
    told = [re.sub(r"<[^>]+>", "", found) for found in re.findall(r'<div class="cell">(.*?)</div>', screen, re.S)]
    assert [plain(one) for one in told] == [plain(one) or "--" for one in expected]
    address = f"/reports/{number}/document"
    printed = office.get(f"{address}.pdf").data
    whole_text = plain(text_of(printed))
    assert all(plain(one) in whole_text for one in expected)
    assert 3 < len(pages_of(printed)) < 15
    word = reading.Document(BytesIO(office.get(f"{address}.docx").data))
    assert [cell.text for table in word.tables[:-1] for row in table.rows[1:] for cell in row.cells] == expected
    assert len(word.inline_shapes) == 2
    book = load_workbook(BytesIO(office.get(f"{address}.xlsx").data))
    plots = [sheet for sheet in book if sheet._charts]
    bars = [
        [(bar.name, bar.text, bar.share) for bar in one.bars] for one in whole(number).blocks if one.kind == "chart"
    ]
    assert [drawn(sheet) for sheet in plots] == bars
    assert len(bars) == 2
    sheets = [sheet for sheet in book.worksheets[1:] if sheet not in plots]
    found = [cell.value for sheet in sheets for row in sheet.iter_rows(min_row=2) for cell in row]
    assert [one or "" for one in found] == expected
    assert all(cell.data_type in {"s", "n"} for sheet in book for row in sheet.iter_rows() for cell in row)
    assert book.sheetnames[-1] == "口径说明"
    assert office.get(f"{address}.exe").status_code == 404


def test_every_number_leads_to_as_many_cases_as_it_says(city: City, by: By) -> None:
    office = by(city.officer)
    draft = office.get("/reports/drafts/2026-08").text
    links = set(re.findall(r'href="(/reports/figures/[^"]+)"', draft))
    assert len(links) > 30
    for code, unit in (("verification_on_time", ""), ("accepted", city.unit.code)):
        path = f"/reports/figures/{code}/2026-08" + (f"?unit={unit}" if unit else "")
        assert path in links
        line = queries.drafted(rules.parse("2026-08"), at=make.AT).line(code)
        assert line is not None
        value = line.units[unit] if unit else line.now
        assert value is not None
        rows = office.get(path.replace("2026-08", "2026-08.csv")).text.strip().splitlines()[1:]
        assert len(rows) == value.weight
        assert office.get(path).text.count('<tr role="row">') - 1 == value.weight
    assert office.get("/reports/figures/nothing/2026-08").status_code == 404
    money = office.get("/reports/figures/arrears_repaid/2026-08").text
    assert "1,250.25元" in money


def test_who_reads_what(city: City, by: By) -> None:
    number = city.issue("2026-08").number
    clerk, leader = by(city.clerk), by(make.user(Role.LEADER))
    told = clerk.get(f"/reports/{number}").text
    assert "综合按时率" in told
    assert "拖欠余额" not in told
    assert "拖欠余额" not in text_of(clerk.get(f"/reports/{number}/document.pdf").data)
    assert "拖欠余额" in leader.get(f"/reports/{number}").text
    for someone in (clerk, leader):
        assert "/reports/figures/" not in someone.get(f"/reports/{number}").text
        assert "/reports/drafts/" not in someone.get("/reports").text
        assert someone.get("/reports/drafts/2026-08").status_code == 403
        assert someone.get("/reports/figures/received/2026-08").status_code == 403
        assert someone.post(f"/reports/{number}/release").status_code == 403
    assert by(make.user(Role.DISCIPLINE)).get("/reports/drafts/2026-08").status_code == 200
    assert by(make.user(Role.INSPECTOR)).get("/reports").status_code == 403
    assert by(city.owner).get(f"/reports/{number}").status_code == 403
    assert by().get(f"/public/reports/{number}").status_code == 404


def test_the_public_reads_a_report_once_the_office_made_it_public(city: City, by: By) -> None:
    number, office = city.issue("2026-08").number, by(city.officer)
    for _ in range(2):
        assert office.post(f"/reports/{number}/release", data={"once": MARK}).status_code == 303
    page = by().get(f"/public/reports/{number}")
    assert page.status_code == 200
    assert "收到投诉" in page.text
    assert city.unit.short_name not in page.text
    assert number in by().get("/public/stats").text
    pdf = text_of(by().get(f"/public/reports/{number}/document.pdf").data)
    assert "社会公众" in pdf
    assert "综合按时率" not in pdf
    assert by().get(f"/public/reports/{number}/document.x").status_code == 404


def test_the_public_months_stand_with_their_parts_and_do_not_move(city: City, by: By) -> None:
    with transaction():
        service.close_months(by=SYSTEM, at=datetime(2026, 9, 1, 1, 0, tzinfo=UTC))
    page, sheet = by().get("/public/stats").text, by().get("/public/stats.csv").data.decode()
    assert page.count("<svg") == sum(bool(found) for found in queries.atoms(at=make.AT).values()) + 1
    assert "投诉表单完成率" in page
    assert sheet.startswith("\ufeff指标,从,到,数值,分子,分母,口径")
    received = [line for line in sheet.splitlines() if line.startswith("收到投诉")]
    assert [line.split(",")[1:5] for line in received] == [
        ["2026-07-01", "2026-07-31", f"{n}件", str(n)] for n in [_count(7)]
    ] + [["2026-08-01", "2026-08-31", f"{n}件", str(n)] for n in [_count(8)]]
    with time_machine.travel(datetime(2026, 9, 20, tzinfo=UTC), tick=False):
        city.complaint(datetime(2026, 9, 12, tzinfo=UTC), 700)
        assert by().get("/public/stats.csv").data.decode() == sheet
    assert "第 2 版" in by().get("/public/definitions").text


def _count(month: int) -> int:
    own = rules.parse(f"2026-{month:02d}")
    return len(queries.rows(rules.table()["received"], queries.span_of(own, make.AT)))
