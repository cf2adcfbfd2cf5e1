"""Rows, files included, against the entries that sealed them; and the restored copy against what was published."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import IntegrityError

from app.complaints import service as complaints
from app.complaints.models import Complaint, Statement
from app.complaints.rules import State
from app.items import service as items
from app.kernel.db import Model, db, transaction
from app.kernel.permissions import SYSTEM
from app.ledger import queries
from app.ledger.rules.findings import Fault
from app.workdays.models import Deadline
from tests import make
from tests.complaints import story
from tests.ledger import forging

SEALED = [table for table in Model.metadata.sorted_tables if table.info.get("sealed")]


@pytest.fixture
def city(app: Flask, frozen: Any) -> Iterator[story.Cast]:
    """A complaint in every state, one with files; what a test does to the rows is not kept."""
    cast = story.Cast()
    for state in State:
        cast.in_state(state)
    photo = [complaints.upload("照片.png", story.PNG)]
    complaint = story.filed(cast.owner, files=photo).complaint
    with transaction():
        complaints.supplement(complaint, words="补充说明", files=photo, at=story.REFERRED)
        complaints.request_unsealing(complaint, reason="核对身份", by=cast.officer, at=story.REFERRED)
    late = cast.verified()
    with transaction():
        complaints.request_extension(late, days=3, reason="等待鉴定", by=cast.clerk, at=story.REFERRED)
    yield cast
    db.session.rollback()


def faults() -> list[tuple[Fault, str]]:
    return [(fact.fault, fact.detail) for fact in queries.rows()]


def name(table: Any, row: Any) -> str:
    return f"{table.name}/{'/'.join(str(row[key.name]) for key in table.primary_key)}"


def other(value: Any) -> Any:
    """Another value of the kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, Enum):
        return next(member for member in type(value) if member is not value)
    if isinstance(value, datetime | date):
        return value - timedelta(days=1)
    if isinstance(value, int):
        return value + 1
    if isinstance(value, bytes):
        return value[:-1] + bytes([value[-1] ^ 1])
    return [*value, "x"] if isinstance(value, list) else f"{value or ''}x"


def test_what_the_services_wrote_is_sealed_row_by_row(city: story.Cast) -> None:
    assert faults() == []
    empty = {table.name for table in SEALED if not db.session.execute(table.select()).first()}
    assert [name for name in sorted(empty) if name.startswith(("complaint", "deadline"))] == []


def test_a_row_changed_behind_the_services_back_is_named(city: story.Cast) -> None:
    """One row of each table, column by column. Keys, and on PostgreSQL what its constraints refuse, are left out."""
    tried = set()
    for table in SEALED:
        rows = db.session.execute(table.select()).mappings().all()
        for column in table.columns:
            row = next((row for row in rows if row[column.name] is not None), None)
            if row is None or column.primary_key or column.foreign_keys:
                continue
            if _change(table, row, column.name):
                assert faults() == [(Fault.ROW_CHANGED, name(table, row))], f"{table.name}.{column.name}"
                tried.add(f"{table.name}.{column.name}")
            db.session.rollback()
    assert {"deadlines.done_at", "complaints.filed_at", "complaint_statements.facts"} <= tried
    assert {"complaint_attachments.content", "complaint_identities.sealed", "complaint_ratings.score"} <= tried
    assert len(tried) > 90


def _change(table: Any, row: Any, column: str) -> bool:
    """Somebody who has the database can lift its constraints too: on SQLite, by one line."""
    if db.engine.dialect.name == "sqlite":
        db.session.execute(text("PRAGMA ignore_check_constraints = ON"))
    where = [key == row[key.name] for key in table.primary_key]
    try:
        db.session.execute(table.update().where(*where).values({column: other(row[column])}))
    except IntegrityError:
        return False
    return True


def test_a_row_that_is_taken_away_is_missed(city: story.Cast) -> None:
    statement = db.session.scalars(select(Statement)).first()
    assert statement is not None
    key = statement.complaint_id
    db.session.execute(text(f"DELETE FROM complaint_statements WHERE complaint_id = {key}"))
    assert faults() == [(Fault.ROW_MISSING, f"complaint_statements/{key}")]


