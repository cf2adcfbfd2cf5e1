"""A power cut between any two writes leaves no half of an act; two at once make one. On both databases.

`acting.py` does one act in a process that kills itself before its nth step, for every n. After each kill every row of
every table is looked at from outside: either nothing has changed, or exactly what a whole act changes.
"""

import json
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, inspect, text
from werkzeug.test import TestResponse

from app.complaints import queries, service
from app.complaints.models import Complaint
from app.kernel import sealing
from app.kernel.db import db, transaction
from app.kernel.permissions import Permission, Role
from config import DEFAULT_SECRET, ROOT
from tests import make
from tests.complaints import story
from tests.conftest import Client

NOW = "2026-09-11T09:00:00+08:00"
UNTOUCHED = {"rate_limits", "alembic_version"}
Rows = dict[str, Counter[str]]
Change = dict[str, tuple[int, int]]

FILED: Change = {
    "complaints": (0, 1),
    "complaint_statements": (0, 1),
    "complaint_identities": (0, 1),
    "complaint_attachments": (0, 1),
    "complaint_drafts": (1, 0),
    "complaint_draft_files": (1, 0),
    "deadlines": (0, 1),
    "notices": (0, 2),
    "ledger_entries": (0, 1),
    "ledger_head": (1, 1),
}
ACCEPTED: Change = {
    "complaints": (1, 1),
    "complaint_referrals": (0, 1),
    "complaint_sheets": (0, 1),
    "complaint_attachments": (1, 1),
    "deadlines": (1, 4),
    "notices": (0, 2),
    "ledger_entries": (0, 1),
    "ledger_head": (1, 1),
}
VERIFIED: Change = {
    "complaints": (1, 1),
    "complaint_replies": (0, 1),
    "complaint_attachments": (0, 1),
    "deadlines": (3, 4),
    "notices": (0, 1),
    "ledger_entries": (0, 1),
    "ledger_head": (1, 1),
}
RATED: Change = {
    "complaints": (1, 1),
    "complaint_ratings": (0, 1),
    "complaint_rectifications": (0, 1),
    "deadlines": (0, 1),
    "notices": (0, 2),
    "ledger_entries": (0, 1),
    "ledger_head": (1, 1),
}


class World(story.Cast):
    """The cast on a database that other processes write too: nothing here stays open while they act."""

    def __init__(self, app: Flask) -> None:
        super().__init__()
        self.app = app
        self.cookies = {user.id: self._cookie(user) for user in (self.officer, self.owner, self.clerk)}
        self.outside = create_engine(app.config["DATABASE_URL"])
        self.worker: subprocess.Popen[str] | None = None

    def open(self) -> None:
        """Start the process that acts apart."""
        self.worker = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.acting", self.app.config["DATABASE_URL"], NOW],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )

    def close(self) -> None:
        if self.worker is not None:
            self.worker.communicate(timeout=30)
        self.outside.dispose()

    def _cookie(self, user: Any) -> str:
        client = self.app.test_client()
        assert isinstance(client, Client)
        client.sign_in(user)
        found = client.get_cookie("session")
        assert found is not None
        return found.value

    def draft(self) -> dict[str, Any]:
        """A filing that waits on the check page, a file with it: the form that files it."""
        key, user = uuid4().hex, self.owner
        answers = {
            "category": "illegal_inspection",
            "facts": story.FACTS,
            "wants": "说明检查依据",
            "phone": "13900001402",
        }
        client = self.app.test_client()
        client.set_cookie("session", self.cookies[user.id])
        with transaction():
            root, pseudonym = story.KEY, service.holder_of(story.KEY, user.id)
            made = service.save_draft(
                key,
                {**answers, "disclosure": "confidential", "happened": "2026-09-08"},
                root=root,
                holder=pseudonym,
                at=story.REFERRED,
            )
            service.attach(made, service.upload("现场.png", story.PNG), at=story.REFERRED)
        with client.session_transaction() as session:
            session["draft"] = key
        cookie = client.get_cookie("session")
        assert cookie is not None
        return {"path": "/complaints/new/check", "form": {}, "cookie": cookie.value}

    def to_accept(self) -> dict[str, Any]:
        complaint = story.filed(self.owner, files=[service.upload("现场.png", story.PNG)]).complaint
        form = {
            "facts": "9 月上旬未出示文件检查。",
            "wants": "说明依据",
            "category": "illegal_inspection",
            "files": "1",
        }
        form |= {"to": str(self.department.id), "version": str(complaint.version)}
        return self._form(complaint, "accept", form, self.officer.id)

    def to_verify(self) -> dict[str, Any]:
        complaint = self.referred()
        form = {"findings": "已核实", "complexity": "complex", "reason": "要鉴定", "version": str(complaint.version)}
        return self._form(complaint, "verify", form, self.clerk.id) | {"files": {"files": story.PNG.hex()}}

    def to_rate(self) -> dict[str, Any]:
        form = {"score": "1", "reasons": "unsolved", "words": "没有解决"}
        return self._form(self.resolved(), "rate", form, self.owner.id)

    def _form(self, complaint: Complaint, verb: str, form: dict[str, str], who: int) -> dict[str, Any]:
        path = f"/complaints/{complaint.number}/{verb}"
        return {"path": path, "form": {**form, "once": uuid4().hex}, "cookie": self.cookies[who]}

    def careless(self) -> dict[str, Any]:
        return {"careless": "withdraw", "number": story.filed(self.owner).complaint.number}

    def act(self, asked: dict[str, Any], cut: int = 0) -> str:
        """Have the act done, cut off before its step `cut` (0: not at all); how it ended."""
        db.session.rollback()
        assert self.worker is not None
        assert self.worker.stdin is not None
        assert self.worker.stdout is not None
        print(json.dumps({**asked, "cut": cut}), file=self.worker.stdin, flush=True)
        return self.worker.stdout.readline().strip()

    def rows(self) -> Rows:
        """Every row of every table, as one who has just come sees it."""
        with self.outside.connect() as connection:
            tables = set(inspect(connection).get_table_names()) - UNTOUCHED
            return {name: Counter(map(repr, connection.execute(text(f"SELECT * FROM {name}")))) for name in tables}


