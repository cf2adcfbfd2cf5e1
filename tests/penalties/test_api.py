"""The penalty line for programs: the order is held there as it is on the pages, and a key files once."""

import base64
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.accounts.models import User
from app.kernel import numbering
from app.kernel.db import db
from app.kernel.permissions import Permission
from app.ledger import queries as ledger
from app.penalties.models import Decision, Filing
from tests import make
from tests.complaints.story import PNG
from tests.conftest import Client
from tests.penalties.cases import AT, GIVEN, HOUR, Cast

P = Permission
REVIEW = {"reviewer": "法规股 王*", "reviewed_on": "2026-09-11", "opinion": "事实清楚，程序合法"}
PAPER = {"name": "笔录.png", "content": base64.b64encode(PNG).decode()}
NUMBER = numbering.serial_number("YC", "20260911", 1)


class Program:
    """A program with a bearer token of one user."""

    def __init__(self, client: Client, user: User, *scopes: Permission) -> None:
        self.client, self.token = client, make.token(user, *scopes)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        auth = {"Authorization": f"Bearer {self.token}"}
        return self.client.post(f"/api/v1/penalties{path}", json=body or {}, headers={**auth, **named})

    def get(self, path: str = "") -> Any:
        return self.client.get(f"/api/v1/penalties{path}", headers={"Authorization": f"Bearer {self.token}"})

    def act(self, number: str, verb: str, **body: Any) -> Any:
        """An act on the version that lies there now."""
        return self.post(f"/{number}/{verb}", body, If_Match=self.get(f"/{number}").headers["ETag"])


@pytest.fixture
def cast(app: Flask, frozen: Any) -> Cast:
    return Cast()


@pytest.fixture
def unit(client: Client, cast: Cast) -> Program:
    return Program(client, cast.clerk, P.PENALTY_READ, P.PENALTY_FILE, P.PENALTY_DECIDE)


@pytest.fixture
def office(client: Client, cast: Cast) -> Program:
    return Program(client, cast.officer, P.PENALTY_READ, P.PENALTY_REGISTER)


def body(cast: Cast, **more: Any) -> dict[str, Any]:
    own = {"party_code": cast.firm.uscc, "party_name": cast.firm.name, **GIVEN, "fines": ["48000.00"]}
    return {**own, "hearing": "told", "hearing_on": "2026-09-11", **more}


def filed(unit: Program, cast: Cast, **more: Any) -> str:
    answer = unit.post("", body(cast, **more), Idempotency_Key="case-2026-0118")
    assert answer.status_code == 201, answer.json
    return str(answer.json["number"])


def test_one_key_makes_one_filing_and_answers_alike(unit: Program, cast: Cast, frozen: Any) -> None:
    first = unit.post("", body(cast), Idempotency_Key="case-2026-0118")
    frozen.shift(HOUR)
    second = unit.post("", body(cast), Idempotency_Key="case-2026-0118")
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json == second.json
    assert first.json == {
        "number": NUMBER,
        "filed_at": "2026-09-11T09:00:00+08:00",
        "fine": "48000.00",
        "total": "48000.00",
        "reasons": ["fine"],
    }
    assert db.session.scalar(select(func.count()).select_from(Filing)) == 1


def test_a_used_key_with_another_body_is_refused(unit: Program, cast: Cast) -> None:
    filed(unit, cast)
    other = unit.post("", body(cast, fines=["50000"]), Idempotency_Key="case-2026-0118")
    assert (other.status_code, other.json["code"]) == (409, "origin_reused")
    assert other.mimetype == "application/problem+json"


def test_without_a_key_nothing_is_filed(unit: Program, cast: Cast) -> None:
    answer = unit.post("", body(cast))
    assert (answer.status_code, answer.json["code"]) == (400, "idempotency_key_missing")


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        *(
            ({"fines": [odd]}, "/fines/0")
            for odd in ("3e4", "NaN", "-1", "30000.004", "", 30000, None, "三万五", "1,00")
        ),
        ({"party_code": "1"}, "/party_code"),
        ({"late_on": "2026-02-30"}, "/late_on"),
        ({"hearing": "maybe"}, "/hearing"),
        ({"first_minor": "yes"}, "/first_minor"),
        ({"facts": ""}, "/facts"),
        ({"facts": "a\x00b"}, "/facts"),
        ({"case_no": "x" * 121}, "/case_no"),
        ({"fines": ["1"] * 21}, "/fines"),
        ({"unknown": 1}, "/unknown"),
        ({"files": [PAPER] * 11}, "/files"),
        ({"files": [{**PAPER, "content": "不是base64"}]}, "/files/0/content"),
        ({"files": [PAPER, {**PAPER, "content": "AAAA"}]}, "/files/1/content"),
        ({"files": [{"content": PAPER["content"]}]}, "/files/0/name"),
    ],
)
def test_a_body_that_does_not_fit_is_refused_field_by_field(
    unit: Program, cast: Cast, change: dict[str, Any], pointer: str
) -> None:
    answer = unit.post("", body(cast, **change), Idempotency_Key="case-2026-0118")
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json["errors"]] == [pointer]


