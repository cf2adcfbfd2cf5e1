import pytest

from app.complaints import rules
from app.complaints.rules import Complexity, State
from app.kernel.errors import Refused


def test_every_state_can_be_reached_from_submitted() -> None:
    reached, waiting = set(), [State.SUBMITTED]
    while waiting:
        state = waiting.pop()
        reached.add(state)
        waiting += [moves[state] for moves in rules.MOVES.values() if state in moves and moves[state] not in reached]
    assert reached == set(State)


def test_nothing_follows_a_declined_or_withdrawn_complaint() -> None:
    assert rules.open_verbs(State.DECLINED) == frozenset()
    assert rules.open_verbs(State.WITHDRAWN) == frozenset()


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("verb", sorted(rules.MOVES))
def test_a_verb_moves_the_states_of_its_table_and_refuses_the_others(state: State, verb: str) -> None:
    if verb in rules.open_verbs(state):
        assert rules.after(state, verb) is rules.MOVES[verb][state]
    else:
        with pytest.raises(Refused) as refused:
            rules.after(state, verb)
        assert refused.value.code == "complaint_wrong_state"


def test_only_a_submitted_complaint_is_accepted_declined_or_routed() -> None:
    assert [set(rules.MOVES[verb]) for verb in ("accept", "decline", "route")] == [{State.SUBMITTED}] * 3


@pytest.mark.parametrize(("score", "negative"), [(1, True), (2, True), (3, False), (4, False), (5, False)])
def test_one_and_two_of_five_are_negative(score: int, negative: bool) -> None:
    assert rules.is_negative(score) is negative


@pytest.mark.parametrize("score", [0, 6, -1])
def test_a_rating_has_five_levels(score: int) -> None:
    with pytest.raises(Refused, match="choice_unknown"):
        rules.check_rating(score, ["late"])


def test_a_negative_rating_names_a_reason() -> None:
    with pytest.raises(Refused, match="rating_reason_missing"):
        rules.check_rating(2, [])
    rules.check_rating(3, [])


@pytest.mark.parametrize(
    ("before", "to", "changed", "missed", "code"),
    [
        (Complexity.SIMPLE, Complexity.COMPLEX, False, False, None),
        (Complexity.COMPLEX, Complexity.SIMPLE, False, True, None),
        (Complexity.SIMPLE, Complexity.COMPLEX, False, True, "reclassify_too_late"),
        (Complexity.SIMPLE, Complexity.COMPLEX, True, False, "reclassified_before"),
        (Complexity.SIMPLE, Complexity.SIMPLE, False, False, "reclassify_same"),
    ],
)
def test_the_kind_changes_once_and_to_complex_only_in_time(
    before: Complexity, to: Complexity, changed: bool, missed: bool, code: str | None
) -> None:
    if code is None:
        rules.check_reclassify(before, to, changed_before=changed, missed=missed)
        return
    with pytest.raises(Refused) as refused:
        rules.check_reclassify(before, to, changed_before=changed, missed=missed)
    assert refused.value.code == code