def change(before: Rows, after: Rows) -> Change:
    """For each table that differs how many rows have gone and how many have come; a changed row is one of each."""
    found = {name: ((before[name] - after[name]).total(), (after[name] - before[name]).total()) for name in after}
    return {name: counts for name, counts in found.items() if counts != (0, 0)}


def check_ledger(world: World) -> None:
    """Gapless, as long as its head says; each case's entries are counted from 1."""
    with world.outside.connect() as connection:
        indexes = list(connection.scalars(text('SELECT "index" FROM ledger_entries ORDER BY "index"')))
        size = connection.scalar(text("SELECT size FROM ledger_head"))
        refs = connection.execute(text("SELECT ref, max(ref_seq), count(*) FROM ledger_entries GROUP BY ref")).all()
    assert indexes == list(range(size or 0))
    assert [ref for ref, last, found in refs if last != found] == []


def cut_everywhere(world: World, make_act: Callable[[], dict[str, Any]], whole: Change) -> Counter[str]:
    """Cut an act before every step until it gets through; what each cut left: `nothing`, `whole`, or `half`.

    Where a cut left nothing, the same form is sent again and cut one step later. Where it left all, sending the form
    again changes nothing, and the next cut gets another act of the kind. Each act is done once in the end.
    """
    left: Counter[str] = Counter()
    asked, before = make_act(), world.rows()
    for cut in count(1):
        ended = world.act(asked, cut)
        found = change(before, world.rows())
        check_ledger(world)
        kind = "nothing" if not found else "whole" if found == whole else "half"
        if ended != "killed":
            assert (ended, found) == ("3", whole)
            return left
        left[kind] += 1
        if kind == "half":
            return left
        if kind == "whole":
            assert world.act(asked) == "3"
            assert change(before, world.rows()) == whole
            asked, before = make_act(), world.rows()
    raise AssertionError


