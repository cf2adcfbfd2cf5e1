"""What must be filed, in which order it may be decided, which state follows which."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as tuned
from hypothesis import strategies as st

from app.kernel.errors import Refused
from app.penalties import rules
from app.penalties.rules import Decided, Filed, Hearing, Mild, Part, Reason, State

THRESHOLD, MAJOR = Decimal("30000.00"), ["吊销许可证件", "责令停产停业"]
ON = date(2026, 9, 11)
AT = datetime(2026, 9, 11, 1, 0, tzinfo=UTC)


def need(*fines: str, kinds: tuple[str, ...] = (), parts: tuple[Part, ...] = ()) -> rules.Need:
    return rules.need([Decimal(fine) for fine in fines], kinds, parts, threshold=THRESHOLD, major=MAJOR)


def part(fine: str, on: date = ON, number: str = "YC-1") -> Part:
    return Part(number, on, Decimal(fine))


@pytest.mark.parametrize(
    ("fines", "due"),
    [
        (["30000.00"], True),
        (["29999.99"], False),
        (["30000.01"], True),
        (["10000.00", "10000.00", "10000.00"], True),
        (["14999.99", "15000.00"], False),
        (["14999.99", "15000.01"], True),
        (["0.00"], False),
    ],
)
def test_the_threshold_itself_is_filed_and_a_cent_less_is_not(fines: list[str], due: bool) -> None:
    assert need(*fines).due is due
    assert need(*fines).reasons == ((Reason.FINE,) if due else ())


def test_other_major_kinds_are_filed_whatever_the_fine() -> None:
    assert need("0.00", kinds=("责令停产停业",)).reasons == (Reason.KIND,)
    assert need("30000.00", kinds=("吊销许可证件",)).reasons == (Reason.FINE, Reason.KIND)
    assert need("100.00", kinds=("警告",)).reasons == ()


def test_parts_of_one_case_are_added_and_shown_as_a_split() -> None:
    found = need("15000.00", parts=(part("14999.99"), part("0.01")))
    assert found.reasons == (Reason.SPLIT,)
    assert found.total == Decimal("30000.00")
    assert need("15000.00", parts=(part("14999.99"),)).reasons == ()


def test_thirty_days_are_within_and_thirty_one_are_not() -> None:
    days = [-31, -30, 0, 30, 31]
    others = [part("1.00", ON + timedelta(days=day), f"YC-{day}") for day in days]
    assert [one.number for one in rules.parts_of(reversed(others), ON, 30)] == ["YC--30", "YC-0", "YC-30"]


@tuned(max_examples=1000)
@given(st.lists(st.integers(min_value=0, max_value=4_000_000), min_size=1, max_size=6), st.integers(0, 6))
def test_however_a_sum_is_divided_it_is_filed_alike(cents: list[int], cut: int) -> None:
    """As fines of one decision or as parts of one case, in any order: only the sum counts, to the cent."""
    fines = [Decimal(one).scaleb(-2) for one in cents]
    own, others = fines[:cut], [Part(f"YC-{place}", ON, fine) for place, fine in enumerate(fines[cut:])]
    found = rules.need(own, (), others, threshold=THRESHOLD, major=MAJOR)
    assert found.due is (sum(cents) >= 3_000_000)
    assert found.total * 100 == sum(cents)


def filed(**more: Any) -> Filed:
    values = {
        "at": AT,
        "fine": Decimal("48000.00"),
        "kinds": ["责令停产停业"],
        "due": True,
        "reviewed_on": ON,
        "hearing": Hearing.TOLD,
        "late_on": None,
    }
    return Filed(**(values | more))


def decided(after: timedelta = timedelta(hours=1), fine: str = "48000.00", **more: Any) -> Decided:
    at = more.get("at", AT + after)
    return Decided(at, more.get("on", (at + timedelta(hours=8)).date()), Decimal(fine), more.get("kinds", []))


NOW = AT + timedelta(days=3)


@pytest.mark.parametrize(
    ("filing", "decision", "code"),
    [
        (filed(), decided(timedelta(0)), "decision_before_filing"),
        (filed(), decided(timedelta(microseconds=-1)), "decision_before_filing"),
        (filed(), decided(timedelta(days=-30)), "decision_before_filing"),
        (filed(), decided(timedelta(days=3, microseconds=1)), "decision_to_come"),
        (filed(reviewed_on=None), decided(), "legal_review_missing"),
        (filed(reviewed_on=ON + timedelta(days=1)), decided(), "legal_review_late"),
        (filed(), decided(fine="48000.01"), "decision_beyond_filing"),
        (filed(), decided(kinds=["吊销许可证件"]), "decision_beyond_filing"),
        (filed(hearing=Hearing.NOT_DUE), decided(kinds=["责令停产停业"]), "hearing_not_told"),
        (filed(late_on=ON - timedelta(days=2)), decided(), "decision_other_day"),
    ],
)
def test_a_decision_out_of_order_is_refused(filing: Filed, decision: Decided, code: str) -> None:
    with pytest.raises(Refused) as caught:
        rules.check_decision(filing, decision, now=NOW)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("filing", "decision"),
    [
        (filed(), decided(timedelta(microseconds=1))),
        (filed(), decided(timedelta(days=3), fine="0.00")),
        (filed(), decided(kinds=["责令停产停业"])),
        (filed(due=False, reviewed_on=None), decided()),
        (filed(late_on=ON - timedelta(days=2), reviewed_on=ON - timedelta(days=3)), decided(timedelta(days=-2))),
    ],
)
def test_a_decision_after_its_filing_and_review_goes_through(filing: Filed, decision: Decided) -> None:
    rules.check_decision(filing, decision, now=NOW)


def test_what_fits_a_list_needs_a_reason_to_go_on() -> None:
    rules.check_mild(Mild(), [])
    rules.check_mild(Mild(("BYCF-01",), False, "拒不改正"), ["BYCF-01"])
    for mild in (Mild(("BYCF-01",)), Mild((), True)):
        with pytest.raises(Refused) as caught:
            rules.check_mild(mild, ["BYCF-01"])
        assert caught.value.code == "leniency_reason_missing"
    with pytest.raises(Refused) as caught:
        rules.check_mild(Mild(("X-1",), False, "有"), ["BYCF-01"])
    assert caught.value.code == "choice_unknown"


def test_no_state_keeps_the_department_from_deciding() -> None:
    """A filing is a report: whatever the office does, short of the file being closed, the decision is open."""
    for state in set(State) - {State.CLOSED}:
        assert {"decide", "drop"} <= rules.open_verbs(state)
    assert not {"decide", "drop", "register", "ask_completion", "question"} & rules.open_verbs(State.CLOSED)


def test_every_verb_leads_where_the_table_says_and_no_further() -> None:
    for verb, moves in rules.MOVES.items():
        for state in State:
            if state in moves:
                assert rules.after(state, verb) is moves[state]
            else:
                with pytest.raises(Refused) as caught:
                    rules.after(state, verb)
                assert (caught.value.code, caught.value.status) == ("penalty_wrong_state", 409)
