"""What the audit and the public list ask for often is looked up in an index, on both databases."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text

from app.audit.queries import Asked
from app.audit.queries.complaining import clocks
from app.kernel import clock
from app.kernel.db import db
from app.ledger.models import Entry
from app.publication.queries.public import Filters, _keys
from app.results.rules import Kind
from app.workdays.models import Deadline
from app.workdays.queries import unmet
from app.workdays.rules import DeadlineKind
from tests import conftest, make


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request: pytest.FixtureRequest, databases: Callable[[str], conftest.Database]) -> Iterator[Flask]:
    """The service on a new database, whose tables nobody has counted.

    PostgreSQL takes such tables for larger than they are. In one that another test used its autovacuum may have
    found them empty, and of empty tables any index is as good as the other.
    """
    database = databases(request.param)
    with conftest._app(database, database.template) as made:
        yield made


def plan(statement: Any) -> str:
    """How the database would answer a statement if its tables were large."""
    dialect = db.engine.dialect
    told = statement.compile(dialect=dialect, compile_kwargs={"literal_binds": True})
    if dialect.name == "postgresql":
        db.session.execute(text("SET LOCAL enable_seqscan = off"))
        db.session.execute(text("SET LOCAL enable_bitmapscan = off"))
    how = "EXPLAIN" if dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
    return "\n".join(str(row[-1]) for row in db.session.connection().exec_driver_sql(f"{how} {told}"))


def test_clocks_that_were_not_met_have_an_index_of_their_own(app: Flask) -> None:
    make.rulebook()
    assert "ix_deadlines_unmet" in plan(clocks(Asked(clock.day(make.AT)), DeadlineKind.ACCEPTANCE))
    assert "ix_deadlines_unmet" in plan(select(Deadline.id).where(Deadline.kind == DeadlineKind.ANSWER, unmet()))
    assert "ix_deadlines_unmet" not in plan(select(Deadline.id).where(Deadline.kind == DeadlineKind.ANSWER))


def test_acts_are_looked_up_by_their_verb(app: Flask) -> None:
    looks = select(Entry.index).where(Entry.verb == "complaint:look").order_by(Entry.index)
    assert "ix_ledger_entries_verb" in plan(looks)


def test_the_public_list_reads_rows_of_what_it_shows_only(app: Flask) -> None:
    """By every filter the keys come out of an index alone."""
    day, key = clock.day(make.AT), 1
    for filters in (
        Filters(),
        Filters(kind=Kind.NO_PROBLEM),
        Filters(department_id=key),
        Filters(kind=Kind.NO_PROBLEM, department_id=key, from_on=day, until_on=day),
    ):
        asked = plan(_keys(filters).limit(50))
        assert "COVERING INDEX ix_publications" in asked or "Index Only Scan" in asked, (filters, asked)
