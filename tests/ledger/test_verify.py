"""Whoever has the database cannot change what it says without being found, by entry and column."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from app.kernel.db import db, transaction
from app.kernel.errors import Conflict, Refused
from app.kernel.permissions import SYSTEM
from app.ledger import queries, rules, service
from app.ledger.cli.verifying import told
from app.ledger.models import Checkpoint, Entry, Head
from app.ledger.rules import merkle, notes
from app.ledger.rules.findings import Fault
from tests.ledger import forging
from tests.ledger.forging import FIRST, at, found, held, ring

COLUMNS = [column.name for column in Entry.__table__.columns]


@pytest.fixture
def ledger(app: Flask) -> Iterator[None]:
    """Two closed days and an open one; nothing that a test does to it is kept."""
    forging.build()
    forging.unguard()
    yield
    db.session.rollback()


def other(value: Any) -> Any:
    """Another value that fits the column."""
    if value is None:
        return 7
    if isinstance(value, datetime):
        return value - timedelta(seconds=1)
    if isinstance(value, int):
        return value + 100
    changed = "b" if value[-1:] == "a" else "a"
    return (value[:-1] + changed) if value else changed


@pytest.mark.usefixtures("ledger")
def test_a_ledger_that_nobody_touched_is_sound() -> None:
    assert found() == []
    assert found(held(queries.on(FIRST))) == []


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize("column", COLUMNS)
def test_each_column_of_each_entry_is_named_when_it_is_changed(column: str) -> None:
    for entry in db.session.execute(Entry.__table__.select().order_by(Entry.index)).mappings().all():
        index = other(entry[column]) if column == "index" else entry["index"]
        forging.put(entry["index"], **{column: other(entry[column])})
        named = {(fact.index, fact.column) for fact in found()}
        assert (index, column) in named, f"{column} of {entry['index']}: {named}"
        if column != "index":
            assert {where for where, which in named if which == column} == {index}
            assert {which for where, which in named if where == index} <= {column, "previous"}
        db.session.rollback()
        forging.unguard()


@pytest.mark.usefixtures("ledger")
def test_a_changed_entry_is_named_in_words() -> None:
    forging.put(4, verb="case:other")
    assert [told(fact) for fact in found()] == ["第 4 条 verb 内容与存证不符"]


@pytest.mark.usefixtures("ledger")
def test_each_entry_is_missed_when_it_is_gone() -> None:
    for index in range(queries.head().size):
        db.session.execute(Entry.__table__.delete().where(Entry.index == index))
        assert (Fault.MISSING, index) in {(fact.fault, fact.index) for fact in found()}
        db.session.rollback()
        forging.unguard()


@pytest.mark.usefixtures("ledger")
def test_a_ledger_cut_short_is_shorter_than_its_checkpoint_says() -> None:
    last = queries.last()
    assert last is not None
    paper = held(last)
    for size in range(queries.head().size):
        db.session.execute(Entry.__table__.delete().where(Entry.index >= size))
        db.session.execute(Head.__table__.update().values(size=size))
        named = {(fact.fault, fact.index) for fact in found()}
        assert ((Fault.TRUNCATED, size) in named) == (size < last.size)
        db.session.execute(Checkpoint.__table__.delete())
        assert ((Fault.TRUNCATED, size) in {(fact.fault, fact.index) for fact in found(paper)}) == (size < last.size)
        db.session.rollback()
        forging.unguard()


@pytest.mark.usefixtures("ledger")
def test_an_open_day_cut_short_breaks_a_receipt() -> None:
    index = queries.head().size - 1
    entry = db.session.get_one(Entry, index)
    receipt = rules.Receipt(
        verb=entry.verb,
        ref=entry.ref,
        at=entry.at,
        index=index,
        leaf=entry.leaf,
        words={},
        files=[],
        key=ring().signer.public,
        closed=None,
    )
    assert list(queries.against(receipt)) == []
    db.session.execute(Entry.__table__.delete().where(Entry.index == index))
    db.session.execute(Head.__table__.update().values(size=index))
    assert found() == []
    assert [(fact.fault, fact.index) for fact in queries.against(receipt)] == [(Fault.RECEIPT, index)]


@pytest.mark.usefixtures("ledger")
def test_two_entries_that_changed_places_are_named() -> None:
    for one, two in ((0, 1), (2, 6), (3, 10)):
        for old, new in ((one, 10**6), (two, one), (10**6, two)):
            db.session.execute(text('UPDATE ledger_entries SET "index" = :n WHERE "index" = :o'), {"n": new, "o": old})
        named = {(fact.index, fact.column) for fact in found()}
        assert {(one, "index"), (two, "index")} <= named
        db.session.rollback()
        forging.unguard()


@pytest.mark.usefixtures("ledger")
def test_an_entry_whose_hashes_were_made_to_fit_breaks_the_root_of_its_day() -> None:
    forging.rewrite(5, facts='{"number":9}')
    named = [fact for fact in found() if fact.fault is Fault.ROOT]
    assert {fact.column for fact in named} == {"root", "root_sm3"}
    assert named[0].detail == "2026-09-08: 3-6"


@pytest.mark.usefixtures("ledger")
def test_a_ledger_rebuilt_and_signed_with_the_real_key_is_betrayed_by_a_checkpoint_on_paper() -> None:
    paper = held(queries.on(FIRST))
    forging.rewrite(1, facts='{"number":9}')
    forging.rebuild()
    assert found() == []
    assert next((fact.fault, fact.detail) for fact in found(paper)) == (Fault.ROOT, "paper: 0-2")


@pytest.mark.usefixtures("ledger")
def test_an_entry_slipped_in_with_yesterdays_instant_is_outside_the_day_it_claims() -> None:
    db.session.rollback()
    with transaction():
        db.session.execute(Head.__table__.update().values(closed_on=None))
        service.record("case:touch", "case-9", by=SYSTEM, at=at(FIRST, 17))
    index = queries.head().size - 1
    assert [(fact.fault, fact.index, fact.column) for fact in found()] == [(Fault.BACKDATED, index, "at")]
    assert "倒填日期" in told(found()[0])


@pytest.mark.usefixtures("ledger")
def test_an_entry_from_the_future_is_named() -> None:
    forging.act("case-0", at(FIRST + timedelta(days=30)))
    forging.close(FIRST + timedelta(days=2))
    assert [(fact.fault, fact.column) for fact in found()] == [(Fault.AFTERDATED, "at")]


@pytest.mark.usefixtures("ledger")
def test_an_entry_that_leaves_its_case_out_is_named() -> None:
    forging.rewrite(8, previous=None)
    assert (Fault.CHAIN, 8) in {(fact.fault, fact.index) for fact in found()}


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize("column", ["size", "root", "root_sm3", "at", "note"])
def test_each_column_of_each_checkpoint_is_named_when_it_is_changed(column: str) -> None:
    for point in db.session.execute(Checkpoint.__table__.select()).mappings().all():
        changed = Checkpoint.__table__.update().where(Checkpoint.day == point["day"])
        db.session.execute(changed.values({column: other(point[column])}))
        db.session.expire_all()
        assert (Fault.CHECKPOINT, column) in {(fact.fault, fact.column) for fact in found()}
        db.session.rollback()
        forging.unguard()


@pytest.mark.usefixtures("ledger")
def test_another_key_closes_no_day() -> None:
    point = queries.on(FIRST)
    words, _signatures = notes.opened(point.note)
    point.note = notes.closed(words, notes.Signer(ring().origin, bytes(32)).sign(words))
    assert next((fact.fault, fact.detail) for fact in found()) == (Fault.CHECKPOINT, "2026-09-07")


def test_stored_nodes_are_held_against_the_entries(app: Flask) -> None:
    forging.build(days=2, acts=300)
    assert queries.head().size == 902
    assert len(db.session.execute(text("SELECT * FROM ledger_nodes")).all()) == 2
    assert found() == []
    forging.unguard()
    db.session.execute(text('UPDATE ledger_nodes SET hash_sm3 = hash WHERE "index" = 1'))
    db.session.expire_all()
    assert [(fact.fault, fact.column, fact.detail) for fact in found()] == [(Fault.NODE, "hash_sm3", "8/1")]
    db.session.execute(text('DELETE FROM ledger_nodes WHERE "index" = 1'))
    assert [(fact.fault, fact.detail) for fact in found()] == [(Fault.NODE, "8/1")]
    db.session.rollback()


def test_no_act_comes_into_a_closed_day(app: Flask) -> None:
    forging.build()
    size = queries.head().size
    with pytest.raises(Conflict) as refused:
        forging.act("case-0", at(FIRST + timedelta(days=1), 23))
    assert (refused.value.code, queries.head().size) == ("ledger_day_closed", size)


def test_a_day_is_closed_once_and_after_its_end(app: Flask) -> None:
    forging.build()
    for day, code in ((FIRST, "ledger_closed_before"), (FIRST + timedelta(days=1), "ledger_closed_before")):
        with pytest.raises(Conflict) as refused:
            forging.close(day)
        assert refused.value.code == code
    open_day = FIRST + timedelta(days=2)
    with pytest.raises(Refused) as early, transaction():
        service.close(open_day, signer=ring().signer, at=at(open_day, 23))
    assert early.value.code == "ledger_day_open"


def test_proofs_lead_to_the_signed_roots(app: Flask) -> None:
    forging.build(days=4, acts=150)
    points = list(reversed(queries.latest(9)))
    for old, new in pairwise(points):
        proof = queries.consistency_proof(old.size, new.size)
        assert merkle.extends(old.size, new.size, bytes.fromhex(old.root), bytes.fromhex(new.root), proof)
    last = points[-1]
    for index in (0, 1, 255, 256, 400, last.size - 1):
        leaf = merkle.leaf_hash(bytes.fromhex(db.session.get_one(Entry, index).leaf))
        proof = queries.inclusion_proof(index, last.size)
        assert merkle.includes(index, last.size, leaf, proof, bytes.fromhex(last.root))
