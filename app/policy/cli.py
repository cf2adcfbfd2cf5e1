"""`flask rulebook`: load the rulebook and show it. Exit codes: 0 done, 1 refused, 2 the command line itself."""

from pathlib import Path

import click
from flask.cli import AppGroup
from flask_babel import gettext as _

from app.kernel import clock, wording
from app.kernel.db import transaction
from app.kernel.errors import Refused
from app.kernel.permissions import SYSTEM
from app.policy import queries, rules, schemas, service

group = AppGroup("rulebook", help="The rulebook: every number of the measures, with clause and days of effect.")


@group.command("load")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), default=schemas.DEFAULT)
def load(file: Path) -> None:
    """Add the rules of FILE (by default the one that comes with the service) that are not known yet. Safe to repeat."""
    try:
        rows = schemas.rulebook(file.read_bytes())
    except Refused as refused:
        told = wording.tell(refused.code, refused.facts)
        click.echo(told.whole, err=True)
        raise SystemExit(1) from refused
    with transaction():
        added = len(service.load(rows, by=SYSTEM, at=clock.now()))
    click.echo(_("新增 %(added)s 条规则，已有的 %(kept)s 条不变。", added=added, kept=len(rows) - added))


@group.command("show")
def show() -> None:
    """Every rule in force today."""
    for row in queries.rulebook(clock.today()):
        words = [row.rule_id, rules.written(row.value), "" if row.unit is rules.Unit.NONE else str(row.unit)]
        click.echo(" ".join(word for word in [*words, row.clause, str(row.from_on)] if word))
