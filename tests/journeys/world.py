"""A small city on a database that other processes write too: acts that are done apart, and what is left of them."""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

from flask import Flask
from sqlalchemy import NullPool, create_engine, inspect, text

from app.complaints import service
from app.complaints.models import Complaint
from app.kernel.db import db, transaction
from config import ROOT
from tests.complaints import story
from tests.conftest import Client
from tests.journeys.acting import answers

NOW = "2026-09-11T09:00:00+08:00"
UNTOUCHED = {"rate_limits", "form_uses", "alembic_version"}
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


RESOLVED: Change = {
    "complaints": (1, 1),
    "complaint_replies": (0, 1),
    "complaint_attachments": (0, 1),
    "deadlines": (1, 1),
    "notices": (0, 2),
    "ledger_entries": (0, 1),
    "ledger_head": (1, 1),
}
CLOSED: Change = {"ledger_checkpoints": (0, 1), "ledger_entries": (0, 1), "ledger_head": (1, 1)}


class Outcome(NamedTuple):
    """How an act ended (see `acting.py`), the calls that it made, and whether the fault came to pass."""

    ended: str
    calls: Counter[str]
    hit: bool


class World(story.Cast):
    """The cast on a database that other processes write too: nothing here stays open while they act."""

    def __init__(self, app: Flask) -> None:
        super().__init__()
        self.app = app
        self.cookies = {user.id: self._cookie(user) for user in (self.officer, self.owner, self.clerk)}
        self.outside = create_engine(app.config["DATABASE_URL"], poolclass=NullPool)
        self.days = (date(2026, 1, 1) + timedelta(days=n) for n in range(200))
        self.said = tempfile.TemporaryFile("w+")  # noqa: SIM115 -- closed in `close`
        self.folder = tempfile.TemporaryDirectory()
        self.worker: subprocess.Popen[str] | None = None

    def open(self) -> None:
        """Start the process that acts apart."""
        self.worker = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.acting", self.app.config["DATABASE_URL"], NOW],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.said,
            text=True,
            cwd=ROOT,
        )

    def close(self) -> None:
        if self.worker is not None:
            self.worker.communicate(timeout=120)
        self.said.close()
        self.folder.cleanup()

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

    def to_resolve(self) -> dict[str, Any]:
        complaint = self.verified()
        form = {"findings": "已核实", "outcome": "已纠正", "basis": "附件3 第69条", "version": str(complaint.version)}
        return self._form(complaint, "resolve", form, self.clerk.id) | {"files": {"files": story.PNG.hex()}}

    def to_close(self) -> dict[str, Any]:
        """A day that is over and not closed; days are closed one after another. The checkpoint goes to a file too."""
        day = next(self.days)
        out = str(Path(self.folder.name) / f"{day}.txt")
        return {"command": ["ledger", "checkpoint", "--day", day.isoformat(), "--out", out], "out": out}

    def act(self, asked: dict[str, Any], cut: int = 0) -> str:
        """Have the act done, cut off before its step `cut` (0: not at all); how it ended."""
        return str(self.asked({**asked, "cut": cut})["ended"])

    def traced(self, asked: dict[str, Any], fault: str = "", *, again: bool = False, server: bool = False) -> Outcome:
        """Have the act done, a call to the system spoiled; `again` sends it twice, `server` spoils the server's."""
        told = self.asked({**asked, "fault": fault, "again": again, "server": server})
        return Outcome(told["ended"], Counter(told["calls"]), told["hit"])

    def asked(self, asked: dict[str, Any]) -> dict[str, Any]:
        """What became of an act. Nothing of ours is connected meanwhile: the process opens the database cold."""
        db.session.rollback()
        db.engine.dispose()
        assert self.worker is not None
        assert self.worker.stdin is not None
        assert self.worker.stdout is not None
        print(json.dumps(asked), file=self.worker.stdin, flush=True)
        line = self.worker.stdout.readline()
        if not line:
            self.said.seek(0)
            raise RuntimeError(self.said.read())
        told: dict[str, Any] = json.loads(line)
        return told

    def wait(self) -> None:
        """Until the database's server is there again, should it have fallen."""
        answers(self.outside)

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
