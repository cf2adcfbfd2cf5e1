"""Days are closed by the timer and by command; witnesses' signatures are taken in once."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from app.kernel import clock
from app.kernel.db import db, transaction
from app.kernel.errors import Missing, Refused
from app.ledger import queries, rules, service
from app.ledger.cli import close_yesterday
from app.ledger.models import Entry
from app.ledger.rules import notes
from tests.ledger import forging
from tests.ledger.forging import FIRST, at, ring

NIGHT = datetime(2026, 9, 8, 16, 10, tzinfo=UTC)  # 00:10 of the 9th in Shanghai


def witness(name: str = "公证处") -> notes.Signer:
    return notes.Signer(name, name.encode().ljust(32, b"0")[:32], notes.WITNESS_KEY)


def test_the_timer_closes_yesterday_once_at_ten_past_midnight(app: Flask) -> None:
    forging.act("case-1", at(FIRST))
    assert close_yesterday(NIGHT - timedelta(minutes=1)) == 0
    assert close_yesterday(NIGHT) == 1
    assert close_yesterday(NIGHT + timedelta(minutes=1)) == 0
    last = queries.last()
    assert last is not None
    assert (last.day, last.size) == (FIRST + timedelta(days=1), 1)


def test_the_timer_that_was_stopped_for_days_makes_up_with_one_checkpoint(app: Flask) -> None:
    forging.build()
    assert close_yesterday(NIGHT + timedelta(days=9)) == 1
    assert [point.day.day for point in queries.latest(9)] == [17, 8, 7]
    assert forging.found() == []


def test_of_two_timers_at_once_one_closes_the_day(app: Flask) -> None:
    forging.build(days=0)
    start, done = threading.Barrier(4), []

    def tick() -> None:
        with app.app_context():
            start.wait(timeout=30)
            done.append(close_yesterday(NIGHT))

    threads = [threading.Thread(target=tick) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(done) == [0, 0, 0, 1]
    assert queries.count() == 1
    assert forging.found() == []


def test_an_empty_ledger_is_not_closed(app: Flask) -> None:
    assert close_yesterday(NIGHT) == 0


def test_a_checkpoint_says_what_is_signed_in_the_form_of_c2sp(app: Flask) -> None:
    forging.build()
    point = queries.on(FIRST)
    lines = point.note.split("\n")
    assert lines[0] == ring().origin == "localhost/ledger"
    assert lines[1] == "3"
    assert lines[3:6] == ["day 2026-09-07", "at 2026-09-07T16:10:00Z", lines[5]]
    assert lines[5].startswith("sm3 ")
    assert lines[7].startswith("— localhost/ledger ")
    assert rules.signed_closing(point.note, ring().signer.public).root.hex() == point.root


def test_closing_is_an_act_of_the_next_day(app: Flask) -> None:
    forging.build(days=1)
    [entry, *_rest] = [entry for entry in queries.of("ledger") if entry.verb == "ledger:close"]
    assert entry.index == queries.on(FIRST).size
    assert queries.closing(entry) is None
    first = db.session.get(Entry, 0)
    assert first is not None
    found = queries.closing(first)
    assert found is not None
    assert found.day == FIRST


def test_a_day_that_is_closed_is_printed_again_with_its_witnesses(app: Flask, frozen: Any) -> None:
    forging.build()
    runner = app.test_cli_runner()
    first = runner.invoke(args=["ledger", "checkpoint", "--day", "2026-09-08"])
    line = str(witness().cosign(notes.opened(queries.on(FIRST + timedelta(days=1)).note)[0], 1_789_000_000))
    with transaction():
        service.cosign(FIRST + timedelta(days=1), line, witnesses=(witness().public,), at=clock.now())
    again = runner.invoke(args=["ledger", "checkpoint", "--day", "2026-09-08"])
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert again.output == first.output + line


def test_today_is_not_closed_by_command(app: Flask, frozen: Any) -> None:
    forging.build()
    done = app.test_cli_runner().invoke(args=["ledger", "checkpoint", "--day", "2026-09-11"])
    assert (done.exit_code, "还没有结束" in done.output) == (1, True)


def test_the_public_key_is_printed(app: Flask) -> None:
    done = app.test_cli_runner().invoke(args=["ledger", "key"])
    assert done.output.strip() == str(ring().signer.public)


def test_a_witness_signs_a_day_once(app: Flask) -> None:
    forging.build()
    point, keys = queries.on(FIRST), (witness().public, witness("人大办").public)
    text, _signatures = notes.opened(point.note)
    for signer, when in ((witness(), 1_789_000_000), (witness(), 1_789_000_500), (witness("人大办"), 1_789_000_900)):
        with transaction():
            service.cosign(FIRST, str(signer.cosign(text, when)), witnesses=keys, at=NIGHT)
    rows = queries.cosignatures([FIRST])[FIRST]
    assert {row.witness: row.signed_at for row in rows} == {
        "公证处": datetime.fromtimestamp(1_789_000_000, UTC),
        "人大办": datetime.fromtimestamp(1_789_000_900, UTC),
    }
    assert list(queries.cosignature_findings(keys)) == []


def test_what_is_no_witness_of_ours_signs_nothing(app: Flask) -> None:
    forging.build()
    text, other = (notes.opened(queries.on(FIRST + timedelta(days=n)).note)[0] for n in (0, 1))
    wrong = {
        "—": "cosignature_unreadable",
        "— 公证处 AAAA\n": "cosignature_unreadable",
        str(witness("路人").cosign(text, 1)): "cosignature_wrong",
        str(witness().cosign(other, 1)): "cosignature_wrong",
        str(witness().sign(text)): "cosignature_wrong",
    }
    for line, code in wrong.items():
        with pytest.raises(Refused) as refused, transaction():
            service.cosign(FIRST, line, witnesses=(witness().public,), at=NIGHT)
        assert refused.value.code == code, line
    with pytest.raises(Missing), transaction():
        service.cosign(FIRST - timedelta(days=9), "", witnesses=(), at=NIGHT)


def test_days_with_too_few_witnesses_are_told_from_nine_on(app: Flask) -> None:
    forging.build()
    keys = [witness(name).public for name in ("公证处", "人大办", "工商联")]
    text, _signatures = notes.opened(queries.on(FIRST).note)
    for name in ("公证处", "人大办"):
        with transaction():
            line = str(witness(name).cosign(text, 1_789_000_000))
            service.cosign(FIRST, line, witnesses=tuple(keys), at=NIGHT)
    morning = at(FIRST + timedelta(days=2), 9)
    assert queries.unwitnessed(keys, at=morning - timedelta(seconds=1)) == []
    assert [(point.day, n) for point, n in queries.unwitnessed(keys, at=morning)] == [(FIRST + timedelta(days=1), 0)]
    assert queries.unwitnessed([], at=morning) == []


def test_yesterday_still_open_at_nine_is_told(app: Flask) -> None:
    forging.build()
    third = FIRST + timedelta(days=3)
    assert not queries.stale(at=at(third, 8))
    assert queries.stale(at=at(third, 9))
    forging.close(FIRST + timedelta(days=2))
    assert not queries.stale(at=at(third, 9))
