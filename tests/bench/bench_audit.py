"""How long the whole audit takes over many visits and complaints, beside one sequential scan of the same tables.

`make bench ARGS="-k audit"`; `VISITS=1000000` is the size of the goal (at most five scans), 100 000 the default.
"""

import os
import statistics
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Table, func, select

from app.audit.queries import QUERIES, Asked
from app.audit.queries.running import expect_few
from app.audit.rules import CATALOGUE
from app.kernel.db import db
from tests import conftest, make
from tests.bench.auditing import FAULTY, TABLES
from tests.bench.auditing_rows import fill

VISITS, RUNS = int(os.environ.get("VISITS", "100000")), 3
AS_OF = date(2026, 9, 11)


def scan() -> float:
    """Seconds of one sequential scan: every row of each table is read, with all its columns, in the database."""
    begun = time.perf_counter()
    for model in TABLES:
        table: Any = model.__table__
        db.session.execute(select(*(func.count(column) for column in _columns(table)))).all()
    return time.perf_counter() - begun


def _columns(table: Table) -> list[Any]:
    return list(table.columns)


def audit() -> tuple[dict[str, float], dict[str, int]]:
    """Seconds of each query, by the first check that it answers, and how many findings each check has."""
    taken: dict[str, float] = {}
    found: Counter[str] = Counter()
    expect_few()
    for query in dict.fromkeys(QUERIES[code] for code in CATALOGUE):
        begun = time.perf_counter()
        found.update(fact.check for fact in query(Asked(AS_OF)))
        taken[next(code for code in CATALOGUE if QUERIES[code] is query)] = time.perf_counter() - begun
    return taken, dict(found)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_the_whole_audit_beside_one_scan(databases: Callable[[str], Any], kind: str, frozen: Any) -> None:
    with conftest._app(databases(kind), WTF_CSRF_ENABLED=False):
        make.rulebook()
        make.calendar()
        begun = time.perf_counter()
        fill(VISITS)
        with db.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            connection.exec_driver_sql("VACUUM ANALYZE" if kind == "postgresql" else "ANALYZE")
        print(f"\n{kind}: {VISITS} visits and complaints filled in {time.perf_counter() - begun:.0f} s")
        scans, audits = [], []
        for _ in range(RUNS):
            scans.append(scan())
            taken, found = audit()
            audits.append(sum(taken.values()))
        one, whole = statistics.median(scans), statistics.median(audits)
        print(f"{kind:11} medians of {RUNS}: one scan {one:6.2f} s, the audit {whole:6.2f} s: {whole / one:.1f} scans")
        worst = sorted(taken, key=taken.__getitem__, reverse=True)[:14]
        print(f"{'':11} " + ", ".join(f"{code} {taken[code]:.2f}" for code in worst))
        assert found == {"quiet_unapproved": VISITS // FAULTY}
