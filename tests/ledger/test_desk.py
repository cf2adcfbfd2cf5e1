"""The office's desk says, in red, where the ledger needs it: an open yesterday, a checkpoint without witnesses."""

from datetime import date, timedelta
from typing import Any

from flask import Flask

from app.ledger import queries
from app.ledger.rules import notes
from tests.complaints import story
from tests.complaints.desk import Office, house, key
from tests.ledger import days

__all__ = ["house", "key"]
DAY = date(2026, 9, 11)
WITNESS = notes.Signer("audit.example", b"w" * 32, notes.WITNESS_KEY)


def test_an_open_yesterday_stands_on_the_desk_from_nine_on(house: Office, frozen: Any) -> None:
    story.filed(house.owner, at=days.noon(DAY))
    frozen.move_to(days.noon(DAY) + timedelta(hours=20, minutes=59))
    assert "台账" not in main(house)
    frozen.shift(timedelta(minutes=1))
    assert "昨天的台账还没有封账" in main(house)
    assert 'href="/ledger"' in main(house)


def test_missing_witnesses_stand_on_the_desk_where_there_are_any(house: Office, sqlite_app: Flask, frozen: Any) -> None:
    story.filed(house.owner, at=days.noon(DAY))
    found = days.close(sqlite_app, DAY)
    frozen.move_to(queries.witnessed_by(found))
    assert "台账" not in main(house)
    sqlite_app.extensions["ledger"] = sqlite_app.extensions["ledger"]._replace(witnesses=(WITNESS.public,))
    assert "1 天的封账单见证不足" in main(house)
    line = str(WITNESS.cosign(notes.opened(queries.on(DAY).note)[0], 1_788_915_600))
    sent = sqlite_app.test_client().post(f"/api/v1/ledger/checkpoints/{DAY}/cosignatures", json={"line": line})
    assert sent.status_code == 200
    assert "台账" not in main(house)


def main(house: Office) -> str:
    """What stands on the desk, without header and footer."""
    answer = house.office.get("/desk")
    assert answer.status_code == 200
    return str(answer.text.partition("<main")[2].partition("</main>")[0])
