"""The plan of a large city: 60 000 enterprises, 30 departments, 80 tasks, look-backs; its gauges page and the roster.

`make bench ARGS="-k plans"`. Goals: the gauges page's p95 well under 1 s, the roster of the lock under 5 s. Prints for
each database both beside the bare reading of the same enterprises (the columns that a frame asks of) in the same run.
"""

import random
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from app.departments.models import Department
from app.departments.rules import Level
from app.enterprises.models import Enterprise, Rating
from app.enterprises.rules import Aspect, Grade, Kind, Risk
from app.inspectors import service as inspectors
from app.kernel import clock
from app.kernel.db import db, transaction
from app.kernel.permissions import SYSTEM, Role
from app.lookbacks import rules as lookbacks
from app.lookbacks import service as history
from app.lookbacks.models import PastRecord
from app.plans import queries, service
from app.plans.models import AnnualPlan
from app.plans.queries.counting import SEEN
from tests import conftest, make
from tests.bench.bench_pages import p95

ENTERPRISES, DEPARTMENTS, TASKS, INSPECTORS, RECORDS, CHUNK = 60_000, 30, 80, 1_500, 30_000, 5_000
TRADES = [f"{letter} 行业{number}" for letter in "ACEFGHILOQ" for number in range(12)]
TOWNSHIPS = [f"第{number}镇" for number in range(16)]
TODAY = date(2026, 9, 11)
DICE = random.Random(20260911)


def _many(model: Any, rows: Iterator[dict[str, Any]]) -> None:
    made = list(rows)
    for start in range(0, len(made), CHUNK):
        with transaction():
            db.session.execute(insert(model), made[start : start + CHUNK])


def _like(model: Any, one: Any) -> dict[str, Any]:
    """The columns of a row that the services made, for rows in bulk."""
    return {column.key: getattr(one, column.key) for column in model.__mapper__.column_attrs if column.key != "id"}


def _enterprises() -> Iterator[dict[str, Any]]:
    plain = _like(Enterprise, make.enterprise(rated_by="省平台", rated_on=date(2026, 6, 30), credit_grade=Grade.B))
    for number in range(ENTERPRISES):
        yield {
            **plain,
            "uscc": make.code(10_000 + number),
            "name": f"示例企业{number}",
            "kind": DICE.choice(list(Kind)),
            "trade": DICE.choice(TRADES),
            "township": DICE.choice(TOWNSHIPS),
            "risk_level": DICE.choices([None, *Risk], (70, 2, 14, 14))[0],
            "credit_grade": DICE.choices([None, *Grade], (10, 30, 45, 12, 3))[0],
        }


def _ratings() -> Iterator[dict[str, Any]]:
    told = {"aspect": Aspect.CREDIT, "source": "省平台", "rated_on": date(2026, 6, 30)}
    more = {"entered_at": make.AT, "actor": "system", "batch": ""}
    graded = select(Enterprise.id, Enterprise.credit_grade).where(Enterprise.credit_grade.is_not(None))
    for key, grade in db.session.execute(graded):
        yield {"enterprise_id": key, "value": grade.value, **told, **more}


def _records(keys: list[int]) -> Iterator[dict[str, Any]]:
    """One of eight a penalty, over six years; a tenth of the visits of a line that nobody told."""
    for number in range(RECORDS):
        yield {
            "enterprise_id": DICE.choice(keys),
            "kind": DICE.choice([lookbacks.Kind.PENALTY, *[lookbacks.Kind.VISIT] * 7]),
            "happened_on": TODAY - timedelta(days=DICE.randrange(6 * 365)),
            "unit": f"益阳市某局{number}",
            "line": DICE.choice(["", *[f"系统{line}" for line in range(9)]]),
            "level": Level.PREFECTURE,
            "source": "省平台",
            "entered_at": make.AT,
            "batch": "",
        }