@pytest.mark.parametrize("written", ["30000", "30,000.00", "３００００", "叁万元整", "3万"])
def test_an_amount_is_read_as_on_the_pages(unit: Program, cast: Cast, written: str) -> None:
    answer = unit.post("", body(cast, fines=[written]), Idempotency_Key="case-2026-0118")
    assert (answer.status_code, answer.json["fine"], answer.json["reasons"]) == (201, "30000.00", ["fine"])


@pytest.mark.parametrize(
    ("fines", "reasons"), [(["29999.99"], []), (["15000", "15000.00"], ["fine"]), (["15000", "14999.99"], [])]
)
def test_the_threshold_is_the_rulebooks(unit: Program, cast: Cast, fines: list[str], reasons: list[str]) -> None:
    answer = unit.post("", body(cast, fines=fines), Idempotency_Key="case-2026-0118")
    assert answer.json["reasons"] == reasons


def test_the_line_runs_through_the_api(unit: Program, office: Program, cast: Cast, frozen: Any) -> None:
    number = filed(unit, cast)
    assert office.act(number, "ask", kind="completion", words="请补充笔录").json["state"] == "supplement"
    assert unit.act(number, "reply", answer="已补充").json["asks"][0]["answer"] == "已补充"
    assert office.act(number, "register").json["state"] == "registered"
    assert unit.act(number, "vet", **REVIEW).json["reviewer"] == "法规股 王*"
    frozen.shift(2 * HOUR)
    at = "2026-09-11T10:30:00+08:00"
    made = unit.act(number, "decide", document_no="沅市监罚〔2026〕118号", decided_at=at, fines=["48000"])
    assert made.status_code == 200, made.json
    assert made.json["decision"]["decided_at"] == at
    assert made.json["decision"]["left"] == "48000.00"
    paid = unit.act(number, "pay", amount="8,000", paid_on="2026-09-11", voucher="湘财 0012")
    assert paid.json["decision"]["left"] == "40000.00"
    public = unit.act(number, "publish", channel="信用益阳", published_on="2026-09-11")
    assert public.json["decision"]["published_on"] == "2026-09-11"
    assert public.json["findings"] == []
    verbs = [entry.verb.removeprefix("penalty:") for entry in ledger.of(number)]
    assert verbs == ["file", "ask_completion", "complete", "register", "vet", "decide", "pay", "publish"]


@pytest.mark.parametrize(
    "when",
    ["2026-09-11T09:00:00+08:00", "2026-09-11T08:59:59+08:00", "2026-09-10T23:00:00Z", "2026-09-11T02:59:00+02:00"],
)
def test_a_decision_at_or_before_its_filing_is_refused_in_every_zone(
    unit: Program, cast: Cast, frozen: Any, when: str
) -> None:
    number = filed(unit, cast, **REVIEW)
    frozen.shift(HOUR)
    answer = unit.act(number, "decide", document_no="一号", decided_at=when, fines=["48000"])
    assert (answer.status_code, answer.json["code"]) == (422, "decision_before_filing")
    assert db.session.scalar(select(func.count()).select_from(Decision)) == 0


@pytest.mark.parametrize(
    ("when", "code"),
    [("2026-09-11T10:00:01+08:00", "decision_to_come"), ("2099-01-01T00:00:00Z", "decision_to_come")],
)
def test_a_decision_to_come_is_refused(unit: Program, cast: Cast, frozen: Any, when: str, code: str) -> None:
    number = filed(unit, cast, **REVIEW)
    frozen.move_to(AT + HOUR)
    answer = unit.act(number, "decide", document_no="一号", decided_at=when, fines=["48000"])
    assert (answer.status_code, answer.json["code"]) == (422, code)


@pytest.mark.parametrize("when", ["2026-09-11T10:30:00", "2026-09-11", "now", "1789-07-14T00:00:00Z", "", 1789, None])
def test_an_instant_without_its_offset_is_none(unit: Program, cast: Cast, frozen: Any, when: Any) -> None:
    number = filed(unit, cast, **REVIEW)
    frozen.shift(2 * HOUR)
    answer = unit.act(number, "decide", document_no="一号", decided_at=when, fines=["48000"])
    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == "/decided_at"


