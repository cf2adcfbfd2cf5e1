"""The complaint line for programs."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.accounts.models import User
from app.complaints.models import Complaint
from app.kernel.db import db
from app.kernel.permissions import Permission
from tests import make
from tests.complaints.story import Cast
from tests.conftest import Client

BODY = {
    "category": "illegal_inspection",
    "facts": "9月8日上午有工作人员未出示批准文件就进厂检查，要求停产半天。",
    "wants": "说明检查依据",
    "channel": "hotline_12345",
    "external_ref": "12345-0001",
    "contact": {"enterprise": "湖畔食品有限公司", "person": "王老板", "phone": "13900001402"},
}


@pytest.fixture
def cast(app: Flask) -> Cast:
    return Cast()


class Program:
    """A program with a bearer token of one user."""

    def __init__(self, client: Client, user: User, *scopes: Permission) -> None:
        self.client = client
        self.token = make.token(user, *scopes)

    def post(self, path: str, body: Any, **headers: str) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(f"/api/v1{path}", json=body, headers={"Authorization": f"Bearer {self.token}", **named})

    def get(self, path: str) -> Any:
        return self.client.get(f"/api/v1{path}", headers={"Authorization": f"Bearer {self.token}"})


@pytest.fixture
def office(client: Client, cast: Cast) -> Program:
    scopes = Permission.COMPLAINT_FILE_ON_BEHALF, Permission.COMPLAINT_READ, Permission.COMPLAINT_ACCEPT
    return Program(client, cast.officer, *scopes, Permission.COMPLAINT_DECLINE)


@pytest.fixture
def department(client: Client, cast: Cast) -> Program:
    return Program(
        client, cast.clerk, Permission.COMPLAINT_READ, Permission.COMPLAINT_VERIFY, Permission.COMPLAINT_REPLY
    )


def test_one_key_makes_one_complaint_and_answers_alike(office: Program) -> None:
    first = office.post("/complaints", BODY, Idempotency_Key="hotline-0001")
    second = office.post("/complaints", BODY, Idempotency_Key="hotline-0001")
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json == second.json
    assert db.session.scalar(select(func.count()).select_from(Complaint)) == 1


def test_a_used_key_with_another_body_is_refused(office: Program) -> None:
    office.post("/complaints", BODY, Idempotency_Key="hotline-0001")
    other = office.post("/complaints", {**BODY, "wants": "赔偿损失"}, Idempotency_Key="hotline-0001")
    assert (other.status_code, other.json["code"]) == (409, "origin_reused")


def test_without_a_key_nothing_is_filed(office: Program) -> None:
    answer = office.post("/complaints", BODY)
    assert (answer.status_code, answer.json["code"]) == (400, "idempotency_key_missing")
    assert answer.mimetype == "application/problem+json"


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"category": 3}, "/category"),
        ({"facts": "太短"}, "/facts"),
        ({"channel": "web"}, "/channel"),
        ({"contact": {"phone": "1"}}, "/contact/phone"),
        ({"unknown": "x"}, "/unknown"),
        ({"wants": "a\x00b"}, "/wants"),
        ({"wants": "a\ud800b"}, "/wants"),
    ],
)
def test_a_body_that_does_not_fit_is_refused_field_by_field(
    office: Program, change: dict[str, Any], pointer: str
) -> None:
    answer = office.post("/complaints", {**BODY, **change}, Idempotency_Key="hotline-0001")
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json["errors"]] == [pointer]


def test_an_unknown_category_is_refused_with_the_rule(office: Program) -> None:
    answer = office.post("/complaints", {**BODY, "category": "weather"}, Idempotency_Key="hotline-0001")
    assert (answer.status_code, answer.json["code"]) == (422, "choice_unknown")


def test_the_line_runs_through_the_api(office: Program, department: Program, cast: Cast) -> None:
    number = office.post("/complaints", BODY, Idempotency_Key="hotline-0001").json["number"]
    shown = office.get(f"/complaints/{number}")
    assert shown.json["state"] == "submitted"
    sheet = {"department": cast.department.code, "facts": "未出示批准文件入企", "wants": "说明依据"}
    accepted = office.post(f"/complaints/{number}/accept", sheet, If_Match=shown.headers["ETag"])
    assert (accepted.status_code, accepted.json["state"]) == (200, "referred")
    seen = department.get(f"/complaints/{number}")
    verified = department.post(
        f"/complaints/{number}/verify", {"findings": "已核实", "complexity": "simple"}, If_Match=seen.headers["ETag"]
    )
    closed = department.post(
        f"/complaints/{number}/resolve", {"findings": "属实", "outcome": "已纠正"}, If_Match=verified.headers["ETag"]
    )
    assert closed.json["state"] == "resolved"
    assert [reply["kind"] for reply in closed.json["replies"]] == ["verification", "final"]


def test_a_complex_matter_gets_its_preliminary_result_through_the_api(department: Program, cast: Cast) -> None:
    number = cast.referred().number
    tag = department.get(f"/complaints/{number}").headers["ETag"]
    body = {"findings": "已核实", "complexity": "complex", "reason": "需要鉴定"}
    tag = department.post(f"/complaints/{number}/verify", body, If_Match=tag).headers["ETag"]
    answer = department.post(f"/complaints/{number}/preliminary", {"findings": "鉴定中"}, If_Match=tag)
    assert answer.json["state"] == "preliminary"


def test_declining_through_the_api_needs_a_reason(office: Program, cast: Cast) -> None:
    number = office.post("/complaints", BODY, Idempotency_Key="hotline-0001").json["number"]
    tag = office.get(f"/complaints/{number}").headers["ETag"]
    assert office.post(f"/complaints/{number}/decline", {"words": "不属于"}, If_Match=tag).status_code == 422
    answer = office.post(f"/complaints/{number}/decline", {"reason": "not_ours", "words": "不属于"}, If_Match=tag)
    assert answer.json["state"] == "declined"


def test_an_act_needs_the_current_version(department: Program, cast: Cast) -> None:
    number = cast.referred().number
    body = {"findings": "已核实", "complexity": "simple"}
    assert department.post(f"/complaints/{number}/verify", body).status_code == 428
    assert department.post(f"/complaints/{number}/verify", body, If_Match="*").status_code == 428
    assert department.post(f"/complaints/{number}/verify", body, If_Match='"old"').status_code == 412
    tag = department.get(f"/complaints/{number}").headers["ETag"]
    assert department.post(f"/complaints/{number}/verify", body, If_Match=tag).status_code == 200
    again = department.post(f"/complaints/{number}/verify", body, If_Match=tag)
    assert (again.status_code, again.json["code"]) == (412, "etag_changed")


def test_a_department_reads_the_sheet_and_nothing_of_the_complainant(
    office: Program, department: Program, cast: Cast
) -> None:
    number = office.post("/complaints", BODY, Idempotency_Key="hotline-0001").json["number"]
    assert department.get(f"/complaints/{number}").status_code == 404
    sheet = {"department": cast.department.code, "facts": "未出示批准文件入企", "wants": "说明依据"}
    office.post(f"/complaints/{number}/accept", sheet, If_Match=office.get(f"/complaints/{number}").headers["ETag"])
    seen = department.get(f"/complaints/{number}")
    assert not {"channel", "external_ref", "filed_at", "disclosure"} & seen.json.keys()
    assert "acceptance" not in {one["kind"] for one in seen.json["clocks"]}
    for secret in ("湖畔", "王老板", "13900001402", "12345-0001", "要求停产"):
        assert secret not in seen.get_data(as_text=True)


def test_lists_are_bounded_and_linked(office: Program, cast: Cast) -> None:
    for _ in range(3):
        cast.referred()
    answer = office.get("/complaints?per_page=2&page=1")
    assert (len(answer.json), answer.headers["X-Total-Count"]) == (2, "3")
    assert 'rel="next"' in answer.headers["Link"]
    for bad in ("per_page=201", "page=0", "page=99999999999999999999", "view=x", "page=a"):
        assert office.get(f"/complaints?{bad}").status_code == 422


def test_scopes_bound_a_token_and_nobody_gets_in_without(client: Client, office: Program, cast: Cast) -> None:
    number = cast.referred().number
    narrow = Program(client, cast.officer, Permission.COMPLAINT_READ)
    assert narrow.get(f"/complaints/{number}").status_code == 200
    assert narrow.post("/complaints", BODY, Idempotency_Key="hotline-0009").status_code == 403
    assert client.get("/api/v1/complaints").status_code == 401
    assert client.get("/api/v1/complaint-categories").status_code == 200


def test_the_document_names_every_operation_and_has_a_page(client: Client) -> None:
    spec = client.get("/api/v1/openapi.json").json
    assert spec["openapi"] == "3.1.0"
    assert "post" in spec["paths"]["/api/v1/complaints"]
    page = client.get("/api/docs")
    assert page.status_code == 200
    for path in spec["paths"]:
        assert path in page.get_data(as_text=True)
    assert '<script src="http' not in page.get_data(as_text=True)


def test_every_refusal_of_the_api_is_problem_json(client: Client, office: Program) -> None:
    answers = [client.get("/api/v1/nothing"), client.delete("/api/v1/complaints"), office.get("/complaints/TS-1")]
    assert [(answer.status_code, answer.mimetype) for answer in answers] == [
        (404, "application/problem+json"),
        (405, "application/problem+json"),
        (404, "application/problem+json"),
    ]
    assert answers[1].headers["Allow"]
