"""A city in which every piece of the timer's work has something to do, and what a tick has done to it."""

import shutil
import sqlite3
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from sqlalchemy import select, text

from app.complaints import service as complaints
from app.draws import service as drawing
from app.draws.rules import Gone
from app.enterprises import queries as enterprises
from app.kernel.db import db, transaction
from app.kernel.permissions import SYSTEM, Role
from app.measures import queries as tasks
from app.measures import service as measures
from app.measures.rules import Quarter
from app.notices import service as notices
from app.penalties import service as penalties
from app.results import service as results
from app.visits import service as visits
from app.workdays.models import Deadline
from tests import make
from tests.complaints import story
from tests.conftest import Database
from tests.draws.acts import KEY
from tests.journeys.world import World
from tests.measures.settling import settle as settle_measures
from tests.penalties import cases
from tests.visits.drawing import AFTER, Season
from tests.visits.scene import Scene

PUBLISHED = datetime(2026, 3, 10, 1, 0, tzinfo=UTC)
LONG_AGO = datetime(2026, 8, 1, 1, 0, tzinfo=UTC)
REPORTED = datetime(2026, 9, 10, 1, 0, tzinfo=UTC)
MONDAY = datetime(2026, 9, 14, 1, 0, tzinfo=UTC)
EFFECTS = {
    "notices": "SELECT audience, kind, ref, CAST(facts AS TEXT) FROM notices",
    "drafts": "SELECT 'complaint', key FROM complaint_drafts UNION ALL SELECT 'penalty', key FROM penalty_drafts "
    "UNION ALL SELECT 'result', CAST(visit_id AS TEXT) FROM result_drafts UNION ALL SELECT 'measure', key "
    "FROM measure_drafts",
    "visits": "SELECT e.uscc, v.state FROM visits v JOIN enterprises e ON e.id = v.enterprise_id",
    "requests": "SELECT number, state FROM quiet_day_requests",
    "deadlines": "SELECT subject, kind, due_on, provisional FROM deadlines",
    "months": "SELECT first_on, figure, numerator, denominator FROM report_months",
    "warnings": "SELECT number, kind, counter, reached_on FROM warnings",
    "watches": "SELECT number, mark, state FROM discipline_watches",
    "days": "SELECT day FROM ledger_checkpoints",
    "entries": "SELECT verb, ref FROM ledger_entries",
    "deliveries": (
        "SELECT n.kind, n.ref, CAST(n.facts AS TEXT), d.carrier, d.recipient, d.state "
        "FROM notice_deliveries d JOIN notices n ON n.id = d.notice_id"
    ),
}
Effect = dict[str, Counter[Any]]


