"""The pages of a department: what it does, and that nothing it can reach tells who complained."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest

from app.complaints import queries, service
from app.complaints.models import Complaint
from app.complaints.rules import Channel, Complexity, Disclosure, State
from app.kernel.db import transaction
from tests import conftest, make
from tests.complaints import story
from tests.complaints.desk import Office, fresh, house, key, sent, version
from tests.conftest import Client, Database

__all__ = ["house", "key"]
NOW = datetime(2026, 9, 11, 1, 0, tzinfo=UTC)
ANSWER = {"findings": "查明属实", "outcome": "已纠正", "basis": "附件3 第69条", "further": "一个月内回访"}


def answer(complaint: Complaint, **more: object) -> dict[str, object]:
    return {**ANSWER, "version": version(complaint), **more}


def test_the_list_has_the_own_cases_only_late_ones_first(house: Office) -> None:
    soon = house.referred()
    late = house.referred(at=NOW - timedelta(days=10))
    waiting = story.filed(house.owner).complaint
    stranger = make.user(house.clerk.role)
    page = house.unit.get("/complaints").text
    assert page.index(late.number) < page.index(soon.number)
    assert waiting.number not in page
    assert house.unit.get(house.url(waiting)).status_code == 404
    house.unit.sign_in(stranger)
    assert soon.number not in house.unit.get("/complaints?view=all").text
    for verb in ("", "verify", "resolve", "return", "extend", "rectify", "copies/1", "answers/1"):
        assert house.unit.get(house.url(soon, verb)).status_code == 404


def test_a_page_offers_what_the_state_allows(house: Office) -> None:
    complaint = house.referred(at=NOW)
    page = house.unit.get(house.url(complaint)).text
    assert [verb for verb in ("verify", "resolve", "return", "extend", "rectify") if f'/{verb}"' in page] == [
        "verify",
        "return",
        "extend",
    ]
    assert house.unit.get(house.url(complaint, "resolve")).status_code == 409
    assert house.unit.get(house.url(complaint, "preliminary")).status_code == 409
    assert house.unit.get(house.url(complaint, "rectify")).status_code == 409


def test_verification_names_the_kind_and_a_complex_one_its_reason(house: Office) -> None:
    complaint = house.referred()
    url = house.url(complaint, "verify")
    assert house.unit.post(url, data=answer(complaint)).status_code == 422
    bare = house.unit.post(url, data=answer(complaint, complexity="complex"))
    assert (bare.status_code, "请写明理由" in bare.text, "查明属实" in bare.text) == (422, True, True)
    assert house.unit.post(url, data=answer(complaint, complexity="simple", findings="")).status_code == 422
    assert "核实情况已提交" in sent(house.unit, url, answer(complaint, complexity="complex", reason="要鉴定"))
    assert fresh(complaint).complexity is Complexity.COMPLEX


def test_a_preview_shows_what_the_enterprise_will_see_and_sends_nothing(house: Office) -> None:
    complaint = house.verified()
    page = house.unit.post(house.url(complaint, "resolve"), data=answer(complaint, act="preview")).text
    assert "投诉人将看到" in page
    assert page.count("一个月内回访") == 2
    assert fresh(complaint).state is State.VERIFIED
    faulty = house.unit.post(house.url(complaint, "resolve"), data=answer(complaint, act="preview", outcome=""))
    assert faulty.status_code == 422


def test_an_answer_closes_the_case_and_its_files_are_kept(house: Office) -> None:
    complaint = house.verified()
    url = house.url(complaint, "resolve")
    assert house.unit.post(url, data=answer(complaint, outcome="")).status_code == 422
    png = (__import__("io").BytesIO(story.PNG), "现场.png")
    house.unit.post(url, data=answer(complaint, files=png), content_type="multipart/form-data")
    assert fresh(complaint).state is State.RESOLVED
    assert house.unit.get(house.url(complaint, "answers/1")).data == story.PNG
    assert house.unit.get(house.url(complaint, "answers/2")).status_code == 404
    again = house.unit.post(url, data=answer(complaint, findings="又写了一遍"))
    assert (again.status_code, "又写了一遍" in again.text) == (409, True)


def test_a_file_of_another_kind_is_refused_and_no_more_than_five(house: Office) -> None:
    from io import BytesIO

    complaint = house.verified()
    url = house.url(complaint, "resolve")
    one = {"files": (BytesIO(b"MZ" + bytes(99)), "x.exe")}
    assert house.unit.post(url, data=answer(complaint, **one), content_type="multipart/form-data").status_code == 422
    six = {"files": [(BytesIO(story.PNG), f"{n}.png") for n in range(6)]}
    many = house.unit.post(url, data=answer(complaint, **six), content_type="multipart/form-data")
    assert (many.status_code, "最多" in many.text) == (422, True)
    assert fresh(complaint).state is State.VERIFIED


def test_a_complex_matter_gets_a_preliminary_result_and_stays_open(house: Office) -> None:
    complaint = house.verified(Complexity.COMPLEX)
    url = house.url(complaint, "preliminary")
    assert "初步结果" in house.unit.get(url).text
    house.unit.post(url, data=answer(complaint))
    assert fresh(complaint).state is State.PRELIMINARY
    simple = house.verified()
    refused = house.unit.post(house.url(simple, "preliminary"), data=answer(simple))
    assert (refused.status_code, "简单事项直接答复" in refused.text) == (409, True)


def test_a_wrong_referral_goes_back_in_time_with_unit_and_basis(house: Office) -> None:
    right = make.department("市消防大队")
    complaint = house.referred(at=NOW)
    url = house.url(complaint, "return")
    assert house.department.name not in re.findall(r"<option[^>]*>([^<]*)", house.unit.get(url).text)
    assert house.unit.post(url, data={"version": version(complaint), "to": right.name}).status_code == 422
    assert house.unit.post(url, data={"version": version(complaint), "to": "某局", "basis": "x"}).status_code == 422
    page = sent(house.unit, url, {"version": version(complaint), "to": right.name, "basis": "消防法"})
    assert "已退回市优办" in page
    assert house.unit.get(house.url(complaint)).status_code == 404
    late = house.referred()
    given = {"version": version(late), "to": right.name, "basis": "消防法"}
    refused = house.unit.post(house.url(late, "return"), data=given)
    assert (refused.status_code, "1 个工作日内" in refused.text, "消防法" in refused.text) == (409, True, True)


def test_after_three_returns_the_choice_of_the_office_is_final(house: Office) -> None:
    make.department("市消防大队")
    complaint = house.referred(at=NOW)
    given = {"to": "市消防大队", "basis": "消防法"}
    for _ in range(3):
        house.unit.post(house.url(complaint, "return"), data={**given, "version": version(complaint)})
        with transaction():
            service.refer(complaint, to=house.department, by=house.officer, at=NOW)
    assert "退回" not in re.findall(r"btn[^>]*>([^<]*)<", house.unit.get(house.url(complaint)).text)
    refused = house.unit.post(house.url(complaint, "return"), data={**given, "version": version(complaint)})
    assert (refused.status_code, "不能再退回" in refused.text) == (409, True)


def test_more_time_is_asked_once_before_the_end(house: Office, frozen: object) -> None:
    complaint, late = house.verified(), house.verified()
    url = house.url(complaint, "extend")
    assert "原定日期" in house.unit.get(url).text
    for days in ("", "0", "999", "三"):
        assert house.unit.post(url, data=answer(complaint, days=days, reason="要鉴定")).status_code == 422
    assert house.unit.post(url, data=answer(complaint, days="3", reason="")).status_code == 422
    assert "已提交" in sent(house.unit, url, answer(complaint, days="3", reason="要鉴定"))
    again = house.unit.post(url, data=answer(complaint, days="3", reason="再要"))
    assert (again.status_code, "已经申请过延期" in again.text, "再要" in again.text) == (409, True, True)
    frozen.shift(timedelta(days=30))  # type: ignore[attr-defined]
    refused = house.unit.post(house.url(late, "extend"), data=answer(late, days="3", reason="要鉴定"))
    assert (refused.status_code, "届满之前申请" in refused.text) == (409, True)


def test_a_bad_rating_is_mended_without_the_words_of_who_rated(house: Office) -> None:
    complaint = house.rated_badly()
    case, url = house.unit.get(house.url(complaint)).text, house.url(complaint, "rectify")
    assert "问题没有解决" in case
    assert "没有解决</dd>" not in case.replace("问题没有解决</dd>", "")
    assert "非常不满意" in house.unit.get(url).text
    mended = queries.rectification(complaint)
    assert mended is not None
    given = {"version": mended.version, "plan": "当面道歉", "evidence": "回执"}
    assert house.unit.post(url, data={**given, "plan": ""}).status_code == 422
    assert "等待市优办回访" in sent(house.unit, url, given)
    again = house.unit.post(url, data={**given, "version": mended.version + 1, "plan": "再次道歉"})
    assert (again.status_code, "再次道歉" in again.text, "当面道歉" in again.text) == (409, True, True)


SECRETS = (
    "绝密食品",
    "仲晓妮",
    "13812345678",
    "91430981",
    "秘密原话",
    "秘密诉求",
    "12345-0911-007",
    "秘密补充",
    "秘密评语",
    "秘密复核",
    "秘密照片",
    "政协委员工作室",
)
TIMES = (":17", "2026-09-07")


def revealing(house: Office) -> Complaint:
    """A complaint full of words that no department may ever read, brought through the whole line."""
    filed_at = datetime(2026, 9, 7, 3, 17, tzinfo=UTC)
    complaint = story.filed(
        house.owner,
        at=filed_at,
        facts="秘密原话，我厂是绝密食品。",
        wants="秘密诉求",
        about="绝密食品对面的局",
        channel=Channel.CPPCC_OFFICE,
        external_ref="12345-0911-007",
        disclosure=Disclosure.NAMED,
        contact=service.Contact(enterprise="绝密食品有限公司", person="仲晓妮", phone="13812345678", code="91430981X"),
        files=[service.upload("秘密照片.png", story.PNG)],
    ).complaint
    at = datetime(2026, 9, 8, 3, 17, tzinfo=UTC)
    copies = service.render(complaint, [1])
    with transaction():
        service.accept(complaint, to=house.department, sheet=story.SHEET, copies=copies, by=house.officer, at=at)
        service.supplement(complaint, words="秘密补充", at=at)
        service.verify(complaint, fields=story.REPLY, complexity=Complexity.SIMPLE, by=house.clerk, at=at)
        service.resolve(complaint, fields=story.REPLY, by=house.clerk, at=at)
        service.rate(complaint, score=1, reasons=["unsolved"], words="秘密评语", at=at)
        service.request_review(complaint, reason="秘密复核", at=at)
    return complaint


def crawl(client: Client, *first: str) -> dict[str, str]:
    """Every page under the complaint line that links lead to, by address."""
    seen: dict[str, str] = {}
    left = list(first)
    while left:
        url = left.pop()
        if url in seen:
            continue
        found = client.get(url)
        headers = "\n".join(f"{name}: {value}" for name, value in found.headers if name != "Content-Security-Policy")
        seen[url] = f"{headers}\n{found.data.decode('utf-8', 'replace')}"
        if found.mimetype == "text/html":
            links = [unescape(link) for link in re.findall(r'href="(/complaints[^"#]*)"', found.text)]
            left += [link for link in links if link not in seen]
    return seen


def test_nothing_that_a_department_reaches_tells_who_complained(house: Office) -> None:
    complaint = revealing(house)
    pages = crawl(house.unit, "/complaints?view=all", "/complaints?q=秘密", house.url(complaint, "rectify"))
    assert any(url.endswith(complaint.number) for url in pages)
    assert any("/copies/1" in url for url in pages)
    assert any("export.csv" in url for url in pages)
    told = [(url, secret) for url, text in pages.items() for secret in (*SECRETS, *TIMES) if secret in _said(text, url)]
    assert told == []


def _said(text: str, url: str) -> str:
    """The page without what the reader typed into the search box."""
    return (
        text.replace("秘密", "", 0)
        if "q=" not in url
        else re.sub(r"(关键词：|value=\"|q=)(秘密|%E7%A7%98%E5%AF%86)", "", text)
    )


@pytest.mark.parametrize("words", ["秘密原话", "绝密食品", "秘密诉求", "12345-0911-007"])
def test_a_department_cannot_find_a_case_by_words_that_it_may_not_read(house: Office, words: str) -> None:
    complaint = revealing(house)
    assert complaint.number not in house.unit.get(f"/complaints?view=all&q={words}").text
    assert complaint.number in house.unit.get("/complaints?view=all&q=未出示批准文件").text
    assert complaint.number in house.unit.get(f"/complaints?view=all&channel=letter&q={complaint.number}").text


def test_the_office_sees_all_but_the_identity(house: Office) -> None:
    complaint = revealing(house)
    pages = crawl(house.office, house.url(complaint))
    case = pages[house.url(complaint)]
    assert all(word in case for word in ("秘密原话", "秘密诉求", "秘密补充", "秘密评语", "秘密复核"))
    sealed = ("绝密食品有限公司", "仲晓妮", "13812345678", "91430981X")
    assert [(url, word) for url, text in pages.items() for word in sealed if word in text] == []


MASKS = (
    (re.compile(r"TS-\d{4}-\d{4}-\d"), "TS"),
    (re.compile(r"[0-9a-f]{32}"), "MARK"),
    (re.compile(r'nonce="[^"]*"|value="[^"]*\.[\w-]{27,}"|Set-Cookie: .*|nonce-[\w-]+'), "NONCE"),
)


def masked(pages: dict[str, str]) -> dict[str, str]:
    """The pages without random numbers and marks; a workbook is read for its cells only."""
    found = {}
    for url, text in pages.items():
        if "export.xlsx" not in url:
            plain = text
            for pattern, word in MASKS:
                url, plain = pattern.sub(word, url), pattern.sub(word, plain)
            found[url] = plain
    return found


def world(databases: Callable[[str], Database], **filed: Any) -> dict[str, str]:
    """Everything that the department reaches where one complaint was filed in this way."""
    with conftest._app(databases("sqlite"), WTF_CSRF_ENABLED=False) as app:
        house = Office(app)
        for _ in range(filed.pop("others", 0)):
            story.filed(house.owner)
        late = filed.pop("supplement", "")
        complaint = story.filed(filed.pop("owner", house.owner), **filed).complaint
        at = datetime(2026, 9, 8, 3, 17, tzinfo=UTC) + timedelta(hours=5 if late else 0)
        with transaction():
            if late:
                service.supplement(complaint, words=late, at=at)
            service.accept(complaint, to=house.department, sheet=story.SHEET, by=house.officer, at=at)
            service.verify(complaint, fields=story.REPLY, complexity=Complexity.SIMPLE, by=house.clerk, at=at)
            service.resolve(complaint, fields=story.REPLY, by=house.clerk, at=at)
            service.rate(complaint, score=1, reasons=["unsolved"], words=late or "没有", at=at)
        return masked(crawl(house.unit, "/complaints?view=all", "/notices", house.url(complaint, "rectify")))


def test_two_worlds_in_which_different_people_complained_look_alike(
    databases: Callable[[str], Database], frozen: object, key: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    serial = iter(range(10**6))
    monkeypatch.setattr(make, "_serial", serial)
    one = world(databases)
    monkeypatch.setattr(make, "_serial", iter(range(10**6)))
    other = world(
        databases,
        owner=None,
        others=2,
        at=datetime(2026, 9, 4, 9, 30, tzinfo=UTC),
        facts="完全不同的原话，出自另一家企业。",
        wants="另一个诉求",
        disclosure=Disclosure.ANONYMOUS,
        channel=Channel.LETTER,
        external_ref="X-1",
        files=[service.upload("甲.png", story.PNG)],
        supplement="另一段补充",
    )
    assert len(one) > 5
    assert one.keys() == other.keys()
    assert [url for url in one if one[url] != other[url]] == []
