"""How long the whole audit takes over many visits and complaints, beside one sequential scan of the same tables.

`make bench ARGS="-k audit"`; `VISITS=1000000` is the size of the goal (at most five scans), 100 000 the default.
"""

import os
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Table, func, insert, select

from app.audit import queries
from app.audit.queries import QUERIES, Asked
from app.audit.rules import CATALOGUE
from app.complaints import service as complaints
from app.complaints.models import Complaint
from app.enterprises.models import Enterprise
from app.kernel import numbering
from app.kernel.db import Model, db, transaction
from app.kernel.permissions import SYSTEM, Role
from app.lookbacks.models import PastRecord
from app.publication.models import ChannelRecord, Publication
from app.publication.rules import Channel
from app.results.models import Finding, Result
from app.visits.models import CheckIn, Look, Member, Visit
from app.workdays.models import Deadline
from tests import conftest, make

VISITS = int(os.environ.get("VISITS", "100000"))
CHUNK, FIRST, AS_OF = 5_000, date(2024, 1, 2), date(2026, 9, 11)
TABLES = (Visit, CheckIn, Member, Look, Result, Finding, Publication, ChannelRecord, Deadline, PastRecord, Complaint)
FAULTY = 1000
Rows = dict[type[Model], list[dict[str, Any]]]


