"""`flask demo`: only in the demo, the same city for the same seed, an old city makes way, other data never."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.complaints.models import Complaint
from app.demo import queries, rules, service
from app.kernel import clock
from app.kernel.db import Base, db, transaction
from app.ledger.rules import canonical, digest
from app.quiet_days import service as quiet_days
from app.quiet_days.models import QuietDayRequest
from app.visits.models import Visit
from tests import make
from tests.conftest import Database
from tests.demo.conftest import empty, load

RANDOM = {
    "begun_at",
    "code_hash",
    "entry",
    "facts_hash",
    "fs_uniquifier",
    "fs_webauthn_user_handle",
    "handed_copy",
    "hash",
    "hash_sm3",
    "leaf",
    "leaf_sm3",
    "loaded_at",
    "message_id",
    "milliseconds",
    "note",
    "password",
    "root",
    "root_sm3",
    "rows",
    "salt",
    "sealed",
    "tf_totp_secret",
}
NUMBER = re.compile(r"(?:TS|QK)-\d{4}-\d{4}-\d|\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b|\b[0-9a-f]{64}\b")


def picture() -> list[tuple[str, Any]]:
    """Everything in the database but what is random by its nature; numbers become the places of their cases.

    So do the passes of visits, and the digests of the slips that name them. Draws are left out, with their entries:
    each draws a secret of its own; and the codes and reasons of surveys, whose keys are random.
    """
    places = {number: f"case {key}" for key, number in db.session.execute(select(Complaint.id, Complaint.number))}
    places |= {code: f"pass {key}" for key, code in db.session.execute(select(Visit.id, Visit.code))}
    for request in db.session.scalars(select(QuietDayRequest)):
        places[digest(canonical(quiet_days.slip(request)))] = f"slip {request.id}"
    return [
        (f"{name}.{column}", NUMBER.sub(lambda found: places.get(found[0], found[0]), str(value)))
        for name, table in sorted(Base.metadata.tables.items())
        if not name.startswith(("draw", "survey_codes", "survey_reasons"))
        for row in db.session.execute(select(table).order_by(*table.primary_key)).mappings()
        if not str(row.get("ref", "")).startswith("CQ-")
        for column, value in row.items()
        if column not in RANDOM
    ]


def test_the_same_seed_builds_the_same_city_and_another_another(
    databases: Callable[[str], Database], cities: Callable[[str], str]
) -> None:
    with empty(databases("sqlite"), cities("sqlite")) as made:
        pictures = [picture()]
        for seed in ("3", "1"):
            load(made, "--seed", seed)
            pictures.append(picture())
    assert pictures[0] == pictures[2]
    assert pictures[0] != pictures[1]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_city_half_built_and_an_old_one_make_way(
    kind: str, databases: Callable[[str], Database], cities: Callable[[str], str]
) -> None:
    """And the clock follows the city that lies there now."""
    with empty(databases(kind)) as made:
        with transaction():
            service.begin(as_of=date(2026, 9, 11), seed=1, scale=rules.Scale.SMALL, at=clock.wall())
        assert made.test_cli_runner().invoke(args=["demo", "signins"]).exit_code == 1
        assert_loads(made, date(2026, 8, 20))
    with empty(databases(kind), cities(kind)) as made:
        numbers = set(db.session.scalars(select(Complaint.number)))
        assert_loads(made, date(2026, 8, 20))
        assert not numbers & set(db.session.scalars(select(Complaint.number)))


def assert_loads(made: Flask, day: date) -> None:
    """The city of a day is loaded, and every clock is its."""
    load(made, "--as-of", day.isoformat())
    with made.app_context():
        assert clock.today() == day
    assert day.isoformat() in made.test_client().get("/").text


def test_other_data_is_never_thrown_away(databases: Callable[[str], Database]) -> None:
    with empty(databases("sqlite")) as made:
        kept = make.department("市应急管理局")
        done = made.test_cli_runner().invoke(args=["demo", "load"])
        assert done.exit_code == 1
        assert "不是演示城市" in done.output
        assert db.session.get(type(kept), kept.id) is not None


@pytest.mark.parametrize("words", [("load",), ("signins",)])
def test_outside_the_demo_nothing_runs(words: tuple[str, ...], sqlite_app: Flask) -> None:
    done = sqlite_app.test_cli_runner().invoke(args=["demo", *words])
    assert done.exit_code == 1
    assert "BE_MODE=demo" in done.output
    assert queries.world() is None


def test_a_day_without_work_is_refused_before_anything_is_built(databases: Callable[[str], Database]) -> None:
    with empty(databases("sqlite")) as made:
        done = made.test_cli_runner().invoke(args=["demo", "load", "--as-of", "2026-09-12"])
        assert done.exit_code == 1
        assert "工作日" in done.output
        assert queries.world() is None


def test_the_signins_are_printed_with_password_and_code(city: Flask) -> None:
    said = city.test_cli_runner().invoke(args=["demo", "signins"])
    assert said.exit_code == 0
    assert "chenghu-demo-2026" in said.output
    assert re.search(r"director .*动态码 \d{6}", said.output)
