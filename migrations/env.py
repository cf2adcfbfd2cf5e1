"""Runs the migrations on the database that the service is configured for: each of them whole, or not at all."""

from alembic import context
from alembic.migration import MigrationContext
from flask import current_app
from sqlalchemy import Connection, event

migrate = current_app.extensions["migrate"]


def prepare_sqlite(connection: Connection) -> None:
    """SQLite rebuilds a table to alter it: keep foreign keys from deleting what refers to the old one meanwhile.

    Its driver opens a transaction only before a change of rows, so it is told to open one before a change of tables.
    """
    connection.detach()
    connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
    connection.commit()
    event.listen(connection, "begin", lambda begun: begun.exec_driver_sql("BEGIN IMMEDIATE"))


def refuse_dangling(ctx: MigrationContext, **_more: object) -> None:
    """Stop, and undo the step, where a rebuilt table left a reference to nothing."""
    connection = ctx.connection
    if connection is None or connection.dialect.name != "sqlite":
        return
    if dangling := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        raise RuntimeError(f"references to nothing after the migration: {dangling[:5]}")


def run() -> None:
    """Bring the database to the wished revision."""
    with migrate.db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            prepare_sqlite(connection)
        context.configure(
            connection=connection,
            target_metadata=migrate.configure_args["metadata"],
            render_as_batch=True,
            transactional_ddl=True,
            transaction_per_migration=True,
            on_version_apply=refuse_dangling,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
