"""`flask complaints`: the categories; and the complaint line's work for the timer."""

import json
from datetime import datetime
from pathlib import Path

import click
from flask.cli import AppGroup
from flask_babel import gettext as _

from app.complaints import service
from app.kernel import clock, timer
from app.kernel.db import transaction
from app.kernel.permissions import SYSTEM

group = AppGroup("complaints", help="The complaint line.")


@group.command("categories")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
def categories(file: Path | None) -> None:
    """Load the kinds of complaint from FILE (JSON; without one, those that come with the service). Safe to repeat."""
    rows = json.loads(file.read_text("utf-8")) if file else None
    with transaction():
        count = service.load_categories(rows, by=SYSTEM, at=clock.now())
    click.echo(_("已载入 %(count)s 个问题类别。", count=count))


@timer.work("complaints:remind")
def remind(at: datetime) -> int:
    """Tell who has to act by the next working day, or is late: once for each clock."""
    with transaction():
        return service.remind(at=at)


@timer.work("complaints:purge")
def purge(at: datetime) -> int:
    """Throw away drafts that nobody has touched for 30 days."""
    with transaction():
        return service.purge(at=at)
