"""`flask penalties`: the lists of leniency; and the line's work for the timer."""

import json
from datetime import datetime
from pathlib import Path

import click
from flask.cli import AppGroup
from flask_babel import gettext as _

from app.kernel import clock, timer
from app.kernel.db import transaction
from app.kernel.permissions import SYSTEM
from app.penalties import service

group = AppGroup("penalties", help="The penalty line.")


@group.command("lists")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
def lists(file: Path | None) -> None:
    """Load the lists of leniency from FILE (JSON; without one, those that the law gives). Safe to repeat."""
    rows = json.loads(file.read_text("utf-8")) if file else None
    with transaction():
        count = service.load_lists(rows, by=SYSTEM, at=clock.now())
    click.echo(_("已载入 %(count)s 条清单事项。", count=count))


@timer.work("penalties:purge")
def purge(at: datetime) -> int:
    """Throw away drafts that nobody has touched for 30 days."""
    with transaction():
        return service.purge(at=at)