def test_a_row_that_is_slipped_in_has_no_entry(city: story.Cast) -> None:
    row = dict(db.session.execute(Complaint.__table__.select()).mappings().first() or {})
    row |= {"id": 9999, "number": "TS-0000-0000-0", "origin": "slipped in"}
    db.session.execute(Complaint.__table__.insert().values(row))
    assert faults() == [(Fault.ROW_UNSEALED, "complaints/9999")]


def test_a_change_after_its_entry_does_not_commit(city: story.Cast) -> None:
    complaint = city.referred()
    with pytest.raises(RuntimeError, match=r"rows changed after the entry of their act.*complaints/"), transaction():
        complaint.external_ref = "改动"
    assert faults() == []


@pytest.mark.parametrize("statement", [update(Complaint).values(external_ref="x"), delete(Statement)])
def test_a_change_in_bulk_of_a_sealed_table_is_refused(app: Flask, statement: Any) -> None:
    with pytest.raises(RuntimeError, match="sealed row by row"), transaction():
        db.session.execute(statement)


def test_an_act_that_is_undone_leaves_nothing_waiting(city: story.Cast) -> None:
    complaint = city.referred()
    with pytest.raises(ZeroDivisionError), transaction():
        complaint.external_ref = "改动"
        db.session.flush()
        raise ZeroDivisionError
    with transaction():
        complaints.withdraw(complaint, reason="已经解决", at=story.REFERRED)
    assert faults() == []


def test_a_row_that_its_owner_lets_go_of_is_sealed_as_gone(city: story.Cast) -> None:
    item, unit = make.item(departments=[make.department(), make.department()]), make.department()
    with transaction():
        items.revise(item, departments=[unit], by=SYSTEM, at=make.AT)
    assert faults() == []


def cli(app: Flask, *words: str) -> Any:
    """One of the commands, apart from the test's own transaction."""
    db.session.rollback()
    return app.test_cli_runner().invoke(args=["ledger", *words])


def test_verify_and_fsck_end_with_0_where_all_is_sound(app: Flask, city: story.Cast) -> None:
    for command in ("verify", "fsck"):
        done = cli(app, command)
        assert (done.exit_code, "全部相符" in done.output) == (0, True), done.output


def test_fsck_finds_what_verify_cannot_and_ends_with_1(app: Flask, city: story.Cast) -> None:
    deadline = db.session.scalars(select(Deadline).where(Deadline.done_at.is_not(None))).first()
    assert deadline is not None
    early = Deadline.__table__.update().where(Deadline.id == deadline.id)
    with db.engine.begin() as other:
        other.execute(early.values(done_at=deadline.done_at - timedelta(days=1)))
    assert cli(app, "verify").exit_code == 0
    done = cli(app, "fsck", "--json")
    told = json.loads(done.output)
    assert (done.exit_code, told["sound"], told["count"]) == (1, False, 1)
    assert told["findings"][0]["fault"] == "row_changed"
    assert told["findings"][0]["detail"] == f"deadlines/{deadline.id}"


def test_a_restored_copy_is_told_how_many_acts_it_lacks(app: Flask, frozen: Any, tmp_path: Path) -> None:
    """The sheet of the last closed day is kept elsewhere; the restored database is older than it."""
    forging.build()
    paper = tmp_path / "checkpoint.txt"
    assert cli(app, "checkpoint", "--day", "2026-09-08", "--out", str(paper)).exit_code == 0
    with transaction():
        forging.unguard()
        db.session.execute(text("DELETE FROM ledger_checkpoints WHERE day > '2026-09-07'"))
        db.session.execute(text('DELETE FROM ledger_entries WHERE "index" > 4'))
        db.session.execute(text("UPDATE ledger_head SET size = 5, closed_on = '2026-09-07'"))
    forging.act("case-0", forging.at(date(2026, 9, 11)))
    assert cli(app, "fsck").exit_code == 0
    done = cli(app, "fsck", "--since", str(paper))
    assert done.exit_code == 1
    assert "台账比封账单短 checkpoint.txt: 6 / 7" in done.output


def test_a_checkpoint_of_another_ledger_is_refused(app: Flask, tmp_path: Path) -> None:
    paper = tmp_path / "checkpoint.txt"
    paper.write_text("elsewhere\n0\n\n", "utf-8")
    done = cli(app, "verify", "--since", str(paper))
    assert (done.exit_code, "不是本台账签发的封账单" in done.output) == (2, True)
