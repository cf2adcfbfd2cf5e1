"""What is done without anybody asking: `flask tick`, started every minute by a timer, does each piece of work once.

A slice's `cli.py` registers its own with `@timer.work("slice:verb")`. A piece decides for itself what is due, is an act
of its own (`with transaction():`), and is safe to do twice. Of two timers at once one does it, the other passes on.
"""

from collections.abc import Callable
from datetime import datetime

import click
from flask.cli import with_appcontext

from app.kernel import clock
from app.kernel.db import alone, db

Work = Callable[[datetime], int]
WORKS: dict[str, Work] = {}


def work(name: str) -> Callable[[Work], Work]:
    """Register a piece of timer work: it gets the present instant and returns how many things it did."""

    def register(piece: Work) -> Work:
        WORKS[name] = piece
        return piece

    return register


@click.command("tick")
@with_appcontext
def tick() -> None:
    """Do what is due now. A piece that fails does not keep the others from being done; the exit code is then 1."""
    failed = [name for name, piece in WORKS.items() if not _done(name, piece)]
    if failed:
        raise click.ClickException(f"failed: {', '.join(failed)}")


def _done(name: str, piece: Work) -> bool:
    try:
        with alone(name) as mine:
            count = piece(clock.now()) if mine else 0
    except Exception as error:
        db.session.rollback()
        click.echo(f"{name}: {type(error).__name__}: {error}", err=True)
        return False
    if count:
        click.echo(f"{name}: {count}")
    return True
