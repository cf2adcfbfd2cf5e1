"""Runs the migrations on the database that the service is configured for."""

from alembic import context
from flask import current_app

migrate = current_app.extensions["migrate"]
engine = migrate.db.engine


def run() -> None:
    """Every step in one transaction where the database can; SQLite tables are rebuilt to be altered."""
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=migrate.configure_args["metadata"],
            render_as_batch=True,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