def test_without_review_or_beyond_the_filing_nothing_is_decided(unit: Program, cast: Cast, frozen: Any) -> None:
    number = filed(unit, cast)
    frozen.shift(2 * HOUR)
    told = {"document_no": "一号", "decided_at": "2026-09-11T10:30:00+08:00"}
    assert unit.act(number, "decide", **told, fines=["48000"]).json["code"] == "legal_review_missing"
    unit.act(number, "vet", **REVIEW)
    assert unit.act(number, "decide", **told, fines=["48000.01"]).json["code"] == "decision_beyond_filing"
    assert unit.act(number, "decide", **told, fines=["48000"]).status_code == 200
    assert unit.act(number, "decide", **told, fines=["48000"]).status_code == 409


def test_an_act_names_the_version_that_was_read(unit: Program, office: Program, cast: Cast) -> None:
    number = filed(unit, cast)
    read = unit.get(f"/{number}").headers["ETag"]
    assert unit.post(f"/{number}/vet", REVIEW).status_code == 428
    assert unit.post(f"/{number}/vet", REVIEW, If_Match="*").status_code == 428
    assert office.act(number, "register").status_code == 200
    late = unit.post(f"/{number}/vet", REVIEW, If_Match=read)
    assert (late.status_code, late.json["code"]) == (412, "etag_changed")


def test_a_department_sees_its_own_and_the_office_all(
    client: Client, unit: Program, office: Program, cast: Cast
) -> None:
    number = filed(unit, cast)
    stranger = Program(client, cast.stranger, P.PENALTY_READ, P.PENALTY_FILE, P.PENALTY_DECIDE)
    assert stranger.get(f"/{number}").status_code == 404
    assert stranger.get().json == []
    assert stranger.post(f"/{number}/vet", REVIEW, If_Match='"x"').status_code == 404
    [row] = office.get().json
    assert (row["number"], row["department"], row["decided"]) == (number, cast.unit.code, False)
    listed = office.get("?decided=true")
    assert (listed.json, listed.headers["X-Total-Count"]) == ([], "0")
    assert office.post("", body(cast), Idempotency_Key="case-2026-0118").status_code == 403


def test_a_token_does_what_its_scopes_say(client: Client, cast: Cast) -> None:
    reader = Program(client, cast.clerk, P.PENALTY_READ)
    assert reader.post("", body(cast), Idempotency_Key="case-2026-0118").status_code == 403
    assert client.get("/api/v1/penalties").status_code == 401


def test_the_parts_of_a_case_add_up_here_too(unit: Program, cast: Cast, frozen: Any) -> None:
    first = filed(unit, cast, fines=["20000"])
    frozen.shift(timedelta(days=29))
    second = unit.post("", body(cast, fines=["10000"]), Idempotency_Key="case-2026-0118b")
    assert (second.json["total"], second.json["reasons"]) == ("30000.00", ["split"])
    assert unit.get(f"/{second.json['number']}").json["parts"] == [first]
    assert unit.get(f"/{first}").json["findings"] == ["split"]


def test_files_come_with_a_filing_and_an_answer_and_are_read_back_byte_by_byte(
    client: Client, unit: Program, office: Program, cast: Cast
) -> None:
    number = filed(unit, cast, files=[PAPER])
    office.act(number, "ask", kind="completion", words="请补充笔录")
    told = unit.act(number, "reply", answer="已补充", files=[{**PAPER, "name": "补充.png"}]).json["annexes"]
    assert [(one["position"], one["name"], one["size"]) for one in told] == [
        (1, "笔录.png", len(PNG)),
        (2, "补充.png", len(PNG)),
    ]
    kept = office.get(f"/{number}/annexes/2")
    assert (kept.data, kept.mimetype) == (PNG, "application/octet-stream")
    assert "attachment" in kept.headers["Content-Disposition"]
    assert office.get(f"/{number}/annexes/3").status_code == 404
    stranger = Program(client, cast.stranger, P.PENALTY_READ)
    assert stranger.get(f"/{number}/annexes/1").status_code == 404


def test_a_used_key_with_another_file_is_refused(unit: Program, cast: Cast) -> None:
    first = unit.post("", body(cast, files=[PAPER]), Idempotency_Key="case-2026-0118")
    assert unit.post("", body(cast, files=[PAPER]), Idempotency_Key="case-2026-0118").json == first.json
    other = unit.post("", body(cast), Idempotency_Key="case-2026-0118")
    assert (other.status_code, other.json["code"]) == (409, "origin_reused")
