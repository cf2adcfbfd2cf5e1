"""A clean city of any size for the audit: visits and complaints with every row that the checks read, loaded in bulk.

A firm for each five visits, each by a department of another line, half a year apart; one in twenty-five was drawn in a
year, one in ten is of high risk, one visit in ten fell on a quiet day that was approved. One visit in `FAULTY` fell on
one that nobody approved.
"""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from app.complaints import service as complaints
from app.complaints.models import Complaint, Extension, Rating, Referral, Review, Unsealing
from app.departments.models import Leadership
from app.draws.models import Draw, DrawFile
from app.draws.rules import AT_ONCE
from app.enterprises import models as enterprises
from app.enterprises.models import Enterprise
from app.kernel.db import Model, db, transaction
from app.kernel.permissions import SYSTEM, Role
from app.ledger.models import Entry
from app.lookbacks.models import PastRecord
from app.plans.models import AnnualPlan, KeySupervision, Party, PlanTask, TaskItem
from app.publication.models import ChannelRecord, Publication
from app.quiet_days.models import QuietDayRequest
from app.results.models import Finding, Result
from app.visits.models import CheckIn, Companion, DrawnVisit, Look, Member, Visit
from app.workdays.models import Deadline
from tests import make

FIRST, CHUNK, FAULTY, UNITS, TASK = date(2024, 1, 2), 5_000, 1000, 10, "2024-1"
OF_VISITS = (Visit, CheckIn, Member, Companion, Look, DrawnVisit, QuietDayRequest, Result, Finding, Publication)
OF_COMPLAINTS = (Complaint, Referral, Extension, Rating, Review, Unsealing)
TABLES: tuple[type[Model], ...] = (
    *(*OF_VISITS, *OF_COMPLAINTS, ChannelRecord, Deadline, PastRecord),
    *(Entry, Enterprise, enterprises.Rating),
)
Rows = dict[type[Model], list[dict[str, Any]]]
_HOUR = timedelta(hours=1)


def load(model: type[Model], rows: Sequence[dict[str, Any]]) -> None:
    """Rows of one shape into their table: COPY on PostgreSQL, many rows a statement on SQLite."""
    if not rows:
        return
    mapper: Any = model.__mapper__
    columns = [mapper.attrs[name].columns[0].name for name in rows[0]]
    names, raw = ", ".join(f'"{name}"' for name in columns), db.session.connection().connection
    if db.engine.dialect.name == "postgresql":
        with raw.cursor() as cursor, cursor.copy(f"COPY {mapper.local_table.name} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row([_plain(value) for value in row.values()])
        return
    places, told = ", ".join("?" * len(columns)), ([_told(value) for value in row.values()] for row in rows)
    raw.cursor().executemany(f"INSERT INTO {mapper.local_table.name} ({names}) VALUES ({places})", told)


def _plain(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, list | dict) else value


def _told(value: Any) -> Any:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S.%f}"
    return value.isoformat() if isinstance(value, date) else _plain(value)


def columns(row: Model) -> dict[str, Any]:
    """The columns of a row that the services made, for rows in bulk."""
    mapper: Any = type(row).__mapper__
    return {one.key: getattr(row, one.key) for one in mapper.column_attrs if one.key != "id"}


