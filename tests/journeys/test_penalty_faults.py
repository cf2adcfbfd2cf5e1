"""A power cut in the filing, between filing and decision, in the decision; two at once. On both databases.

As `test_faults.py` does for complaints: after each cut every row of every table is as before, or as after the whole
act, and the same form sent again makes one.
"""

import base64
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from app.kernel import clock, numbering
from app.kernel.db import db
from app.kernel.permissions import Permission as P
from app.kernel.wire import etag
from app.penalties import queries
from tests import make
from tests.complaints import story
from tests.journeys.test_faults import cut_everywhere, sender, together
from tests.journeys.world import Change, World, change, check_ledger
from tests.penalties import cases

SECOND = numbering.serial_number("YC", "20260911", 2)
FILED: Change = {
    "penalty_filings": (0, 1),
    "penalty_annexes": (0, 1),
    "penalty_drafts": (1, 0),
    "penalty_draft_files": (1, 0),
    "serials": (1, 1),
    "notices": (0, 1),
    "ledger_entries": (0, 1),
    "ledger_head": (1, 1),
}
DECIDED: Change = {
    "penalty_filings": (1, 1),
    "penalty_decisions": (0, 1),
    "deadlines": (0, 1),
    "notices": (0, 1),
    "ledger_entries": (0, 1),
    "ledger_head": (1, 1),
}


class Fines(World):
    """The cast, and penalties to be filed and decided. The first number of the year is given out already."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        self.penalties = cases.Cast.among(self.clerk, self.clerk, self.officer, cases.make.enterprise())
        self.penalties.filed(at=story.REFERRED)
        self.token = ""

    def written(self) -> dict[str, Any]:
        """A filing that waits on the check page, a file with it: the form that files it."""
        key = self.penalties.draft(uuid4().hex, self.clerk)
        return {"path": f"/penalties/drafts/{key}/check", "form": {}, "cookie": self.cookies[self.clerk.id]}

    def to_decide(self, decided_at: str = "2026-09-11 08:30") -> dict[str, Any]:
        """A filing of three days ago and the form that records its decision."""
        filing = self.penalties.vetted(at=story.REFERRED, case_no=uuid4().hex)
        told = {"document_no": "沅市监罚〔2026〕1号", "decided_at": decided_at, "fines": "48000"}
        form = {**told, "version": str(filing.version), "once": uuid4().hex}
        path = f"/penalties/{filing.number}/decide"
        return {"path": path, "form": form, "cookie": self.cookies[self.clerk.id]}

    def program(self, path: str, body: dict[str, Any], **headers: str) -> dict[str, Any]:
        """What the department's own system sends through the API. Its token was used before."""
        if not self.token:
            self.token = make.token(self.clerk, P.PENALTY_READ, P.PENALTY_FILE, P.PENALTY_DECIDE)
            assert self.act(self.program("/none/drop", {}, If_Match='"x"')) == "4"
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        auth = {"Authorization": f"Bearer {self.token}"}
        return {"path": f"/api/v1/penalties{path}", "json": body, "headers": {**auth, **told}}

    def by_program(self) -> dict[str, Any]:
        """A filing with a file, under a key of its own."""
        own = {**cases.GIVEN, "case_no": uuid4().hex, "fines": ["48000.00"]}
        own |= {"party_code": self.penalties.firm.uscc, "party_name": self.penalties.firm.name}
        paper = {"name": "笔录.png", "content": base64.b64encode(story.PNG).decode()}
        return self.program("", {**own, "files": [paper]}, Idempotency_Key=uuid4().hex)

    def to_decide_by_program(self) -> dict[str, Any]:
        """The decision of a filing of three days ago."""
        filing = self.penalties.vetted(at=story.REFERRED, case_no=uuid4().hex)
        told = {"document_no": "一号", "decided_at": "2026-09-11T08:30:00+08:00", "fines": ["48000"]}
        tag = etag("penalty", filing.number, filing.version)
        return self.program(f"/{filing.number}/decide", told, If_Match=f'"{tag}"')


@pytest.fixture
def fines(app: Flask, frozen: Any) -> Iterator[Fines]:
    made = Fines(app)
    made.open()
    yield made
    made.close()


def test_a_filing_of_a_penalty_lands_as_a_whole_or_not_at_all(fines: Fines) -> None:
    left = cut_everywhere(fines, fines.written, FILED)
    assert set(left) == {"nothing", "whole"}
    assert left["nothing"] > 6


