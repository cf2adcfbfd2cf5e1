"""At the doors: the timer, the terminal, the pages; nothing typed is lost, sent twice is once."""

import json
from typing import Any

import pytest
from flask import Flask

from app.audit import queries
from app.audit.models import AuditFinding, AuditRun
from app.audit.rules import CONFIDENTIAL, State
from app.kernel import wording
from app.kernel.db import db
from app.ledger import queries as ledger
from tests.audit.city import AS_OF
from tests.audit.test_service import NIGHT, Desk
from tests.conftest import Client

MARK = "0123456789abcdef" * 2


@pytest.fixture
def desk(sqlite_app: Flask, frozen: Any) -> Desk:
    frozen.move_to(NIGHT)
    return Desk()


def signed_in(desk: Desk, app: Flask, name: str) -> Client:
    made = app.test_client()
    assert isinstance(made, Client)
    made.sign_in(getattr(desk, name))
    return made


def test_the_terminal_tells_all_and_keeps_nothing_unless_told_to(desk: Desk, sqlite_app: Flask) -> None:
    ask = sqlite_app.test_cli_runner().invoke
    told = ask(args=["audit", "run", "--as-of", str(AS_OF), "--json"])
    assert told.exit_code == 1
    found = json.loads(told.stdout)
    assert [(one["check"], one["rule"], one["happened_on"]) for one in found["facts"]] == [
        ("quiet_unapproved", "quiet.days", "2026-09-08")
    ]
    assert found["facts"][0]["figures"]["entered_at"] == "2026-09-08 10:00:00"
    assert found["facts"][0]["evidence"] == [{"page": "visits.show", "number": desk.fault.number}]
    assert (db.session.query(AuditFinding).count(), db.session.query(AuditRun).count()) == (0, 0)
    assert ask(args=["audit", "run", "--as-of", "2026-09-07", "--json"]).exit_code == 0
    kept = ask(args=["audit", "run", "--as-of", str(AS_OF), "--json", "--keep"])
    assert (kept.exit_code, db.session.query(AuditFinding).count()) == (1, 1)
    assert "宁静日未批入企" in ask(args=["audit", "run", "--as-of", str(AS_OF)]).output


def test_the_timer_runs_it_once(desk: Desk, sqlite_app: Flask) -> None:
    tick = sqlite_app.test_cli_runner().invoke
    assert "audit:run: 1" in tick(args=["tick"]).output
    assert "audit:run" not in tick(args=["tick"]).output


def test_the_office_asks_the_department_answers_and_twice_is_once(desk: Desk, sqlite_app: Flask) -> None:
    office, clerk = signed_in(desk, sqlite_app, "officer"), signed_in(desk, sqlite_app, "clerk")
    answer = office.post("/audit/run", data={"once": MARK})
    assert answer.status_code == 303
    office.post("/audit/run", data={"once": MARK})
    assert len(queries.runs()) == 1
    number = desk.finding().number
    page = f"/audit/{number}"
    empty = office.post(f"{page}/decide/ask", data={"version": "1"})
    assert empty.status_code == 422
    assert "请填写" in empty.text
    for _ in range(2):
        asked = office.post(f"{page}/decide/ask", data={"version": "1", "words": "请说明", "once": MARK[::-1]})
        assert asked.status_code == 303
    assert [entry.verb for entry in ledger.of(number)] == ["audit:find", "audit:ask"]
    stale = clerk.post(f"{page}/explain", data={"version": "1", "words": "写了很久的说明"})
    assert stale.status_code == 409
    assert "写了很久的说明" in stale.text
    assert clerk.post(f"{page}/explain", data={"version": "2", "words": "接到火警"}).status_code == 303
    assert "接到火警" in office.get(page).text
    assert desk.finding().state is State.EXPLAINED
    assert office.get("/audit/decide").status_code == 404


def test_a_department_is_not_told_what_there_is_beside_its_own(desk: Desk, sqlite_app: Flask) -> None:
    desk.run()
    stranger, clerk = signed_in(desk, sqlite_app, "stranger"), signed_in(desk, sqlite_app, "clerk")
    number = desk.finding().number
    assert number in clerk.get("/audit").text
    assert number not in stranger.get("/audit").text
    assert stranger.get(f"/audit/{number}").status_code == 404
    own = clerk.get("/audit").text
    assert not [code for code in CONFIDENTIAL if wording.label("audit.check", code) in own]
    assert clerk.get("/audit/runs").status_code == 403


def test_a_run_of_what_is_not_there_is_refused_in_words(desk: Desk, sqlite_app: Flask) -> None:
    office = signed_in(desk, sqlite_app, "officer")
    none = office.post("/audit/run", data={"enterprise": "91430900000000000X"})
    assert (none.status_code, "没有这个代码的经营主体" in none.text, "91430900000000000X" in none.text) == (
        422,
        True,
        True,
    )
    both = office.post("/audit/run", data={"enterprise": desk.firm.uscc, "department": desk.unit.code})
    assert "企业和单位只能选一个" in both.text
    part = office.post("/audit/run", data={"enterprise": desk.fault.enterprise.uscc})
    assert part.status_code == 303
    assert "一家企业" in office.get(part.location).text


def test_a_city_without_rules_has_nothing_to_break(sqlite_app: Flask) -> None:
    told = sqlite_app.test_cli_runner().invoke(args=["audit", "run", "--json"])
    assert (told.exit_code, json.loads(told.stdout)["facts"]) == (0, [])
