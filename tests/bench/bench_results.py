"""How fast the public list and search are over many results, and how an export of many fares.

`make bench ARGS="-k results"`; `RESULTS=1000000` is the size of the goal (p95 under 200 ms), 20 000 the default.
The export takes `EXPORT` rows (60 000 by default): goal under 15 s and 200 MB.
"""

import os
import resource
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from app.enterprises.models import Enterprise
from app.kernel import numbering
from app.kernel.db import db, transaction
from app.kernel.permissions import Role
from app.publication.models import ChannelRecord, Publication
from app.results.models import Result
from app.results.rules import Kind
from app.visits.models import Visit
from tests import conftest, make

RESULTS, EXPORT = int(os.environ.get("RESULTS", "20000")), int(os.environ.get("EXPORT", "60000"))
ENTERPRISES, CHUNK, REQUESTS = 60_000, 5_000, 40
FIRST = date(2023, 5, 1)


def _enterprises() -> list[int]:
    like = make.enterprise()
    plain = {c.key: getattr(like, c.key) for c in Enterprise.__mapper__.column_attrs if c.key != "id"}
    for start in range(0, ENTERPRISES, CHUNK):
        names = ((n, f"沅江示例{n}有限公司") for n in range(start, start + CHUNK))
        made = [{**plain, "uscc": make.code(10_000 + n), "name": name, "name_key": name} for n, name in names]
        with transaction():
            db.session.execute(insert(Enterprise), made)
    return list(db.session.scalars(select(Enterprise.id).order_by(Enterprise.id)))


def fill(count: int) -> None:
    """Visits with results that are public, by bulk inserts; the records of one channel wait for their export."""
    unit, user, firms = make.department(), make.user(Role.CLERK), _enterprises()
    at, kinds = make.AT, list(Kind)
    for start in range(0, count, CHUNK):
        rows: dict[Any, list[dict[str, Any]]] = {Visit: [], Result: [], Publication: [], ChannelRecord: []}
        for n in range(start + 1, min(start + CHUNK, count) + 1):
            on, firm, kind = FIRST + timedelta(days=n % 1200), firms[n % len(firms)], kinds[n % len(kinds)]
            number = numbering.serial_number("JC", f"{on:%Y%m%d}", n % 1_000_000)
            own = {"department_id": unit.id, "enterprise_id": firm, "basis": "monitoring"}
            days = {"starts_on": on, "ends_on": on, "state_since": at, "drafted_at": at, "revised_at": at}
            words = {"basis_ref": "监测", "reason": "监测", "filing": "", "covered": [], "code": f"B{n}"}
            rows[Visit].append(
                {"id": n, "version": 1, "number": number, "state": "registered", "drafted_by_id": user.id}
                | own
                | days
                | words
            )
            told = {"visit_id": n, "version": 1, "kind": kind, "ended_on": on}
            said = {"present": True, "note": "", "recorded_at": at, "recorded_by_id": user.id, "said_why": ""}
            rows[Result].append(told | said)
            names = {"number": number, "enterprise": f"示例{firm}", "uscc": f"{firm:018d}", "department": unit.name}
            public = {"task": "", "items": ["事项"], "kinds": [kind.value], "published_by_id": user.id}
            rows[Publication].append(told | own | names | public | {"published_on": on, "published_at": at})
            rows[ChannelRecord].append(
                {"visit_id": n, "version": 1, "channel": "credit", "purpose": "publish", "made_at": at, "receipt": ""}
            )
        with transaction():
            for model, made in rows.items():
                db.session.execute(insert(model), made)


def p95(client: conftest.Client, path: Callable[[int], str]) -> tuple[float, float]:
    """Median and 95th percentile of the requests, in milliseconds; the first five warm up and do not count."""
    taken = []
    for n in range(REQUESTS + 5):
        begun = time.perf_counter()
        answer = client.get(path(n))
        taken.append((time.perf_counter() - begun) * 1000)
        assert answer.status_code == 200, (path(n), answer.status_code)
    counted = sorted(taken[5:])
    return statistics.median(counted), counted[int(len(counted) * 0.95) - 1]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_public_list_and_search(databases: Callable[[str], Any], kind: str, frozen: Any) -> None:
    with conftest._app(databases(kind), WTF_CSRF_ENABLED=False) as app:
        make.rulebook()
        begun = time.perf_counter()
        fill(RESULTS)
        if kind == "postgresql":
            db.session.connection().exec_driver_sql("ANALYZE")
            db.session.rollback()
        print(f"\n{kind}: {RESULTS} results filled in {time.perf_counter() - begun:.0f} s")
        client = app.test_client()
        for name, path in {
            "list": lambda n: f"/public/results?page={n % 20 + 1}",
            "by kind": lambda n: f"/public/results?kind={list(Kind)[n % 10]}",
            "one name": lambda n: f"/public/results?q=示例{n * 91 + 1}有限",
            "every name": lambda n: "/public/results?q=有限公司",
            "some names": lambda n: f"/public/results?q=示例{n % 9 + 1}",
            "by code": lambda n: f"/public/results?q={make.code(10_000 + n * 17)}",
        }.items():
            median, worst = p95(client, path)
            print(f"{kind:11} {name:12} median {median:6.0f} ms  p95 {worst:6.0f} ms")


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_export(databases: Callable[[str], Any], kind: str, frozen: Any) -> None:
    with conftest._app(databases(kind), WTF_CSRF_ENABLED=False) as app:
        make.rulebook()
        fill(EXPORT)
        client = app.test_client()
        client.sign_in(make.user(Role.OVERSIGHT))
        before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
        answer = client.post("/publishing/export", data={"channel": "credit", "purpose": "publish"})
        book = client.get(f"{answer.location}.xlsx")
        taken = time.perf_counter() - begun
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
        print(f"\n{kind}: {EXPORT} rows exported and fetched as XLSX in {taken:.1f} s, {grown} MB more at the peak")
        assert book.data.startswith(b"PK")
