"""Closing days: by command, and by the timer every night."""

import os
from datetime import date, datetime, time, timedelta
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from app.kernel import clock, timer, wording
from app.kernel.db import transaction
from app.kernel.errors import Conflict, Refused
from app.ledger import queries, service
from app.ledger.rules.keyring import Keyring

CLOSES_AT = time(0, 10)


def keys() -> Keyring:
    """The keys that the settings name."""
    found: Keyring = current_app.extensions["ledger"]
    return found


@timer.work("ledger:close")
def close_yesterday(at: datetime) -> int:
    """Close yesterday, ten minutes after its end: whatever began before midnight has landed by then.

    Of two timers at once one closes the day, and the other has nothing to do.
    """
    yesterday = clock.day(at) - timedelta(days=1)
    head = queries.head()
    if clock.local(at).time() < CLOSES_AT or head.size == 0 or (head.closed_on and head.closed_on >= yesterday):
        return 0
    try:
        with transaction():
            service.close(yesterday, signer=keys().signer, at=at)
    except Conflict:
        return 0
    return 1


@click.command("checkpoint")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="The day to close; without it yesterday.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the checkpoint to this file too.")
@with_appcontext
def checkpoint(day: datetime | None, out: Path | None) -> None:
    """Close a day and print its checkpoint, signed. A day that is closed already is printed again."""
    now = clock.now()
    wanted = day.date() if day else clock.day(now) - timedelta(days=1)
    try:
        note = _note(wanted, now)
    except Refused as refused:
        raise click.ClickException(wording.tell(refused.code, refused.facts).whole) from refused
    click.echo(note, nl=False)
    if out is not None:
        _write(out, note)


def _write(path: Path, note: str) -> None:
    """The file is there as a whole or not at all: nobody publishes half a checkpoint."""
    beside = path.with_name(f".{path.name}.new")
    with beside.open("w", encoding="utf-8") as file:
        file.write(note)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def _note(wanted: date, now: datetime) -> str:
    last = queries.last()
    if last is not None and wanted <= last.day:
        return queries.cosigned_note(queries.on(wanted))
    with transaction():
        made = service.close(wanted, signer=keys().signer, at=now)
        return made.note


@click.command("key")
@with_appcontext
def key() -> None:
    """Print the public keys of the ledger: what an outsider checks checkpoints and receipts with."""
    for found in keys().trusted:
        click.echo(str(found))
