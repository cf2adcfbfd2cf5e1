"""The register of inspectors for programs."""

from datetime import date
from typing import Any

import pytest
from flask import Flask

from app.inspectors import service
from app.kernel.db import transaction
from app.kernel.permissions import SYSTEM, Permission, Role
from tests import make
from tests.conftest import Client


@pytest.fixture
def ask(sqlite_app: Flask, frozen: Any) -> Any:
    """`ask(path)` as a member of staff with a token."""
    make.rulebook()
    token = make.token(make.user(Role.CLERK), Permission.INSPECTOR_READ)
    client = sqlite_app.test_client()
    assert isinstance(client, Client)
    return lambda path="": client.get(f"/api/v1/inspectors{path}", headers={"Authorization": f"Bearer {token}"})


def test_a_certificate_is_told_and_nothing_of_the_person_besides(ask: Any) -> None:
    unit = make.department("市应急管理局")
    item = make.item("入企检查", [unit])
    one = make.inspector(unit, name="李澄宇", items=[item], certificate_no="18090912001")
    firm = make.enterprise()
    with transaction():
        service.recuse(one, firm, reason="配偶任职", from_on=date(2026, 1, 1), by=SYSTEM, at=make.AT)
    answer = ask("/18090912001")
    assert answer.json == {
        "certificate_no": "18090912001",
        "name": "李澄宇",
        "department": unit.code,
        "section": "",
        "valid_from": "2024-01-01",
        "valid_until": "2028-12-31",
        "active": True,
        "standing": "valid",
        "items": [item.code],
    }


def test_the_list_is_narrowed_as_on_the_page(ask: Any) -> None:
    unit = make.department()
    make.inspector(unit, name="甲", valid_until=date(2026, 9, 1))
    make.inspector(unit, name="乙")
    make.inspector(name="丙")
    assert [one["name"] for one in ask(f"?department={unit.code}&standing=expired").json] == ["甲"]
    listed = ask("?per_page=1")
    assert (len(listed.json), listed.headers["X-Total-Count"]) == (1, "3")
    assert 'rel="next"' in listed.headers["Link"]
    assert [one["name"] for one in ask("?q=丙").json] == ["丙"]


def test_what_is_not_there_is_told_as_a_problem(ask: Any) -> None:
    for path in ("/NOTHING", "?standing=odd", "?department=nothing"):
        answer = ask(path)
        assert answer.status_code in {404, 422}
        assert answer.mimetype == "application/problem+json"
