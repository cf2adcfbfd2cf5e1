"""When a notice leaves, how often it is tried, how it is signed, what is never in it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import Refused
from app.notices import rules
from app.notices.rules import Carrier, DeliveryState, End

MORNING = datetime(2026, 9, 11, 1, 0, tzinfo=UTC)
NIGHT = datetime(2026, 9, 11, 15, 30, tzinfo=UTC)
NEXT_MORNING = datetime(2026, 9, 12, 0, 0, tzinfo=UTC)
TAKEN, FAILED, REFUSED, UNSURE = End


@pytest.mark.parametrize("carrier", Carrier)
@pytest.mark.parametrize("at", [MORNING, NIGHT, datetime(2026, 9, 10, 16, 0, tzinfo=UTC)])
def test_what_a_department_is_told_of_complaints_leaves_together_the_next_morning(carrier, at) -> None:
    for ref in ("TS-0482-9174-4", "QK-0482-9174-4", "unheard-of"):
        assert rules.leaves_at("department", ref, carrier, at) == NEXT_MORNING


@pytest.mark.parametrize("ref", ["YC-20260911-000001-2", "JC-20260911-000001-2", "NJ-20260911-000001-2"])
def test_where_nobody_is_to_be_found_out_it_leaves_at_once(ref) -> None:
    assert rules.leaves_at("department", ref, Carrier.MAIL, MORNING) == MORNING
    assert rules.leaves_at("office", "TS-0482-9174-4", Carrier.WEBHOOK, NIGHT) == NIGHT


def test_an_sms_waits_for_the_morning() -> None:
    before_eight = datetime(2026, 9, 11, 22, 0, tzinfo=UTC)
    assert rules.leaves_at("office", "YC-1", Carrier.SMS, MORNING) == MORNING
    assert rules.leaves_at("office", "YC-1", Carrier.SMS, NIGHT) == NEXT_MORNING
    assert rules.leaves_at("office", "YC-1", Carrier.SMS, before_eight) == datetime(2026, 9, 12, 0, 0, tzinfo=UTC)


def test_a_message_is_tried_for_a_day_with_growing_waits_and_then_given_up() -> None:
    whole, attempts = timedelta(), 1
    while True:
        found = rules.after(FAILED, attempts=attempts, lost=0, carrier=Carrier.WEBHOOK)
        if found.wait is None:
            break
        assert found.state is DeliveryState.WAITING
        whole, attempts = whole + found.wait, attempts + 1
    assert found.state is DeliveryState.GIVEN_UP
    assert timedelta(hours=23) < whole < timedelta(hours=25)


@pytest.mark.parametrize("carrier", [Carrier.MAIL, Carrier.SMS])
def test_what_may_have_come_is_sent_once_more_and_no_further(carrier) -> None:
    first = rules.after(UNSURE, attempts=1, lost=0, carrier=carrier)
    assert (first.state, first.lost) == (DeliveryState.WAITING, 1)
    second = rules.after(UNSURE, attempts=2, lost=first.lost, carrier=carrier)
    assert (second.state, second.wait) == (DeliveryState.GIVEN_UP, None)
    assert rules.after(UNSURE, attempts=2, lost=1, carrier=Carrier.WEBHOOK).state is DeliveryState.WAITING


@given(st.lists(st.sampled_from(End), min_size=30, max_size=30), st.sampled_from(Carrier))
def test_every_message_comes_to_an_end(ends, carrier) -> None:
    lost = 0
    for attempts, end in enumerate(ends, start=1):
        found = rules.after(end, attempts=attempts, lost=lost, carrier=carrier)
        lost = found.lost
        if found.wait is None:
            assert found.state in {DeliveryState.SENT, DeliveryState.GIVEN_UP}
            assert (found.state is DeliveryState.SENT) == (end is TAKEN)
            return
        assert found.state is DeliveryState.WAITING
    raise AssertionError


def test_a_refusal_for_good_is_not_repeated() -> None:
    assert rules.after(REFUSED, attempts=1, lost=0, carrier=Carrier.MAIL).state is DeliveryState.GIVEN_UP


def test_the_signature_is_that_of_standard_webhooks() -> None:
    """The example of the specification's own libraries."""
    found = rules.signature(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1614265330,
        b'{"test": 2432232314}',
    )
    assert found == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_secret_is_32_random_bytes() -> None:
    import base64

    one, other = rules.new_secret(), rules.new_secret()
    assert one != other
    assert len(base64.b64decode(one.removeprefix("whsec_"))) == 32


@pytest.mark.parametrize("url", ["https://a.example/x", "https://a.example:8443/x?y=1", "https://10.0.0.1/"])
def test_an_address_over_https_is_taken(url) -> None:
    assert rules.address(url, private=False) == url


@pytest.mark.parametrize(
    "url",
    [
        "http://a.example/",
        "ftp://a.example/",
        "https://",
        "https:///x",
        "https://user:secret@a.example/",
        "https://a.example/#x",
        "https://a.example:99999/",
        "https://a.example/\r\nX: y",
        "https://a.example/a b",
        "https://例子.example/",
        "file:///etc/passwd",
        "https://[::1/",
        "https://a.example/" + "x" * 500,
    ],
)
def test_any_other_address_is_refused(url) -> None:
    with pytest.raises(Refused) as refused:
        rules.address(url, private=False)
    assert refused.value.code == "webhook_address"


def test_plain_http_only_where_private_addresses_are_allowed() -> None:
    assert rules.address("http://10.0.0.1/", private=True)


def test_a_long_sentence_gives_way_to_a_short_one() -> None:
    assert rules.sms("营商环境", "短的。", "简") == "【营商环境】短的。"
    assert rules.sms("营商环境", "长" * 65, "简") == "【营商环境】简"
    assert len(rules.sms("营" * 80, "长" * 65, "简")) == rules.SMS_MOST