class Due(World):
    """Late cases, old drafts, requests that nobody decides, a deadline to be recomputed, a day to close, a reader."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        self._replaced()
        story.filed(self.owner)
        self.referred()
        scene = self._scene()
        for day in (date(2026, 9, 12), date(2026, 9, 18)):
            scene.requested(day)
        self._published()
        self._watched()
        visit = scene.draft(date(2026, 9, 25))
        with transaction():
            notices.prefer(
                self.officer, mail=True, address="officer@city.example", sms=False, phone="", by=SYSTEM, at=make.AT
            )
            complaints.save_draft("a" * 32, {"category": "other"}, root=story.KEY, holder="h", at=LONG_AGO)
            penalties.save_draft("b" * 32, {"case_no": "1"}, by=self.clerk, at=LONG_AGO)
            results.save_draft(visit, {"kind": "no_problem"}, by=self.clerk, at=LONG_AGO)
        self._reported()
        with make.act():
            late = db.session.scalars(
                select(Deadline).where(Deadline.done_at.is_(None), Deadline.dropped_at.is_(None))
            ).first()
            assert late is not None
            late.provisional = True
        db.session.remove()
        db.engine.dispose()

    def _replaced(self) -> None:
        """A draw whose visits are scheduled; then one of its targets is gone, and another comes instead."""
        season = Season()
        draw = season.result("T-1")
        season.schedule(draw)
        uscc = season.visits(draw)[0].enterprise.uscc
        with transaction():
            drawing.replace(draw, uscc, Gone.CLOSED, reason="已注销", key=KEY, by=season.one, at=AFTER)

    def _reported(self) -> None:
        """Measures of a unit that has reported nothing, and a report that was never finished."""
        settle_measures(self.department, self.officer, at=make.AT)
        with transaction():
            measures.save_draft(tasks.get(2026, 9), Quarter(2026, 2), {"words": "写了一半"}, by=self.clerk, at=LONG_AGO)

    def _published(self) -> None:
        """A penalty that has been public for half a year, of the enterprise that has an account."""
        firm = enterprises.get(self.owner.enterprise_id or 0)
        cases.Cast.among(self.clerk, self.clerk, self.officer, firm).published(at=PUBLISHED)

    def _watched(self) -> None:
        """A penalty soon after the complaint, and people of the department who twice showed no pass."""
        firm = enterprises.get(self.owner.enterprise_id or 0)
        cases.Cast.among(self.clerk, self.clerk, self.officer, firm).filed(at=REPORTED, case_no="另案")
        for day in (REPORTED - timedelta(days=1), REPORTED):
            told: dict[str, Any] = {"enterprise": firm, "place": "", "words": "两人没有核验码"}
            with transaction():
                visits.report(**told, department=self.department, origin=f"tick:{day}", at=day)

    def _scene(self) -> Scene:
        """The scene of quiet days, in the department that is there."""
        made = Scene.__new__(Scene)
        made.unit, made.firm = self.department, make.enterprise("沅丰烟花爆竹仓储有限公司")
        made.item = make.item("重大危险源检查", [made.unit], from_on=date(2026, 1, 1))
        made.people = [make.inspector(made.unit), make.inspector(made.unit)]
        made.applicant, made.leader = make.user(Role.INSPECTOR, made.unit), make.user(Role.LEADER)
        made.lead(made.unit, made.leader)
        return made

    def tick(self, at: datetime, cut: int = 0) -> str:
        return self.act({"command": ["tick"], "at": at.isoformat()}, cut)

    def steps(self, at: datetime) -> list[str]:
        """The kind of each step that a tick takes, in their order."""
        told = Path(self.folder.name) / "steps"
        assert self.act({"command": ["tick"], "at": at.isoformat(), "steps": str(told)}) == "2"
        return told.read_text().splitlines()

    def effect(self) -> Effect:
        """What there is, as one who has just come sees it; nothing that differs by a moment or by chance."""
        with self.outside.connect() as connection:
            return {name: Counter(map(tuple, connection.execute(text(asked)))) for name, asked in EFFECTS.items()}


class Snapshot:
    """A database as it was, to come back to. Nobody is connected while it is kept or brought back."""

    def __init__(self, database: Database, url: str, folder: Path) -> None:
        self.database, self.url = database, url
        self.path, self.kept = Path(url.removeprefix("sqlite:///")), folder / "kept.sqlite"
        self.name = urlsplit(url).path[1:]
        if database.kind == "sqlite":
            with sqlite3.connect(self.path) as lying, sqlite3.connect(self.kept) as kept:
                lying.backup(kept)
            lying.close()
            kept.close()
        else:
            database._execute(f"CREATE DATABASE {self.name}_kept TEMPLATE {self.name}")

    def restore(self) -> None:
        if self.database.kind == "sqlite":
            for ending in ("-wal", "-shm"):
                Path(f"{self.path}{ending}").unlink(missing_ok=True)
            shutil.copy(self.kept, self.path)
        else:
            self.database._execute(f"DROP DATABASE {self.name} WITH (FORCE)")
            self.database._execute(f"CREATE DATABASE {self.name} TEMPLATE {self.name}_kept")

    def drop(self) -> None:
        if self.database.kind == "postgresql":
            self.database._execute(f"DROP DATABASE IF EXISTS {self.name}_kept WITH (FORCE)")
