"""`flask measures`: load a year's list; the timer's work: reminders, old drafts."""

import json
from datetime import datetime
from pathlib import Path

import click
from flask.cli import AppGroup
from flask_babel import gettext as _

from app.kernel import clock, timer, wording
from app.kernel.db import transaction
from app.kernel.errors import Refused
from app.kernel.permissions import SYSTEM
from app.kernel.shelf import digest
from app.measures import schemas, service

group = AppGroup("measures", help="The tasks and measures of a year.")


@group.command("load")
@click.argument("year", type=click.IntRange(2000, 2099))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), default=schemas.DEFAULT)
def load(year: int, file: Path) -> None:
    """Load the list of YEAR from FILE (JSON; by default the one that comes with the service). Safe to repeat."""
    data = file.read_bytes()
    try:
        rows = schemas.shipped(year, data)
        with transaction():
            counts = service.load(rows, digest=digest(data), by=SYSTEM, at=clock.now())
    except Refused as refused:
        raise click.ClickException(wording.tell(refused.code, refused.facts).whole) from refused
    except (ValueError, KeyError, TypeError, StopIteration) as error:
        raise click.ClickException(f"{file}: {type(error).__name__}: {error}") from error
    click.echo(json.dumps(counts))
    click.echo(_("共 %(count)s 项措施。", count=len(rows)))


@timer.work("measures:remind")
def remind(at: datetime) -> int:
    """Remind units of reports that are due soon or late, once of each quarter."""
    with transaction():
        return service.remind(by=SYSTEM, at=at)


@timer.work("measures:purge")
def purge(at: datetime) -> int:
    """Throw away drafts that nobody has touched for 30 days."""
    with transaction():
        return service.purge(at=at)