def test_a_decision_lands_as_a_whole_or_not_at_all(fines: Fines) -> None:
    left = cut_everywhere(fines, fines.to_decide, DECIDED)
    assert set(left) == {"nothing", "whole"}
    assert left["nothing"] > 4


def test_a_filing_that_was_cut_off_opens_no_way_to_its_decision(fines: Fines) -> None:
    """Cut before the commit there is no filing, and no decision can be recorded; filed again, its instant is the later
    one, and a decision of the time between is refused.
    """
    asked = fines.written()
    before = fines.rows()
    for cut in range(1, 30):
        ended = fines.act(asked, cut)
        if ended == "killed" and change(before, fines.rows()) == FILED:
            break
        assert change(before, fines.rows()) == {}
        form = {"document_no": "一号", "decided_at": "2026-09-11 08:59", "fines": "48000", "version": "1"}
        decision = {"path": f"/penalties/{SECOND}/decide", "form": form, "cookie": asked["cookie"]}
        assert fines.act(decision) == "4"
    found = queries.by_number(SECOND, to=fines.officer)
    assert found.filed_at == clock.now()
    early = {"document_no": "一号", "decided_at": "2026-09-11 09:00", "fines": "48000", "version": str(found.version)}
    decision = {"path": f"/penalties/{found.number}/decide", "form": early, "cookie": asked["cookie"]}
    assert fines.act(decision) == "4"
    assert queries.decision(found) is None
    check_ledger(fines)


def test_through_the_api_too_each_act_lands_as_a_whole_or_not_at_all(fines: Fines) -> None:
    """Sent again after the cut, the filing answers with the number that it has; a second decision is refused."""
    filed = {name: counts for name, counts in FILED.items() if "draft" not in name}
    left = cut_everywhere(fines, fines.by_program, filed)
    assert left["nothing"] > 4
    assert set(left) == {"nothing", "whole"}
    assert left["nothing"] > 4
    assert left["whole"] > 0
    asked = fines.to_decide_by_program()
    before = fines.rows()
    for cut in range(1, 30):
        if change(before, fines.rows()) == DECIDED:
            break
        assert fines.act(asked, cut) == "killed"
        assert change(before, fines.rows()) in ({}, DECIDED)
    assert cut > 4
    assert fines.act(asked) == "4"
    assert change(before, fines.rows()) == DECIDED
    check_ledger(fines)


def test_of_two_programs_that_decide_at_once_one_is_told_that_the_other_was_first(app: Flask, fines: Fines) -> None:
    asked = fines.to_decide_by_program()
    other = {**asked, "json": {**asked["json"], "document_no": "另一号"}}
    before = fines.rows()
    db.session.rollback()
    answers = together(sender(app, asked), sender(app, other))
    assert sorted(answer.status_code for answer in answers) == [200, 412]
    assert change(before, fines.rows()) == DECIDED


def test_two_clicks_at_once_make_one_filing(app: Flask, fines: Fines) -> None:
    for _ in range(2):
        asked, before = fines.written(), fines.rows()
        db.session.rollback()
        first, second = together(sender(app, asked), sender(app, asked))
        assert (first.status_code, second.status_code) == (303, 303)
        assert first.location == second.location
        assert change(before, fines.rows()) == FILED
        check_ledger(fines)


def test_two_who_file_at_once_get_two_numbers_without_a_gap(app: Flask, fines: Fines) -> None:
    asked = [fines.written(), fines.written()]
    db.session.rollback()
    answers = together(*(sender(app, one) for one in asked))
    assert [answer.status_code for answer in answers] == [303, 303]
    assert sorted(int(answer.location.split("-")[2]) for answer in answers) == [2, 3]


def test_of_two_decisions_at_once_one_is_recorded(app: Flask, fines: Fines) -> None:
    asked = fines.to_decide()
    other = {**asked, "form": {**asked["form"], "once": uuid4().hex, "document_no": "另一号"}}
    before = fines.rows()
    db.session.rollback()
    answers = together(sender(app, asked), sender(app, other))
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    assert change(before, fines.rows()) == DECIDED
    lost = next(answer for answer in answers if answer.status_code == 409)
    assert "号" in lost.text
    check_ledger(fines)
