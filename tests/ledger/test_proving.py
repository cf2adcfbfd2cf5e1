"""On time is what a closed day bears out: the rule, and the clocks of a case whose act was dated back."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from app.complaints import service
from app.complaints.models import Complaint
from app.kernel import clock, sealing
from app.kernel.db import db, transaction
from app.ledger import rules
from app.ledger.rules import Proof, Proved
from app.workdays import queries as workdays
from app.workdays.rules import DeadlineKind, Standing
from tests.complaints import story
from tests.ledger import receipts

MON, TUE, WED, THU = (date(2026, 9, day) for day in (7, 8, 9, 10))
CLOSED = [(MON, 10), (TUE, 20), (THU, 30)]
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("index", "claimed", "expected"),
    [
        (0, MON, Proved(Proof.PROVED, MON, MON)),
        (9, MON, Proved(Proof.PROVED, MON, MON)),
        (10, TUE, Proved(Proof.PROVED, TUE, TUE)),
        (10, MON, Proved(Proof.CONTRADICTED, TUE, TUE)),
        (29, MON, Proved(Proof.CONTRADICTED, THU, THU)),
        (29, THU, Proved(Proof.PROVED, THU, THU)),
        (30, THU, Proved(Proof.CONTRADICTED, None, None)),
        (30, THU + DAY, Proved(Proof.OPEN, THU + DAY, None)),
    ],
)
def test_an_act_is_proved_by_the_checkpoint_that_closes_its_day(index: int, claimed: date, expected: Proved) -> None:
    assert rules.proved(index, claimed, CLOSED) == expected


def test_a_day_that_was_closed_together_with_the_next_is_proved_by_that() -> None:
    assert rules.proved(25, WED, CLOSED) == Proved(Proof.PROVED, WED, THU)


def test_an_act_of_the_first_minutes_is_proved_by_the_day_before_that_was_closed_after_it() -> None:
    assert rules.proved(29, THU + DAY, CLOSED) == Proved(Proof.PROVED, THU + DAY, THU)


def test_before_any_day_is_closed_nothing_is_proved_and_nothing_denied() -> None:
    assert rules.proved(3, MON, []) == Proved(Proof.OPEN, MON, None)


@given(st.lists(st.integers(0, 5), max_size=8), st.integers(0, 45), st.integers(0, 12))
def test_no_act_counts_earlier_than_it_claims_or_is_shown(grown: list[int], index: int, claims: int) -> None:
    closings = [(MON + number * DAY, sum(grown[: number + 1])) for number in range(len(grown))]
    claimed = MON + claims * DAY
    found = rules.proved(index, claimed, closings)
    first = next((day for day, size in closings if size > index), None)
    assert found.shown == first
    if found.proof is Proof.CONTRADICTED:
        assert any(day >= claimed and size <= index for day, size in closings)
        assert found.on == first
        assert first is None or first > claimed
    else:
        assert found.on == claimed
        assert not any(day >= claimed and size <= index for day, size in closings)


@pytest.fixture
def cast(app: Flask, monkeypatch: pytest.MonkeyPatch) -> story.Cast:
    monkeypatch.setattr(story, "KEY", sealing.key(app.config["BE_IDENTITY_KEY"]))
    return story.Cast()


def verify(cast: story.Cast, complaint: Complaint, at: Any) -> None:
    with transaction():
        service.verify(complaint, fields=story.REPLY, complexity="simple", by=cast.clerk, at=at)


def proof(complaint: Complaint, today: date) -> tuple[Proved | None, Standing]:
    """What is said of the clock of the verification, due on 2026-09-11."""
    db.session.expire_all()
    found = workdays.deadline(complaint.number, DeadlineKind.VERIFICATION)
    assert found is not None
    told = workdays.proofs([found]).get(found.id)
    return told, workdays.standing(found, today, told)


def behind(*statements: str) -> None:
    with db.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def test_a_met_clock_is_proved_once_its_day_is_closed(cast: story.Cast) -> None:
    complaint = cast.referred()
    assert proof(complaint, TUE) == (None, Standing.ON_TRACK)
    verify(cast, complaint, story.REFERRED + DAY)
    assert proof(complaint, THU) == (Proved(Proof.OPEN, WED, None), Standing.MET)
    receipts.close(WED)
    assert proof(complaint, THU) == (Proved(Proof.PROVED, WED, WED), Standing.MET)


def test_an_act_dated_back_into_a_closed_day_counts_on_the_day_that_shows_it(cast: story.Cast) -> None:
    """Somebody unlocks the head, lets an act of the 15th claim the 11th, the last day, and locks it again."""
    complaint = cast.referred()
    due, acted = date(2026, 9, 11), date(2026, 9, 15)
    receipts.close(date(2026, 9, 14))
    behind("UPDATE ledger_head SET closed_on = NULL")
    verify(cast, complaint, story.REFERRED + 3 * DAY)
    behind("UPDATE ledger_head SET closed_on = '2026-09-14'")
    assert clock.day(story.REFERRED + 3 * DAY) == due
    assert proof(complaint, acted) == (Proved(Proof.CONTRADICTED, None, None), Standing.OVERDUE)
    receipts.close(acted)
    assert proof(complaint, acted + DAY) == (Proved(Proof.CONTRADICTED, acted, acted), Standing.MISSED)


@pytest.mark.parametrize("statement", ["done_at = started_at", "due_on = '2026-12-31', first_due_on = '2026-12-31'"])
def test_a_clock_that_was_changed_behind_the_service_proves_nothing(cast: story.Cast, statement: str) -> None:
    complaint = cast.referred()
    verify(cast, complaint, story.REFERRED + 9 * DAY)
    assert proof(complaint, date(2026, 9, 18))[1] is Standing.MISSED
    behind(f"UPDATE deadlines SET {statement} WHERE kind = 'verification'")
    assert proof(complaint, date(2027, 1, 4)) == (Proved(Proof.CONTRADICTED, None, None), Standing.OVERDUE)


def test_a_clock_that_nobody_stopped_cannot_be_stopped_behind_the_service(cast: story.Cast) -> None:
    complaint = cast.referred()
    behind("UPDATE deadlines SET done_at = started_at WHERE kind = 'verification'")
    assert proof(complaint, date(2026, 9, 14)) == (Proved(Proof.CONTRADICTED, None, None), Standing.OVERDUE)


def test_an_act_from_before_rows_were_sealed_is_found_by_its_instant(sqlite_app: Flask) -> None:
    cast = story.Cast()
    complaint = cast.referred()
    verify(cast, complaint, story.REFERRED + DAY)
    behind(
        "DROP TRIGGER ledger_entries_no_UPDATE",
        f"UPDATE ledger_entries SET version = 1, rows = '{{}}' WHERE ref = '{complaint.number}'",
    )
    assert proof(complaint, THU) == (Proved(Proof.OPEN, WED, None), Standing.MET)


@pytest.mark.parametrize(
    ("closed", "words"),
    [(None, "当天尚未封账"), (WED, "已由 2026-09-09 封账单证明")],
)
def test_complainant_and_office_are_told_and_the_department_is_not(
    sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch, frozen: Any, closed: date | None, words: str
) -> None:
    monkeypatch.setattr(story, "KEY", sealing.key(sqlite_app.config["BE_IDENTITY_KEY"]))
    cast = story.Cast()
    complaint = cast.referred()
    verify(cast, complaint, story.REFERRED + DAY)
    if closed:
        receipts.close(closed)
    told = {}
    for name, user in (("owner", cast.owner), ("office", cast.officer), ("clerk", cast.clerk)):
        client = sqlite_app.test_client()
        client.sign_in(user)
        told[name] = client.get(f"/complaints/{complaint.number}").get_data(as_text=True)
    assert words in told["owner"]
    assert words in told["office"]
    assert "封账" not in told["clerk"]
    assert "按时完成" in told["clerk"]


def test_a_contradicted_clock_is_told_on_the_page(
    sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch, frozen: Any
) -> None:
    monkeypatch.setattr(story, "KEY", sealing.key(sqlite_app.config["BE_IDENTITY_KEY"]))
    cast = story.Cast()
    complaint = cast.referred()
    receipts.close(WED)
    behind("UPDATE ledger_head SET closed_on = NULL")
    verify(cast, complaint, story.REFERRED + DAY)
    client = sqlite_app.test_client()
    client.sign_in(cast.owner)
    assert "与封账单不符，不能算作完成" in client.get(f"/complaints/{complaint.number}").get_data(as_text=True)
    receipts.close(THU)
    assert "与封账单不符，按 2026-09-10 完成计算" in client.get(f"/complaints/{complaint.number}").get_data(
        as_text=True
    )