def _inspectors(units: list[Department]) -> list[dict[str, Any]]:
    valid = {
        "valid_from": date(2024, 1, 1),
        "valid_until": date(2028, 12, 31),
        "active": True,
        "section": "",
        "items": [],
    }
    return [
        {
            "certificate_no": f"1809{number:07d}",
            "name": f"检查员{number}",
            "department": units[number % len(units)].code,
        }
        | valid
        for number in range(INSPECTORS)
    ]


def fill() -> AnnualPlan:
    """The city, its history, and a plan of eighty tasks in its draft."""
    make.rulebook()
    make.calendar()
    units = [make.department(line=f"系统{number % 10}") for number in range(DEPARTMENTS)]
    _many(Enterprise, _enterprises())
    _many(Rating, _ratings())
    _many(PastRecord, _records(list(db.session.scalars(select(Enterprise.id)))))
    with transaction():
        inspectors.load(_inspectors(units), digest="b" * 64, by=SYSTEM, at=make.AT)
    for kind in lookbacks.Kind:
        for level in Level:
            with transaction():
                history.declare(kind, level, line="", since_on=date(2020, 1, 1), reason="核对过", by=SYSTEM, at=make.AT)
    items = [make.item(departments=[unit], from_on=date(2026, 1, 1)) for unit in units for _ in range(5)]
    plan = make.plan()
    for number in range(TASKS):
        lead = number % DEPARTMENTS
        parties = [units[lead], *([units[(lead + 7) % DEPARTMENTS]] if number % 4 == 0 else [])]
        make.task(plan, parties, items[lead * 5 : lead * 5 + 5], f"T-{number:02d}", **_frame(number))
    with transaction():
        service.supervise(plan, units[0], basis="安全生产法", by=SYSTEM, at=make.AT)
    return plan


def _frame(number: int) -> dict[str, Any]:
    """A fifth of the tasks may draw anybody, the others some trades, townships or kinds."""
    rates = {"rate_a": 100, "rate_b": 200, "rate_c": 400, "rate_d": 500, "rate_u": 200}
    if number % 5 == 0:
        return rates
    trades = ["ACEFGHILOQ"[number % 10], "ACEFGHILOQ"[(number * 3 + 1) % 10]]
    towns = TOWNSHIPS[number % 16 : number % 16 + 6] if number % 3 == 0 else []
    return rates | {"trades": trades, "townships": towns, "kinds": ["company"] if number % 7 == 0 else []}


def seconds(act: Callable[[], Any], times: int = 5) -> float:
    """The median of some runs, in seconds, each on a session of its own."""
    taken = []
    for _ in range(times):
        db.session.rollback()
        db.session.expire_all()
        begun = time.perf_counter()
        act()
        taken.append(time.perf_counter() - begun)
    return sorted(taken)[times // 2]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_plans(databases: Callable[[str], Any], kind: str, frozen: Any) -> None:
    with conftest._app(databases(kind), WTF_CSRF_ENABLED=False) as app:
        plan = fill()
        client = app.test_client()
        client.sign_in(make.user(Role.OVERSIGHT))
        if kind == "postgresql":
            db.session.connection().exec_driver_sql("ANALYZE")
            db.session.rollback()
        bare = seconds(lambda: db.session.execute(select(Enterprise.id, *SEEN)).all())
        found = queries.roster(plan, clock.today())
        excluded, unknown = len(found.exclusions), len(found.unknown)
        print(f"\n{kind}: {len(found.enterprises)} in frames, {excluded} excluded, {unknown} times unknown")
        for name, path in (("gauges", ""), ("merge", "/merge"), ("a task", "/tasks/T-03")):
            median, worst = p95(client, lambda _n, path=path: f"/plans/2026{path}")
            times = f"median {median:6.0f} ms  p95 {worst:6.0f} ms  {worst / bare / 1000:5.1f}"
            print(f"{kind:11} {name:8} {times} × bare reading")
        roster = seconds(lambda: queries.roster(plan, clock.today()))
        print(f"{kind:11} roster   {roster:6.2f} s  {roster / bare:5.1f} × bare reading ({bare:.2f} s)")
        assert roster < 5