class City:
    """One enterprise for each five visits; one visit in a thousand is on a quiet day that nobody approved."""

    def __init__(self, count: int) -> None:
        self.unit, self.item = make.department(line="应急管理"), make.item(from_on=date(2024, 1, 1))
        self.people = [make.inspector(self.unit).id for _ in range(2)]
        self.user = make.user(Role.CLERK, self.unit)
        self.firms = self._enterprises(max(count // 5, 1))
        with transaction():
            complaints.load_categories(None, by=SYSTEM, at=make.AT)

    def _enterprises(self, count: int) -> list[int]:
        plain = _columns(make.enterprise())
        for start in range(0, count, CHUNK):
            names = ((n, f"沅江示例{n}有限公司") for n in range(start, min(start + CHUNK, count)))
            made = [{**plain, "uscc": f"9143{n:014d}", "name": name, "name_key": name} for n, name in names]
            with transaction():
                db.session.execute(insert(Enterprise), made)
        return list(db.session.scalars(select(Enterprise.id).order_by(Enterprise.id)))

    def rows(self, n: int) -> Rows:
        """A visit with all that belongs to it, and a complaint."""
        on = FIRST + timedelta(days=n % 950)
        quiet, wrong = on.day <= 20, n % FAULTY == 0
        day = on.replace(day=8) if wrong else on.replace(day=22) if quiet else on
        at = datetime(day.year, day.month, day.day, 2, tzinfo=UTC)
        firm, number = self.firms[n % len(self.firms)], numbering.serial_number("JC", f"{day:%Y%m%d}", n % 10**6)
        own = {"department_id": self.unit.id, "enterprise_id": firm, "basis": "monitoring"}
        days = {"starts_on": day, "ends_on": day, "basis_on": day, "state_since": at, "drafted_at": at}
        words = {"basis_ref": "监测", "reason": "监测", "filing": "", "covered": [], "code": f"B{n}"}
        told = {"visit_id": n, "version": 1, "kind": "no_problem", "ended_on": day}
        said = {"present": True, "note": "", "recorded_at": at, "recorded_by_id": self.user.id, "said_why": ""}
        names = {"number": number, "enterprise": "示例", "uscc": "1" * 18, "department": "局", "task": ""}
        public = {"items": ["事项"], "kinds": ["no_problem"], "published_by_id": self.user.id}
        record = {"visit_id": n, "version": 1, "purpose": "publish", "made_at": at, "receipt": "1"}
        return {
            Visit: [
                {"id": n, "version": 1, "number": number, "state": "registered", "drafted_by_id": self.user.id}
                | {"revised_at": at, **own, **days, **words}
            ],
            CheckIn: [
                {"visit_id": n, "on": day, "entered_at": at, "entered_by_id": self.user.id, "emergency": ""}
                | {"left_at": at + timedelta(hours=2)}
            ],
            Member: [{"visit_id": n, "inspector_id": one} for one in self.people],
            Look: [{"visit_id": n, "item_id": self.item.id}],
            Result: [told | said],
            Finding: [{"visit_id": n, "item_id": self.item.id, "kind": "no_problem", "words": ""}],
            Publication: [told | own | names | public | {"published_on": day, "published_at": at}],
            ChannelRecord: [{**record, "channel": one, "said_on": day, "received_at": at} for one in Channel],
            Deadline: [_clock(number, day, at)],
            PastRecord: [
                {
                    "enterprise_id": firm,
                    "kind": "visit",
                    "happened_on": day,
                    "unit": f"局{n}",
                    "line": f"{n // len(self.firms)}",
                }
                | {"level": "city", "source": number, "entered_at": at, "batch": ""}
            ],
            Complaint: [_complaint(n, at)],
        }


def _columns(row: Model) -> dict[str, Any]:
    mapper: Any = type(row).__mapper__
    return {one.key: getattr(row, one.key) for one in mapper.column_attrs if one.key != "id"}


def _complaint(n: int, at: datetime) -> dict[str, Any]:
    told = {"id": n, "version": 1, "number": f"TS-{n:08d}", "origin": f"bench:{n}", "external_ref": ""}
    ways = {"state": "withdrawn", "state_since": at, "category": "other", "channel": "web", "disclosure": "anonymous"}
    rest = {"filed_at": at, "reclassified": False, "returns": 0, "decline_words": "", "routed_to": ""}
    return {**told, **ways, **rest}


def _clock(number: str, day: date, at: datetime) -> dict[str, Any]:
    days = {"starts_on": day, "length": 20, "extension": 0, "first_due_on": day + timedelta(days=28)}
    book = {"rule_id": "publish.results", "rulebook_version": 1, "calendar_version": 1, "provisional": False}
    rest = {"version": 1, "kind": "publicity", "round": 1, "started_at": at, "done_at": at, "due_on": day}
    return {"subject": number, **days, **book, **rest, "due_on": day + timedelta(days=28)}


def fill(count: int) -> None:
    """So many visits and complaints, by bulk inserts."""
    city = City(count)
    for start in range(1, count + 1, CHUNK):
        rows: Rows = {model: [] for model in TABLES}
        for n in range(start, min(start + CHUNK, count + 1)):
            for model, made in city.rows(n).items():
                rows[model] += made
        with transaction():
            for model, made in rows.items():
                db.session.execute(insert(_table(model)), [_named(model, one) for one in made])


def _table(model: type[Model]) -> Table:
    table: Any = model.__table__
    return table


def _named(model: type[Model], row: dict[str, Any]) -> dict[str, Any]:
    mapper: Any = model.__mapper__
    return {mapper.attrs[name].columns[0].name: value for name, value in row.items()}


def scan() -> float:
    """Seconds of one sequential scan: every row of each table is read, with all its columns, in the database."""
    begun = time.perf_counter()
    for model in TABLES:
        columns = _table(model).columns
        counted = [func.count(column) for column in columns]
        db.session.execute(select(*counted)).all()
    return time.perf_counter() - begun


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_the_whole_audit_beside_one_scan(databases: Callable[[str], Any], kind: str, frozen: Any) -> None:
    with conftest._app(databases(kind), WTF_CSRF_ENABLED=False):
        make.rulebook()
        make.calendar()
        begun = time.perf_counter()
        fill(VISITS)
        with db.engine.begin() as connection:
            connection.exec_driver_sql("ANALYZE")
        print(f"\n{kind}: {VISITS} visits and complaints filled in {time.perf_counter() - begun:.0f} s")
        scans = [scan() for _ in range(3)]
        taken: dict[str, float] = {}
        begun, found = time.perf_counter(), 0
        for code in CATALOGUE:
            start = time.perf_counter()
            found += len(list(QUERIES[code](Asked(AS_OF))))
            taken[code] = time.perf_counter() - start
        whole = time.perf_counter() - begun
        worst = sorted(taken, key=taken.__getitem__, reverse=True)[:8]
        print(f"{kind:11} one scan {min(scans):6.2f} s, the audit {whole:6.2f} s: {whole / min(scans):.1f} scans")
        print(f"{'':11} " + ", ".join(f"{code} {taken[code]:.2f}" for code in worst))
        assert found >= VISITS // FAULTY
        assert len(list(queries.facts(Asked(AS_OF), {"quiet_unapproved"}))) == VISITS // FAULTY
