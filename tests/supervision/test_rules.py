"""What lateness leads to, and how an order moves: without database."""

from datetime import UTC, datetime, timedelta

import pytest

from app.kernel.errors import Refused
from app.supervision import rules
from app.supervision.rules import Kind, Numbers, ReferralState, State

NUMBERS = Numbers(1, 1, 3, 1, 3)
NOW = datetime(2026, 9, 11, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("left", "over", "unanswered", "kind"),
    [
        (2, False, False, None),
        (1, False, False, Kind.BLUE),
        (0, False, False, Kind.BLUE),
        (0, True, False, None),
        (-1, True, False, Kind.YELLOW),
        (-2, True, False, Kind.YELLOW),
        (-2, True, True, Kind.RED),
        (-3, True, False, Kind.RED),
        (-30, True, True, Kind.RED),
    ],
)
def test_lateness_leads_to_a_colour(left: int, over: bool, unanswered: bool, kind: Kind | None) -> None:
    assert rules.proposed(left, over=over, unanswered=unanswered, numbers=NUMBERS) is kind


def test_a_city_sets_other_numbers() -> None:
    patient = Numbers(3, 2, 10, 1, 3)
    assert rules.proposed(3, over=False, unanswered=False, numbers=patient) is Kind.BLUE
    assert rules.proposed(-1, over=True, unanswered=False, numbers=patient) is None
    assert rules.proposed(-9, over=True, unanswered=False, numbers=patient) is Kind.YELLOW


@pytest.mark.parametrize("verb", rules.MOVES)
@pytest.mark.parametrize("state", State)
def test_a_verb_moves_an_order_as_the_table_says(verb: str, state: State) -> None:
    if verb in rules.open_verbs(state):
        assert rules.after(state, verb) is rules.MOVES[verb][state]
    else:
        with pytest.raises(Refused, match="supervision_wrong_state"):
            rules.after(state, verb)


def test_a_referral_is_taken_up_and_then_concluded() -> None:
    assert rules.referral_after(ReferralState.SENT, "take_up") is ReferralState.TAKEN
    assert rules.referral_after(ReferralState.TAKEN, "conclude") is ReferralState.CONCLUDED
    for state, verb in ((ReferralState.SENT, "conclude"), (ReferralState.CONCLUDED, "take_up")):
        with pytest.raises(Refused, match="supervision_wrong_state"):
            rules.referral_after(state, verb)


@pytest.mark.parametrize("kind", [Kind.RED, Kind.INTERVIEW, Kind.ONSITE])
def test_who_summons_says_when_and_where(kind: Kind) -> None:
    later = NOW + timedelta(hours=1)
    rules.check_meeting(kind, later, "会议室", now=NOW)
    for at, place, code in (
        (None, "会议室", "supervision_meeting_missing"),
        (later, "", "supervision_meeting_missing"),
        (NOW, "会议室", "supervision_meeting_past"),
    ):
        with pytest.raises(Refused, match=code):
            rules.check_meeting(kind, at, place, now=NOW)


@pytest.mark.parametrize("kind", [Kind.BLUE, Kind.YELLOW, Kind.CIRCULAR])
def test_who_does_not_summon_says_neither(kind: Kind) -> None:
    rules.check_meeting(kind, None, "", now=NOW)
    with pytest.raises(Refused, match="supervision_meeting_none"):
        rules.check_meeting(kind, None, "会议室", now=NOW)
