"""Models and migrations agree, in every name, on both databases; migrations go down and up again and import no app."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import CheckConstraint, ForeignKeyConstraint, MetaData, UniqueConstraint, event, inspect, text

from app.factory import create_app
from app.kernel.db import Base, db

VERSIONS = sorted((Path(__file__).parents[2] / "migrations/versions").glob("*.py"))


def metadata() -> MetaData:
    return Base.metadata


def modelled() -> dict[str, dict[str, set[str]]]:
    """Table by table, the names of everything that the models demand."""
    return {
        table.name: {
            "checks": {str(c.name) for c in table.constraints if isinstance(c, CheckConstraint)},
            "uniques": {str(c.name) for c in table.constraints if isinstance(c, UniqueConstraint)},
            "foreign keys": {
                f"{','.join(c.column_keys)} -> {c.elements[0].target_fullname.split('.')[0]}"
                for c in table.constraints
                if isinstance(c, ForeignKeyConstraint)
            },
            "indexes": {str(index.name) for index in table.indexes},
            "columns": {column.name for column in table.columns},
        }
        for table in metadata().tables.values()
    }


def migrated() -> dict[str, dict[str, set[str]]]:
    """The same, of the database that the migrations made."""
    found = inspect(db.engine)
    return {
        name: {
            "checks": {str(c["name"]) for c in found.get_check_constraints(name)},
            "uniques": {str(c["name"]) for c in found.get_unique_constraints(name)},
            "foreign keys": {
                f"{','.join(c['constrained_columns'])} -> {c['referred_table']}" for c in found.get_foreign_keys(name)
            },
            "indexes": {str(i["name"]) for i in found.get_indexes(name) if not i.get("duplicates_constraint")},
            "columns": {c["name"] for c in found.get_columns(name)},
        }
        for name in found.get_table_names()
        if name != "alembic_version"
    }


def test_models_and_migrations_name_the_same_things(app: Flask) -> None:
    demanded, made = modelled(), migrated()
    assert set(demanded) == set(made)
    different = {
        (table, what): (demanded[table][what] - made[table][what], made[table][what] - demanded[table][what])
        for table in demanded
        for what in demanded[table]
        if demanded[table][what] != made[table][what]
    }
    assert different == {}, "(only in the models, only in the migrations)"


def test_models_and_migrations_agree_on_types_and_nulls(app: Flask) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata()) == []


def checks(kind: str, tables: Any) -> dict[str, str]:
    return {
        str(check["name"]): " ".join(check["sqltext"].split())
        for table in tables
        for check in inspect(db.engine).get_check_constraints(table)
    }


def test_checks_say_the_same_in_models_and_migrations(app: Flask) -> None:
    """The database itself writes both down: one schema made by the migrations, one by the models."""
    by_migrations = checks("migrated", metadata().tables)
    db.session.remove()
    with app.app_context():
        flask_migrate.downgrade(revision="base")
        metadata().create_all(db.engine)
    assert checks("modelled", metadata().tables) == by_migrations


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, databases: Any) -> Iterator[Flask]:
    database = databases(request.param)
    url = database.create_empty()
    made = create_app({"BE_MODE": "test", "DATABASE_URL": url})
    with made.app_context():
        yield made
        db.session.remove()
        db.engine.dispose()
    database.drop(url)


def test_migrations_go_down_and_up_again(empty: Flask) -> None:
    flask_migrate.upgrade()
    first = migrated()
    flask_migrate.downgrade(revision="base")
    assert migrated() == {}
    if db.engine.dialect.name == "postgresql":
        own = "SELECT count(*) FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace WHERE nspname = 'public'"
        with db.engine.connect() as connection:
            assert connection.execute(text(own)).scalar_one() == 0
    flask_migrate.upgrade()
    assert migrated() == first


def test_each_migration_goes_down_and_up_by_itself(empty: Flask) -> None:
    flask_migrate.upgrade()
    for _ in VERSIONS:
        before = migrated()
        flask_migrate.downgrade(revision="-1")
        flask_migrate.upgrade(revision="+1")
        assert migrated() == before
        flask_migrate.downgrade(revision="-1")


@pytest.mark.parametrize("file", VERSIONS, ids=lambda file: file.stem)
def test_a_migration_imports_nothing_of_the_app(file: Path) -> None:
    tree = ast.parse(file.read_text())
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert [name for name in names if name.split(".")[0] in {"app", "config"}] == []


def test_every_migration_says_what_it_is_for_and_can_be_undone() -> None:
    for file in VERSIONS:
        tree = ast.parse(file.read_text())
        assert ast.get_docstring(tree), file.name
        assert {"upgrade", "downgrade"} <= {n.name for n in tree.body if isinstance(n, ast.FunctionDef)}, file.name


def test_a_migration_cut_off_before_its_end_leaves_nothing(empty: Flask) -> None:
    """All its tables are made and its mark is not yet written: the step is not there at all, on either database."""
    flask_migrate.upgrade(revision=VERSIONS[0].stem)
    before = migrated()

    def cut(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if statement.startswith("UPDATE alembic_version"):
            raise InterruptedError("cut off")

    event.listen(db.engine, "before_cursor_execute", cut)
    with pytest.raises(InterruptedError, match="cut off"):
        flask_migrate.upgrade()
    assert migrated() == before
