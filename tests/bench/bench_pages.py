"""How fast the list, the desk and a case are with 100 000 complaints and 60 000 enterprises; goal: p95 under 200 ms.

`make bench ARGS="-k pages"`. Prints, for each database and page, median and p95 of 60 requests through the whole
application, and the p95 as a multiple of the same page's with no complaint in the city, in the same run.
"""

import random
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from app.complaints.models import CaseSheet, Complaint, Identity, Statement
from app.complaints.rules import State
from app.enterprises.models import Enterprise
from app.kernel import numbering
from app.kernel.db import db, transaction
from app.ledger.models import Entry
from app.workdays.models import Deadline
from tests import conftest, make
from tests.complaints.story import Cast

COMPLAINTS, ENTERPRISES, CHUNK, REQUESTS = 100_000, 60_000, 5_000, 60
CLOSED = (State.RESOLVED, State.RATED, State.DECLINED, State.WITHDRAWN)
OPEN = (State.SUBMITTED, State.REFERRED, State.VERIFIED)
FIRST = datetime(2025, 9, 1, 1, 0, tzinfo=UTC)


def complaints(cast: Cast, departments: list[int]) -> Iterator[dict[str, Any]]:
    """Nineteen of twenty are closed, as after a year; the rest are open, some late."""
    dice, numbers = random.Random(20260901), set[str]()
    for n in range(1_001, COMPLAINTS + 1_001):
        number = numbering.random_number("TS")
        while number in numbers:
            number = numbering.random_number("TS")
        numbers.add(number)
        is_open = n % 20 == 0
        state = dice.choice(OPEN if is_open else CLOSED)
        at = FIRST + timedelta(minutes=5 * n) if not is_open else make.AT + timedelta(minutes=n % 9000)
        with_one = state not in {State.SUBMITTED, State.DECLINED}
        yield {
            "id": n,
            "number": number,
            "origin": f"bench:{n}",
            "version": 1,
            "state": state,
            "state_since": at,
            "category": "illegal_inspection",
            "channel": "web",
            "external_ref": "",
            "disclosure": "confidential",
            "filed_at": at,
            "referred_at": at if with_one else None,
            "department_id": dice.choice(departments) if with_one else None,
            "complexity": "simple" if with_one else None,
            "reclassified": False,
            "returns": 0,
            "decline_reason": "not_ours" if state is State.DECLINED else None,
            "decline_words": "",
            "routed_to": "",
            "resolved_at": at if state in {State.RESOLVED, State.RATED} else None,
        }


def parts(row: dict[str, Any], officer: int) -> dict[Any, list[dict[str, Any]]]:
    """What belongs to one complaint: words, seal, clocks, entries."""
    words = {"happened": "", "place": "", "facts": f"第 {row['id']} 件：未出示批准文件入企检查。", "wants": "说明依据"}
    at, key, is_open = row["filed_at"], {"complaint_id": row["id"]}, row["state"] in OPEN
    clocks = (
        [("acceptance", 1), ("verification", 3), ("resolution", 7)] if row["department_id"] else [("acceptance", 1)]
    )
    on: date = at.date()
    return {
        Statement: [{**key, **words, "about": "某局"}],
        Identity: [{**key, "holder": f"holder{row['id'] % 20_000}", "code_hash": "", "sealed": b"x" * 120}],
        CaseSheet: [{**key, **words, "version": 1, "complainant": "", "made_by": officer, "made_at": at}]
        if row["department_id"]
        else [],
        Deadline: [
            {
                "version": 1,
                "subject": row["number"],
                "kind": kind,
                "round": 1,
                "rule_id": f"complaint.{kind}",
                "rulebook_version": 1,
                "calendar_version": 1,
                "starts_on": on,
                "length": days,
                "extension": 0,
                "first_due_on": on + timedelta(days=days + 2),
                "due_on": on + timedelta(days=days + 2),
                "provisional": False,
                "started_at": at,
                "done_at": None if is_open else at,
            }
            for kind, days in clocks
        ],
        Entry: [
            {
                "index": 1_000_000 + row["id"] * 3 + seq,
                "version": 1,
                "verb": verb,
                "ref": row["number"],
                "ref_seq": seq,
                "previous": None,
                "actor": "complainant",
                "acting_role": "enterprise",
                "behalf": "",
                "request_id": "",
                "at": at,
                "facts": "{}",
                "facts_hash": "",
            }
            for seq, verb in enumerate(("complaint:file", "complaint:supplement"), 1)
        ],
    }


def fill(cast: Cast) -> None:
    """The city after a busy year, by bulk inserts."""
    departments = [make.department().id for _ in range(29)] + [cast.department.id]
    rows = list(complaints(cast, departments))
    for start in range(0, COMPLAINTS, CHUNK):
        chunk = rows[start : start + CHUNK]
        with transaction():
            db.session.execute(insert(Complaint), chunk)
            gathered: dict[Any, list[dict[str, Any]]] = {}
            for row in chunk:
                for model, made in parts(row, cast.officer.id).items():
                    gathered.setdefault(model, []).extend(made)
            for model, made in gathered.items():
                db.session.execute(insert(model), made)
    _fill_enterprises()


def _fill_enterprises() -> None:
    like = db.session.scalars(select(Enterprise).limit(1)).one()
    plain = {c.key: getattr(like, c.key) for c in Enterprise.__mapper__.column_attrs if c.key != "id"}
    for start in range(0, ENTERPRISES, CHUNK):
        chunk = range(start, start + CHUNK)
        with transaction():
            made = [
                {**plain, "uscc": make.code(10_000 + n), "name": f"示例企业{n}", "initials": f"slqy{n}"} for n in chunk
            ]
            db.session.execute(insert(Enterprise), made)


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
def test_pages(databases: Callable[[str], Any], kind: str, frozen: Any) -> None:
    with conftest._app(databases(kind), WTF_CSRF_ENABLED=False) as app:
        cast = Cast()
        sample = [cast.referred().number]
        clients = {name: app.test_client() for name in ("office", "clerk")}
        clients["office"].sign_in(cast.officer)
        clients["clerk"].sign_in(cast.clerk)
        pages: list[tuple[str, str, Callable[[int], str]]] = [
            ("office list", "office", lambda n: "/complaints"),
            ("office list, all", "office", lambda n: "/complaints?view=all"),
            ("office search", "office", lambda n: f"/complaints?view=all&q=第 {n * 97} 件"),
            ("office desk", "office", lambda n: "/desk"),
            ("office case", "office", lambda n: f"/complaints/{sample[n % len(sample)]}"),
            ("clerk list", "clerk", lambda n: "/complaints"),
            ("directory search", "office", lambda n: f"/registers/entities?q=企业{n * 91}"),
        ]
        before = {name: p95(clients[who], path) for name, who, path in pages}
        begun = time.perf_counter()
        fill(cast)
        if kind == "postgresql":
            db.session.connection().exec_driver_sql("ANALYZE")
            db.session.rollback()
        print(f"\n{kind}: filled in {time.perf_counter() - begun:.0f} s")
        numbers = db.session.scalars(select(Complaint.number).order_by(Complaint.number).limit(2_000)).all()
        sample[:] = numbers[::31]
        for name, who, path in pages:
            median, worst = p95(clients[who], path)
            times = f"median {median:6.0f} ms  p95 {worst:6.0f} ms  {worst / before[name][1]:5.1f} × empty"
            print(f"{kind:11} {name:18} {times}")