class City:
    """The registers: departments of ten lines with their leader and people, one item, the firms, three plans."""

    def __init__(self, count: int, block: int) -> None:
        self.block = max(block // 50, 1) * 10
        self.units = [make.department(line=f"系统{n}") for n in range(UNITS)]
        self.item = make.item(departments=self.units, from_on=date(2024, 1, 1))
        self.people = [[make.inspector(unit).id for _ in range(2)] for unit in self.units]
        self.user, self.leader = make.user(Role.CLERK, self.units[0]).id, make.user(Role.LEADER).id
        self.office = [make.user(Role.OVERSIGHT).id for _ in range(2)]
        with transaction():
            complaints.load_categories(None, by=SYSTEM, at=make.AT)
            charge = {"version": 1, "leader_id": self.leader, "from_on": FIRST, "entered_at": make.AT}
            load(Leadership, [charge | {"department_id": unit.id} for unit in self.units])
        self.firms = self._firms(self.block * (count // block))
        with transaction():
            self._plans()

    def _firms(self, count: int) -> list[int]:
        """Of each five the second is trustworthy, of each ten the last of high risk."""
        plain = columns(make.enterprise(rated_by="省平台", rated_on=FIRST)) | {"state": "active"}
        names = ((n, f"沅江示例{n}有限公司") for n in range(count))
        grades = {"credit_grade": None, "risk_level": None}
        told = [{**plain, **grades, "uscc": code(n), "name": name, "name_key": name} for n, name in names]
        for n, row in enumerate(told):
            row |= {"credit_grade": "A" if n % 5 == 1 else "B", "risk_level": "high" if n % 10 == 9 else "low"}
        with transaction():
            load(Enterprise, told)
        codes = dict(db.session.execute(select(Enterprise.uscc, Enterprise.id)).all())
        keys = [codes[row["uscc"]] for row in told]
        said = {"aspect": "credit", "source": "省平台", "rated_on": FIRST, "entered_at": instant(FIRST)}
        rest = {"actor": "system", "batch": ""}
        with transaction():
            pairs = zip(keys, told, strict=True)
            graded = [{"enterprise_id": key, "value": row["credit_grade"], **said, **rest} for key, row in pairs]
            load(enterprises.Rating, graded)
        return keys

    def _plans(self) -> None:
        """Of each year one joint task, drawn once, and every firm of high risk under key supervision."""
        for nth, year in enumerate((2024, 2025, 2026)):
            key, on = year, date(year, 3, 20)
            seen = {"state": "published", "published_on": on, "drafted_at": instant(on)}
            figures = {"active": len(self.firms) + 1, "counted_on": str(on)}
            load(AnnualPlan, [{"id": key, "version": 1, "year": year, **seen, "figures": figures}])
            task = make.TASK | {"schedule": {}, "revised_at": instant(on), "targeting": "targeted", "version": 1}
            load(PlanTask, [{"id": key, "plan_id": key, "number": TASK, **task}])
            parties = [{"task_id": key, "department_id": one.id, "position": n} for n, one in enumerate(self.units)]
            load(Party, parties)
            load(TaskItem, [{"task_id": key, "item_id": self.item.id}])
            frame = {"basis": "安全生产法", "kinds": [], "trades": [], "townships": [], "entered_at": instant(on)}
            load(KeySupervision, [{"version": 1, "plan_id": key, "department_id": self.units[0].id, **frame}])
            self._draw(key, year, nth)

    def _draw(self, key: int, year: int, nth: int) -> None:
        at, due = instant(date(year, 1, 1)), instant(date(year, 1, 1)) + _HOUR
        facts = {"year": year, "serial": 1, "plan_year": year, "state": "published", "reveal": AT_ONCE, "figures": {}}
        acts = {"drafted_at": at, "drafted_by": "user:1", "revised_at": due, "locked_at": at, "locked_by": "user:1"}
        ends = {"seeded_at": due, "drawn_at": due, "drawn_by": "user:1", "published_at": due, "published_by": "user:1"}
        secrets = {"previous": f"p{year}", "commitment": f"c{year}", "sealed_secret": b"0", "secret": "0"}
        told = {"value_due": due, "value": "0", "seed": "0"}
        load(Draw, [{"id": key, "version": 1, "number": f"CQ-{year}", **facts, **acts, **ends, **secrets, **told}])
        drawn = [
            {"uscc": code(f), "ticket": "0", "tasks": [TASK], "inspectors": {}}
            for f in range(len(self.firms))
            if f % 25 == 2 * nth
        ]
        content = json.dumps({"visits": drawn}).encode()
        load(
            DrawFile,
            [{"draw_id": key, "name": "result.json", "digest": "0", "size": len(content), "content": content}],
        )


def instant(day: date) -> datetime:
    """Ten in the morning of a day."""
    return datetime(day.year, day.month, day.day, 2, tzinfo=UTC)


def code(firm: int) -> str:
    """The code of a firm by its place."""
    return f"9143{firm:014d}"
