"""How fast the public list and search are over many results, and how an export of many fares.

The processor's share of a request does not depend on what else the machine does; the share of PostgreSQL's own
processes is not in it.

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
ENTERPRISES, UNITS, CHUNK, REQUESTS = 60_000, 30, 5_000, 40
BLOCK, MODELS, UNIQUE = 60_000, (Visit, Result, Publication, ChannelRecord), ("number", "code")
FIRST, DAYS = date(2023, 5, 1), 1200
PAGES: dict[str, Callable[[int], str]] = {
    "list": lambda n: f"/public/results?page={n % 20 + 1}",
    "by kind": lambda n: f"/public/results?kind={list(Kind)[n % 10]}",
    "a day": lambda n: f"/public/results?from_on={_day(n)}&until_on={_day(n)}",
    "a kind's day": lambda n: f"/public/results?from_on={_day(n)}&until_on={_day(n)}&kind=no_problem",
    "until a day": lambda n: f"/public/results?until_on={_day(n % 3)}",
    "since a day": lambda n: f"/public/results?from_on={_day(1190 - n % 3)}",
    "one name": lambda n: f"/public/results?q=示例{n * 91 + 1}有限",
    "every name": lambda n: "/public/results?q=有限公司",
    "some names": lambda n: f"/public/results?q=示例{n % 9 + 1}",
    "a name's kind": lambda n: f"/public/results?q=示例{n % 90 + 10}&kind=no_problem",
    "by code": lambda n: f"/public/results?q={make.code(10_000 + n * 17)}",
    "feed": lambda n: f"/feeds/results.atom?n={n}",
}


def _day(n: int) -> date:
    return FIRST + timedelta(days=n * 29 % DAYS)


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
    """Visits with results that are public; the records of one channel wait for their export.

    One block by bulk inserts, further ones as its copies: other keys, numbers and passes, the same firms and days.
    """
    units, user, firms = [make.department() for _ in range(UNITS)], make.user(Role.CLERK), _enterprises()
    told = [(unit.id, unit.name) for unit in units]
    for start in range(1, min(count, BLOCK) + 1, CHUNK):
        rows: dict[Any, list[dict[str, Any]]] = {model: [] for model in MODELS}
        for n in range(start, min(start + CHUNK, min(count, BLOCK) + 1)):
            for model, row in _one(n, told[n % 7 * n % UNITS], firms[n % len(firms)], user.id).items():
                rows[model].append(row)
        with transaction():
            for model, made in rows.items():
                db.session.execute(insert(model.__table__), made)
    for offset in range(BLOCK, count, BLOCK):
        with transaction():
            for model in MODELS:
                db.session.execute(_copied(model.__table__, offset, min(BLOCK, count - offset)))
    if db.engine.dialect.name == "postgresql":
        with transaction():
            db.session.connection().exec_driver_sql("ANALYZE")


def _copied(table: Any, offset: int, size: int) -> Any:
    own = [one for one in table.columns if one.name != "id" or table.name == "visits"]
    key = table.c.id if table.name == "visits" else table.c.visit_id
    other = {key.name: key + offset} | {name: table.c[name] + f"/{offset}" for name in UNIQUE if name in table.c}
    told = [other.get(one.name, one) for one in own]
    return insert(table).from_select([one.name for one in own], select(*told).where(key <= size))


def _one(n: int, unit: tuple[int, str], firm: int, user: int) -> dict[Any, dict[str, Any]]:
    """A visit with its result, what is public of it some days later, and the record of a channel."""
    at, kinds = make.AT, list(Kind)
    on, kind = FIRST + timedelta(days=n % DAYS), kinds[n % len(kinds)]
    number = numbering.serial_number("JC", f"{on:%Y%m%d}", n % 1_000_000)
    own = {"department_id": unit[0], "enterprise_id": firm, "basis": "monitoring"}
    days = {"starts_on": on, "ends_on": on, "state_since": at, "drafted_at": at, "revised_at": at}
    words = {"basis_ref": "监测", "reason": "监测", "filing": "", "covered": [], "code": f"B{n}"}
    told = {"visit_id": n, "version": 1, "kind": kind, "ended_on": on}
    said = {"present": True, "note": "", "recorded_at": at, "recorded_by_id": user, "said_why": ""}
    names = {"number": number, "enterprise": f"示例{firm}", "uscc": f"{firm:018d}", "department": unit[1]}
    public = {"task": "", "items": ["事项"], "kinds": [kind.value], "published_by_id": user, "published_at": at}
    record = {"channel": "credit", "purpose": "publish", "round": 0, "made_at": at, "receipt": ""}
    state = {"number": number, "state": "registered", "drafted_by_id": user}
    return {
        Visit: {"id": n, "version": 1} | state | own | days | words,
        Result: told | said,
        Publication: told | own | names | public | {"published_on": on + timedelta(days=n % 29)},
        ChannelRecord: {"visit_id": n, "version": 1} | record,
    }


def p95(client: Any, path: Callable[[int], str]) -> list[float]:
    """The median and the 95th percentile of the requests, and the latter in seconds of this process's processor.

    In milliseconds; the first five warm up and do not count.
    """
    taken, processor = [], []
    for n in range(REQUESTS + 5):
        begun, own = time.perf_counter(), time.process_time()
        answer = client.get(path(n))
        taken.append((time.perf_counter() - begun) * 1000)
        processor.append((time.process_time() - own) * 1000)
        assert answer.status_code == 200, (path(n), answer.status_code)
    place = int(REQUESTS * 0.95) - 1
    return [statistics.median(taken[5:]), sorted(taken[5:])[place], sorted(processor[5:])[place]]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_public_list_and_search(databases: Callable[[str], Any], kind: str, frozen: Any) -> None:
    with conftest._app(databases(kind), WTF_CSRF_ENABLED=False) as app:
        make.rulebook()
        begun = time.perf_counter()
        fill(RESULTS)
        print(f"\n{kind}: {RESULTS} results filled in {time.perf_counter() - begun:.0f} s")
        client = app.test_client()
        for name, path in PAGES.items():
            median, worst, own = p95(client, path)
            print(f"{kind:11} {name:14} median {median:6.0f} ms  p95 {worst:6.0f} ms, of processor {own:6.0f} ms")


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_export(databases: Callable[[str], Any], kind: str, frozen: Any) -> None:
    with conftest._app(databases(kind), WTF_CSRF_ENABLED=False) as app:
        make.rulebook()
        fill(EXPORT)
        client: Any = app.test_client()
        client.sign_in(make.user(Role.OVERSIGHT))
        before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
        answer = client.post("/publishing/export", data={"channel": "credit", "purpose": "publish"})
        book = client.get(f"{answer.location}.xlsx")
        taken = time.perf_counter() - begun
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
        print(f"\n{kind}: {EXPORT} rows exported and fetched as XLSX in {taken:.1f} s, {grown} MB more at the peak")
        assert book.data.startswith(b"PK")
