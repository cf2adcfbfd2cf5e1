"""The scenes at the terminal: a missing calendar is red until it is loaded; a restored copy is proved, row by row."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from app.factory import create_app
from app.kernel import clock
from app.kernel.permissions import Role
from tests import make
from tests.conftest import Client

NOVEMBER = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
NOTICE = "date,kind,name\n2027-01-01,休,元旦\n2027-01-02,休,元旦\n2027-01-03,休,元旦\n"
MISSING = "2027 年的工作日历还没有载入"


@pytest.fixture(autouse=True)
def _by_the_wall() -> Iterator[None]:
    """The clock of the demo city, which runs apart while the tests of this folder look at it, is set aside."""
    apart = clock.now() - clock.wall()
    clock.shift(timedelta())
    yield
    clock.shift(timedelta(seconds=round(apart.total_seconds())))


def test_a_missing_calendar_is_red_until_it_is_loaded(
    sqlite_app: Flask, staff: Callable[..., Client], frozen: Any, tmp_path: Path
) -> None:
    make.rulebook()
    make.calendar()
    cli, notice = sqlite_app.test_cli_runner(), tmp_path / "2027.csv"
    notice.write_text(NOTICE, "utf-8")
    assert cli.invoke(args=["calendar", "check"]).exit_code == 0
    frozen.move_to(NOVEMBER)
    office = staff(Role.OVERSIGHT)
    assert MISSING in office.get("/desk").text
    assert cli.invoke(args=["calendar", "check"]).exit_code == 1
    for more in (["--dry-run"], []):
        assert MISSING in office.get("/desk").text
        done = cli.invoke(args=["calendar", "import", str(notice), *more])
        assert done.exit_code == 0, done.output
    assert cli.invoke(args=["calendar", "check"]).exit_code == 0
    assert MISSING not in office.get("/desk").text


def proved(restored: Flask, command: str) -> Result:
    """What the ledger's command says of the restored database, not of the one that the test came with."""
    with restored.app_context():
        return restored.test_cli_runner().invoke(args=["ledger", command])


@pytest.mark.parametrize("city", ["sqlite"], indirect=True)
def test_a_restored_copy_is_proved_and_one_changed_word_is_found(city: Flask, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    address = city.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///")
    with closing(sqlite3.connect(address)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    restored = create_app({"BE_MODE": "demo", "DATABASE_URL": f"sqlite:///{copy}"})
    for command in ("verify", "fsck"):
        done = proved(restored, command)
        assert done.exit_code == 0, done.output
    with closing(sqlite3.connect(copy)) as target:
        guards = [name for (name,) in target.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
        for name in guards:
            target.execute(f'DROP TRIGGER "{name}"')
        target.execute("UPDATE complaint_replies SET findings = '没有问题' WHERE id = 1")
        target.commit()
    done = proved(restored, "fsck")
    assert done.exit_code == 1
    assert "complaint_replies/1" in done.output
