"""The directory changed one by one and by the sheet, on both databases."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from app.accounts import queries as accounts
from app.enterprises import queries, service
from app.enterprises.models import Change, Enterprise
from app.enterprises.rules import CodeKind, Grade, Kind, Risk, State
from app.kernel.db import db, transaction
from app.kernel.errors import Conflict, Refused
from app.kernel.permissions import SYSTEM, Role
from app.ledger import queries as ledger
from tests import make

DIGEST = "a" * 64


def load(rows: list[dict[str, Any]], at: datetime, **more: Any) -> service.Counts:
    with transaction():
        return service.load(rows, digest=more.pop("digest", DIGEST), by=SYSTEM, at=at, **more)


def row(number: int, **more: Any) -> dict[str, Any]:
    return {"uscc": make.code(number), "name": f"沅江{number}号公司", **more}


def test_an_entered_enterprise_has_its_kind_key_and_initials(app: Flask, at: datetime) -> None:
    with transaction():
        made = service.register(" " + make.code(1).lower(), "沅江银行(分理处)", by=SYSTEM, at=at, township="琼湖街道")
    assert (made.uscc, made.code_kind, made.kind, made.state) == (
        make.code(1),
        CodeKind.USCC,
        Kind.COMPANY,
        State.ACTIVE,
    )
    assert (made.name, made.initials, made.township) == ("沅江银行（分理处）", "yjyhflc", "琼湖街道")
    assert [entry.verb for entry in ledger.of(f"enterprise:{made.uscc}")] == ["enterprise:register"]


def test_a_code_is_entered_once(app: Flask, at: datetime) -> None:
    made = make.enterprise()
    with pytest.raises(Refused) as caught, transaction():
        service.register(made.uscc, "另一家公司", by=SYSTEM, at=at)
    assert caught.value.code == "enterprise_code_taken"


def test_a_new_name_keeps_the_old_one_and_the_ledger_does_not_name_it(app: Flask, at: datetime) -> None:
    made = make.enterprise("老李面馆")
    with transaction():
        assert service.revise(made, by=SYSTEM, at=at, name="老王面馆", kind=Kind.COMPANY) == ["name"]
    assert [former.name for former in queries.former_names(made)] == ["老李面馆"]
    assert (made.initials, made.name_key) == ("lwmg", "老王面馆")
    entry = ledger.of(f"enterprise:{made.uscc}")[-1]
    assert entry.verb == "enterprise:revise"
    assert "老李" not in entry.facts
    assert "老王" not in entry.facts


def test_a_correction_that_changes_nothing_records_nothing(app: Flask, at: datetime) -> None:
    made = make.enterprise()
    with transaction():
        assert service.revise(made, by=SYSTEM, at=at, name=made.name) == []
    assert len(ledger.of(f"enterprise:{made.uscc}")) == 1
    assert queries.changes(made) == []


def test_a_rating_has_a_source_and_a_day(app: Flask, at: datetime) -> None:
    made = make.enterprise()
    with transaction():
        service.rate(
            made,
            credit_grade=Grade.B,
            risk_level=Risk.HIGH,
            rated_by="省信用平台",
            rated_on=date(2026, 9, 1),
            by=SYSTEM,
            at=at,
        )
    assert (made.credit_grade, made.risk_level, made.rated_by) == (Grade.B, Risk.HIGH, "省信用平台")
    change = queries.changes(made)[0]
    assert change.before["credit_grade"] == ""
    assert change.after["credit_grade"] == "B"
    assert ledger.of(f"enterprise:{made.uscc}")[-1].verb == "enterprise:rate"


def rate(made: Enterprise, at: datetime, **more: Any) -> None:
    values = {"credit_grade": Grade.A, "risk_level": None, "rated_by": "平台", "rated_on": date(2026, 9, 1), **more}
    with transaction():
        service.rate(made, **values, by=SYSTEM, at=at)


def test_a_rating_of_tomorrow_is_refused(app: Flask, at: datetime) -> None:
    with pytest.raises(Refused) as caught:
        rate(make.enterprise(), at, rated_on=date(2026, 9, 12))
    assert (caught.value.code, caught.value.field) == ("enterprise_rated_in_future", "rated_on")


def test_a_rating_decided_on_an_older_version_is_a_conflict(app: Flask, at: datetime) -> None:
    made = make.enterprise()
    seen = made.version
    rate(made, at, seen=seen)
    with pytest.raises(Conflict) as caught:
        rate(made, at, seen=seen, credit_grade=Grade.D)
    assert caught.value.code == "changed_meanwhile"


def test_a_sheet_enters_corrects_renames_and_leaves_alone(app: Flask, at: datetime) -> None:
    assert load([row(1), row(2), row(3)], at) == service.Counts(created=3)
    later = at + timedelta(days=1)
    rows = [row(1), row(2, name="新名公司"), row(3, township="琼湖街道"), row(4)]
    assert load(rows, later, digest="b" * 64) == service.Counts(created=1, updated=2, renamed=1, unchanged=1)
    renamed = queries.by_code(make.code(2))
    assert [former.name for former in queries.former_names(renamed)] == ["沅江2号公司"]
    assert queries.by_code(make.code(3)).township == "琼湖街道"
    assert queries.changes(renamed)[0].batch == "b" * 64


def test_the_same_sheet_twice_changes_nothing_the_second_time(app: Flask, at: datetime) -> None:
    rows = [row(1, registered_on=date(2001, 2, 3), kind=Kind.SOLE_TRADER), row(2)]
    load(rows, at)
    assert load(rows, at) == service.Counts(unchanged=2)
    assert db.session.scalar(select(func.count()).select_from(Change)) == 0


def test_an_empty_cell_does_not_wipe_what_is_known(app: Flask, at: datetime) -> None:
    load([row(1, township="琼湖街道", credit_grade=Grade.A)], at)
    load([row(1, township="", credit_grade=None)], at)
    known = queries.by_code(make.code(1))
    assert (known.township, known.credit_grade) == ("琼湖街道", Grade.A)


def test_an_import_is_one_entry_with_digest_and_counts(app: Flask, at: datetime) -> None:
    load([row(1), row(2)], at, refused=3)
    entries = ledger.of(f"import:{DIGEST[:16]}")
    assert [entry.verb for entry in entries] == ["enterprise:import"]
    assert f'"digest":"{DIGEST}"' in entries[0].facts
    assert '"created":2' in entries[0].facts
    assert '"refused":3' in entries[0].facts
    assert queries.by_code(make.code(1)).batch == DIGEST


def test_a_forecast_says_what_the_import_then_does_and_changes_nothing(app: Flask, at: datetime) -> None:
    load([row(1), row(2)], at)
    rows = [row(1), row(2, name="改名公司"), row(3)]
    told = service.forecast(rows)
    assert queries.count() == 2
    assert load(rows, at) == told


def test_a_sheet_longer_than_a_chunk_tells_its_progress_and_lands_whole(
    app: Flask, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.enterprises.service.loading.CHUNK", 2)
    heard: list[int] = []
    load([row(number) for number in range(1, 6)], at, told=heard.append)
    assert heard == [2, 4, 5]
    assert queries.count() == 5


def test_a_sheet_that_breaks_off_leaves_nothing(app: Flask, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.enterprises.service.loading.CHUNK", 2)

    def stop(done: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load([row(number) for number in range(1, 6)], at, told=stop)
    assert queries.count() == 0
    assert ledger.of(f"import:{DIGEST[:16]}") == []


def test_the_second_of_two_writers_changes_nothing(app: Flask, at: datetime) -> None:
    made = make.enterprise("甲公司")
    db.session.execute(
        Enterprise.__table__.update().where(Enterprise.id == made.id).values(version=made.version + 1)  # type: ignore[attr-defined]
    )
    with pytest.raises(StaleDataError):
        service.revise(made, by=SYSTEM, at=at, name="乙公司")
    db.session.rollback()


@pytest.mark.parametrize(
    "wrong",
    [
        {"uscc": "91430981"},
        {"name": ""},
        {"kind": "church"},
        {"state": "asleep"},
        {"credit_grade": "E"},
        {"risk_level": "none"},
        {"rated_by": "平台"},
        {"code_kind": "legacy13"},
    ],
)
def test_the_database_refuses_what_the_rules_refuse(app: Flask, wrong: dict[str, Any]) -> None:
    made = make.enterprise()
    table = Enterprise.__table__
    with pytest.raises(IntegrityError):
        db.session.connection().exec_driver_sql(
            f"UPDATE enterprises SET {next(iter(wrong))} = '{next(iter(wrong.values()))}' WHERE id = {made.id}"
        )
    db.session.rollback()
    assert table.name == "enterprises"


def test_an_actor_is_named_beside_their_change(app: Flask, at: datetime) -> None:
    officer, made = make.user(Role.OVERSIGHT), make.enterprise()
    with transaction():
        service.revise(made, by=officer, at=at, township="琼湖街道")
    assert accounts.actors(change.actor for change in queries.changes(made)) == {officer.actor: officer.name}
