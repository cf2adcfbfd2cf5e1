"""`flask ledger grant`: the rights of the database role under which the service runs."""

import click
from flask.cli import with_appcontext
from sqlalchemy import inspect, text

from app.kernel.db import db, transaction

APPEND_ONLY = frozenset({"ledger_entries", "ledger_nodes", "ledger_checkpoints", "ledger_cosignatures"})
READ_ONLY = frozenset({"alembic_version"})


@click.command("grant")
@click.argument("role")
@with_appcontext
def grant(role: str) -> None:
    """Give ROLE the rights that the service needs, and no more: ledger entries are added and read, never changed.

    PostgreSQL only. Run it as the owner of the tables, after each migration; ROLE must exist and own nothing.
    """
    if db.engine.dialect.name != "postgresql":
        raise click.ClickException("only PostgreSQL has roles; on SQLite the triggers alone guard the ledger")
    with transaction():
        for statement in statements(role):
            db.session.execute(text(statement))
    click.echo(f"{role}: rights set")


def statements(role: str) -> list[str]:
    """The SQL, table by table: whatever the role had before is taken away first."""
    prepare = db.engine.dialect.identifier_preparer
    who = prepare.quote_identifier(role)
    found = [f"GRANT USAGE ON SCHEMA public TO {who}", f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {who}"]
    for table in sorted(inspect(db.engine).get_table_names()):
        named = prepare.quote_identifier(table)
        found += [f"REVOKE ALL ON {named} FROM {who}", f"GRANT {_rights(table)} ON {named} TO {who}"]
    return found


def _rights(table: str) -> str:
    if table in READ_ONLY:
        return "SELECT"
    return "SELECT, INSERT" if table in APPEND_ONLY else "SELECT, INSERT, UPDATE, DELETE"
