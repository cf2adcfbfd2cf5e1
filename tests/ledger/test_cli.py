"""The rights of the role under which the service runs: it may add to the ledger and read it, and that is all."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import ProgrammingError

from app.kernel.db import db

ENTRY = """
INSERT INTO ledger_entries ("index", version, verb, ref, ref_seq, actor, acting_role, behalf, request_id, at, facts,
facts_hash, rows, salt, entry, leaf, leaf_sm3)
VALUES (0, 1, 'a:b', 'r', 1, 'system', '', '', '', now(), '{}', '', '{}', '', '', '', '')
"""


@pytest.fixture
def service_role(postgresql_app: Flask) -> Iterator[Engine]:
    """The same database, entered as a role of its own to which `flask ledger grant` gave its rights."""
    name = f"service {db.engine.url.database}"
    with db.engine.begin() as owner:
        owner.execute(text(f"CREATE ROLE \"{name}\" LOGIN PASSWORD 'x'"))
    done = postgresql_app.test_cli_runner().invoke(args=["ledger", "grant", name])
    assert done.exit_code == 0, done.output
    engine = create_engine(db.engine.url.set(username=name, password="x"))
    yield engine
    engine.dispose()
    with db.engine.begin() as owner:
        owner.execute(text(f'DROP OWNED BY "{name}"'))
        owner.execute(text(f'DROP ROLE "{name}"'))


def test_the_service_adds_entries_and_reads_them(service_role: Engine) -> None:
    with service_role.begin() as connection:
        connection.execute(text(ENTRY))
        assert connection.execute(text("SELECT count(*) FROM ledger_entries")).scalar_one() == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entries SET verb = 'c:d'",
        "DELETE FROM ledger_entries",
        "TRUNCATE ledger_entries",
        "DROP TABLE ledger_entries",
        "ALTER TABLE ledger_entries DISABLE TRIGGER ALL",
        "DROP TRIGGER ledger_entries_append_only ON ledger_entries",
        "UPDATE alembic_version SET version_num = ''",
        *(
            change.format(table)
            for table in ("ledger_nodes", "ledger_checkpoints", "ledger_cosignatures")
            for change in ("DELETE FROM {}", "TRUNCATE {} CASCADE", "DROP TABLE {} CASCADE")
        ),
        "UPDATE ledger_nodes SET hash = ''",
        "UPDATE ledger_checkpoints SET note = ''",
        "UPDATE ledger_cosignatures SET line = ''",
    ],
)
def test_the_service_may_not_change_what_is_written(service_role: Engine, statement: str) -> None:
    with (
        service_role.begin() as connection,
        pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
    ):
        connection.execute(text(statement))


def test_the_service_has_what_it_needs_on_every_other_table(service_role: Engine) -> None:
    with service_role.connect() as connection:
        for table in set(inspect(connection).get_table_names()) - {"ledger_entries", "alembic_version"}:
            asked = text(
                f"SELECT has_table_privilege('{table}', 'SELECT') AND has_table_privilege('{table}', 'INSERT')"
            )
            assert connection.execute(asked).scalar_one(), table


def test_sqlite_has_no_roles_and_says_so(sqlite_app: Flask) -> None:
    done = sqlite_app.test_cli_runner().invoke(args=["ledger", "grant", "service"])
    assert done.exit_code == 1
    assert "only PostgreSQL" in done.output