@pytest.fixture
def world(app: Flask, frozen: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setattr(story, "KEY", sealing.key(DEFAULT_SECRET))
    made = World(app)
    made.open()
    yield made
    made.close()


def test_a_filing_lands_as_a_whole_or_not_at_all(world: World) -> None:
    left = cut_everywhere(world, world.draft, FILED)
    assert set(left) == {"nothing", "whole"}
    assert left["nothing"] > 8


def test_an_acceptance_lands_as_a_whole_or_not_at_all(world: World) -> None:
    left = cut_everywhere(world, world.to_accept, ACCEPTED)
    assert set(left) == {"nothing", "whole"}
    assert left["nothing"] > 6


def test_a_verification_lands_as_a_whole_or_not_at_all(world: World) -> None:
    left = cut_everywhere(world, world.to_verify, VERIFIED)
    assert set(left) == {"nothing", "whole"}
    assert left["nothing"] > 6


def test_a_bad_rating_lands_with_its_rectification_or_not_at_all(world: World) -> None:
    left = cut_everywhere(world, world.to_rate, RATED)
    assert set(left) == {"nothing", "whole"}
    assert left["nothing"] > 5


def test_an_act_in_two_transactions_is_found_out(world: World) -> None:
    """The test of these tests: a verb that commits twice leaves a half, and they see it."""
    left = cut_everywhere(world, world.careless, {})
    assert left["half"] == 1


def together(*acts: Callable[[], TestResponse]) -> list[TestResponse]:
    """The answers to requests that are sent at the same moment."""
    start, answers = threading.Barrier(len(acts)), {}

    def run(nth: int) -> None:
        start.wait(timeout=30)
        answers[nth] = acts[nth]()

    threads = [threading.Thread(target=run, args=(nth,)) for nth in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return [answers[nth] for nth in range(len(acts))]


@pytest.fixture
def cast(app: Flask, frozen: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """The people without the process that acts apart."""
    monkeypatch.setattr(story, "KEY", sealing.key(DEFAULT_SECRET))
    made = World(app)
    yield made
    made.close()


def sender(app: Flask, asked: dict[str, Any]) -> Callable[[], TestResponse]:
    """Sends this form from a browser of its own."""
    client = FlaskClient(app, app.response_class)
    client.set_cookie("session", asked["cookie"])
    return lambda: client.post(asked["path"], data=asked["form"])


def test_two_clicks_at_once_file_one_complaint_and_show_one_receipt(app: Flask, cast: World) -> None:
    for _ in range(3):
        asked, before = cast.draft(), cast.rows()
        db.session.rollback()
        first, second = together(sender(app, asked), sender(app, asked))
        assert (first.status_code, second.status_code) == (303, 303)
        assert first.location == second.location
        assert first.location.endswith("/receipt")
        assert change(before, cast.rows()) == FILED
        check_ledger(cast)


def test_one_form_sent_twice_at_once_is_one_act(app: Flask, cast: World) -> None:
    asked = cast.to_rate()
    before = cast.rows()
    db.session.rollback()
    answers = together(sender(app, asked), sender(app, asked))
    assert [answer.status_code for answer in answers] == [303, 303]
    assert change(before, cast.rows()) == RATED


def test_of_two_who_save_one_case_at_once_one_wins_and_the_other_sees_both_versions(app: Flask, cast: World) -> None:
    for nth in range(3):
        asked = cast.to_verify()
        mine, theirs = (
            {**asked, "form": {**asked["form"], "findings": words, "once": uuid4().hex}}
            for words in (f"甲写的核实情况{nth}", f"乙写的核实情况{nth}")
        )
        number = asked["path"].split("/")[2]
        db.session.rollback()
        answers = together(sender(app, mine), sender(app, theirs))
        assert sorted(answer.status_code for answer in answers) == [303, 409]
        lost = next(answer for answer in answers if answer.status_code == 409)
        assert f"甲写的核实情况{nth}" in lost.text
        assert f"乙写的核实情况{nth}" in lost.text
        verbs = [entry.verb for entry in queries.timeline(queries.tracked(number))]
        assert verbs.count("complaint:verify") == 1
        check_ledger(cast)


def test_one_key_sent_twice_at_once_by_a_program_makes_one_complaint(app: Flask, cast: World) -> None:
    secret = make.token(make.user(Role.OVERSIGHT), Permission.COMPLAINT_FILE_ON_BEHALF)
    body = {"category": "illegal_inspection", "facts": story.FACTS, "wants": "说明检查依据"}
    for nth in range(3):
        named = {"Authorization": f"Bearer {secret}", "Idempotency-Key": f"one-key-{nth}"}
        db.session.rollback()

        def post(named: dict[str, str] = named) -> TestResponse:
            return FlaskClient(app, app.response_class).post("/api/v1/complaints", json=body, headers=named)

        first, second = together(post, post)
        assert (first.status_code, second.status_code) == (201, 201)
        assert first.json == second.json
