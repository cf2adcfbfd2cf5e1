"""How long the office's one act takes that makes every visit of a draw, and the timer's look at the same draw.

`make bench ARGS="-k scheduling"`. 60 000 enterprises, of which a draw of two departments takes 3 000 (5 %); a hundred
inspectors each. Goal: scheduled in 10 s of processor, on each database; `FIRMS` is another number of enterprises.
"""

import os
import time
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import insert

from app.enterprises.models import Enterprise
from app.enterprises.rules import Grade
from app.kernel.db import db, transaction
from app.visits import service
from app.visits.rules import State
from tests import conftest, make
from tests.draws.acts import LATER
from tests.visits.drawing import Season

FIRMS, INSPECTORS, CHUNK, GOAL = int(os.environ.get("FIRMS", "60000")), 100, 5_000, 10


def fill(count: int) -> None:
    """So many enterprises, by bulk inserts."""
    like = make.enterprise(credit_grade=Grade.B)
    plain = {one.key: getattr(like, one.key) for one in Enterprise.__mapper__.column_attrs if one.key != "id"}
    for start in range(0, count, CHUNK):
        names = ((n, f"沅江示例{n}有限公司") for n in range(start, min(start + CHUNK, count)))
        with transaction():
            made = [{**plain, "uscc": make.code(10_000 + n), "name": name, "name_key": name} for n, name in names]
            db.session.execute(insert(Enterprise), made)


def seconds(act: Callable[[], Any]) -> tuple[Any, float]:
    """What an act answers, and the processor seconds that it took here; PostgreSQL's own come beside them."""
    db.session.rollback()
    db.session.expire_all()
    begun = time.process_time()
    return act(), time.process_time() - begun


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_scheduling(databases: Callable[[str], Any], kind: str, frozen: Any) -> None:
    with conftest._app(databases(kind), WTF_CSRF_ENABLED=False):
        frozen.move_to(LATER)
        fill(FIRMS)
        season = Season(firms=0)
        for unit in (season.lead, season.along):
            for _ in range(INSPECTORS):
                make.inspector(unit)
        draw = season.result()
        begun = time.perf_counter()
        outcome, taken = seconds(lambda: season.schedule(draw))
        wall = time.perf_counter() - begun

        def follow() -> int:
            with transaction():
                return service.follow(at=LATER)

        changed, looked = seconds(follow)
        print(f"\n{kind}: {outcome.made} visits in {taken:.1f} s of processor ({wall:.1f} s), the timer {looked:.1f} s")
        assert (changed, outcome.left) == (0, 0)
        assert all(one.state is State.REGISTERED for one in season.visits(draw))
        assert taken < GOAL
