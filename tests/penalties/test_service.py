"""Penalties filed, asked about, decided, paid, published and reversed, on both databases."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.kernel.db import db, transaction
from app.kernel.errors import Conflict, Forbidden, Missing, Refused
from app.kernel.permissions import Role
from app.ledger import queries as ledger
from app.ledger import rules as proofs
from app.notices import queries as notices
from app.penalties import queries, service
from app.penalties.models import Decision, Filing
from app.penalties.queries import Filters, Finding
from app.penalties.rules import AskKind, Hearing, Mild, ReversalKind, State
from app.workdays import queries as workdays
from tests import make
from tests.complaints.story import PNG
from tests.penalties.cases import AT, HOUR, MILD, Cast

TODAY = date(2026, 9, 11)


@pytest.fixture
def cast(app: Flask) -> Cast:
    return Cast()


def refused(code: str, act: Any) -> Refused:
    with pytest.raises(Refused) as caught, transaction():
        act()
    assert caught.value.code == code
    return caught.value


def findings(filing: Filing, today: date = TODAY) -> list[Finding]:
    made = queries.decision(filing)
    return queries.findings([filing], {filing.id: made} if made else {}, today)[filing.id]


def test_a_filing_is_judged_numbered_told_and_entered(cast: Cast) -> None:
    filing = cast.filed("20000.00", "9999.99", "0.01", files=[service.upload("笔录.png", PNG)])
    assert filing.number.startswith("YC-20260911-000001-")
    assert (filing.fine, filing.total, filing.threshold) == (Decimal("30000.00"),) * 3
    assert (filing.reasons, filing.due, filing.enterprise_id) == (["fine"], True, cast.firm.id)
    assert filing.fines == ["20000.00", "9999.99", "0.01"]
    (entry,) = ledger.of(filing.number)
    facts = json.loads(entry.facts)
    assert (entry.verb, facts["fine"], facts["reasons"]) == ("penalty:file", "30000.00", ["fine"])
    assert entry.rulebook_version == filing.rulebook_version
    assert f"penalty_filings/{filing.id}" in entry.rows
    assert [told.kind for told in notices.listing(["office"], cast.officer, unread=True, page=1, per_page=9)[0]] == [
        "penalty_filed"
    ]


def test_a_cent_below_need_not_be_filed_and_may_be(cast: Cast) -> None:
    filing = cast.filed("29999.99")
    assert (filing.due, filing.reasons) == (False, [])


def test_numbers_have_no_gap_though_an_act_fails(cast: Cast) -> None:
    first = cast.filed()
    with pytest.raises(RuntimeError), transaction():
        service.file(cast.given(), origin="fails", by=cast.clerk, at=AT)
        raise RuntimeError
    second = cast.filed()
    assert [int(one.number.split("-")[2]) for one in (first, second)] == [1, 2]


def test_the_same_key_is_one_filing_and_other_words_under_it_are_refused(cast: Cast) -> None:
    first = cast.filed(origin="draft:1")
    assert cast.filed(origin="draft:1", at=AT + HOUR) is first
    refused("origin_reused", lambda: service.file(cast.given("1.00"), origin="draft:1", by=cast.clerk, at=AT))
    assert len(ledger.of(first.number)) == 1


def test_parts_of_a_case_are_added_and_both_show_the_split(cast: Cast) -> None:
    one = cast.filed("15000.00", at=AT - timedelta(days=30))
    assert findings(one) == []
    other = cast.filed("15000.00")
    assert (other.reasons, other.total) == (["split"], Decimal("30000.00"))
    assert json.loads(ledger.of(other.number)[0].facts)["parts"] == [one.number]
    assert findings(one) == findings(other) == [Finding.SPLIT]


@pytest.mark.parametrize(
    "more",
    [
        {"at": AT - timedelta(days=31)},
        {"case_no": "另案"},
        {"party_code": make.code(99)},
    ],
)
def test_another_case_party_or_month_is_no_part(cast: Cast, more: dict[str, Any]) -> None:
    cast.filed("20000.00", **more)
    other = cast.filed("20000.00")
    assert (other.reasons, findings(other)) == ([], [])


def test_what_was_dropped_and_what_others_filed_is_no_part(cast: Cast) -> None:
    gone = cast.filed("20000.00")
    with transaction():
        service.drop(gone, why="改按新的数额报备", by=cast.clerk, at=AT)
    cast.filed("20000.00", by=cast.stranger)
    other = cast.filed("20000.00")
    assert (other.reasons, findings(other), findings(gone)) == ([], [], [])


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"kinds": ("批评教育",)}, "choice_unknown"),
        ({"late_on": date(2026, 9, 12)}, "day_to_come"),
        ({"hearing_on": TODAY}, "hearing_day"),
        ({"hearing": Hearing.TOLD}, "hearing_day"),
        ({"reviewer": "王*"}, "legal_review_partial"),
        ({"opinion": "同意", "reviewed_on": TODAY}, "legal_review_partial"),
        ({"reviewer": "王*", "opinion": "同意", "reviewed_on": date(2026, 9, 12)}, "day_to_come"),
        ({"mild": Mild(("BYCF-01",))}, "leniency_reason_missing"),
        ({"mild": Mild((), True)}, "leniency_reason_missing"),
        ({"mild": Mild(("NOTHING",), False, "有")}, "choice_unknown"),
    ],
)
def test_what_no_filing_can_say_is_refused(cast: Cast, more: dict[str, Any], code: str) -> None:
    refused(code, lambda: service.file(cast.given(**more), origin="x", by=cast.clerk, at=AT))
    refused("penalty_nothing", lambda: service.file(cast.given("0.00"), origin="x", by=cast.clerk, at=AT))
    assert ledger.of("YC-20260911-000001-5") == []


def test_somebody_of_no_department_cannot_file(cast: Cast) -> None:
    with pytest.raises(Forbidden) as caught, transaction():
        service.file(cast.given(), origin="x", by=cast.officer, at=AT)
    assert caught.value.code == "penalty_of_no_department"


def test_the_office_registers_asks_and_cannot_say_no(cast: Cast) -> None:
    filing = cast.vetted()
    cast.ask(filing)
    assert filing.state is State.SUPPLEMENT
    refused("penalty_wrong_state", lambda: service.register(filing, by=cast.officer, at=AT))
    with transaction():
        files = [service.upload("笔录.png", PNG)]
        service.reply(filing, answer="已补充笔录", files=files, by=cast.clerk, at=AT + HOUR)
    cast.register(filing, AT + 2 * HOUR)
    cast.ask(filing, AskKind.QUESTION, AT + 3 * HOUR)
    assert filing.state is State.QUESTIONED
    cast.decide(filing, at=AT + 4 * HOUR)
    assert queries.decision(filing).carried["unanswered"] == ["question"]  # type: ignore[union-attr]
    assert findings(filing) == [Finding.DECIDED_UNANSWERED]
    with transaction():
        service.reply(filing, answer="裁量依据见附件", by=cast.clerk, at=AT + 5 * HOUR)
    assert filing.state is State.REGISTERED
    assert findings(filing) == [Finding.DECIDED_UNANSWERED]
    refused("penalty_wrong_state", lambda: service.reply(filing, answer="再说", by=cast.clerk, at=AT))
    verbs = [entry.verb.removeprefix("penalty:") for entry in queries.timeline(filing)]
    assert verbs == ["file", "ask_completion", "complete", "register", "question", "decide", "answer"]


FORGED = [
    (timedelta(0), "decision_before_filing"),
    (timedelta(seconds=-1), "decision_before_filing"),
    (timedelta(days=-40), "decision_before_filing"),
    (timedelta(hours=3), "decision_to_come"),
]


@pytest.mark.parametrize(("after", "code"), FORGED)
def test_a_forged_time_of_decision_is_refused(cast: Cast, after: timedelta, code: str) -> None:
    filing = cast.vetted()
    told = {"document_no": "一号", "fines": [filing.fine], "decided_at": AT + after}
    refused(code, lambda: service.decide(filing, **told, by=cast.clerk, at=AT + 2 * HOUR))
    assert queries.decision(filing) is None
    assert [entry.verb for entry in queries.timeline(filing)] == ["penalty:file"]


def test_the_table_itself_refuses_a_decision_before_its_filing(cast: Cast) -> None:
    """Whoever goes round the service meets the same order."""
    filing = cast.decided()
    forged = text("UPDATE penalty_decisions SET decided_at = filed_at WHERE filing_id = :id")
    with pytest.raises(IntegrityError):
        db.session.execute(forged, {"id": filing.id})
    db.session.rollback()


def test_no_review_no_decision_and_no_hearing_no_closure(cast: Cast) -> None:
    filing = cast.filed("0.00", kinds=("责令停产停业",))
    told: dict[str, Any] = {"document_no": "一号", "fines": [], "kinds": ["责令停产停业"], "decided_at": AT + HOUR}
    now = AT + 2 * HOUR
    refused("legal_review_missing", lambda: service.decide(filing, **told, by=cast.clerk, at=now))
    with transaction():
        service.vet(filing, reviewer="王*", reviewed_on=TODAY, opinion="同意", by=cast.clerk, at=AT)
    refused("hearing_not_told", lambda: service.decide(filing, **told, by=cast.clerk, at=now))
    later = date(2026, 9, 12)
    wrong = {"hearing": Hearing.TOLD, "hearing_on": later}
    refused("day_to_come", lambda: service.hear(filing, **wrong, by=cast.clerk, at=AT))
    with transaction():
        service.hear(filing, hearing=Hearing.HELD, hearing_on=TODAY, by=cast.clerk, at=AT)
        service.decide(filing, **told, by=cast.clerk, at=now)
    assert queries.decision(filing).kinds == ["责令停产停业"]  # type: ignore[union-attr]
    vet = {"reviewer": "李*", "reviewed_on": TODAY, "opinion": "同意"}
    refused("penalty_decided", lambda: service.vet(filing, **vet, by=cast.clerk, at=now))
    refused("penalty_decided", lambda: service.decide(filing, **told, by=cast.clerk, at=now))
    refused("penalty_decided", lambda: service.drop(filing, why="x", by=cast.clerk, at=now))


def test_more_than_was_filed_cannot_be_decided(cast: Cast) -> None:
    filing = cast.vetted("48000.00")
    told = {"document_no": "一号", "fines": [Decimal("48000.01")], "decided_at": AT + HOUR}
    refused("decision_beyond_filing", lambda: service.decide(filing, **told, by=cast.clerk, at=AT + HOUR))
    cast.decide(filing, fines=[Decimal("20000.00"), Decimal("28000.00")])
    assert queries.decision(filing).fine == Decimal("48000.00")  # type: ignore[union-attr]


def test_a_filing_after_the_decision_says_so_and_is_a_finding_for_good(cast: Cast) -> None:
    filing = cast.vetted(
        "48000.00", late_on=date(2026, 9, 8), hearing_on=date(2026, 9, 1), reviewed_on=date(2026, 9, 7)
    )
    assert findings(filing) == [Finding.FILED_LATE]
    told = {"document_no": "一号", "fines": [filing.fine]}
    wrong = datetime(2026, 9, 9, 1, 0, tzinfo=UTC)
    refused("decision_other_day", lambda: service.decide(filing, **told, decided_at=wrong, by=cast.clerk, at=AT))
    with transaction():
        service.decide(filing, **told, decided_at=datetime(2026, 9, 8, 1, 0, tzinfo=UTC), by=cast.clerk, at=AT)
    assert queries.decision(filing).late  # type: ignore[union-attr]
    assert findings(filing)[0] is Finding.FILED_LATE


def test_the_decision_is_public_within_seven_working_days(cast: Cast) -> None:
    """From Friday 11 September: Sunday the 20th is worked, so the seventh working day is Monday the 21st."""
    filing = cast.decided()
    (clock,) = workdays.deadlines(filing.number)
    assert (clock.kind, clock.rule_id, clock.due_on) == ("publicity", "penalty.publish", date(2026, 9, 21))
    assert findings(filing, date(2026, 9, 21)) == []
    assert findings(filing, date(2026, 9, 22)) == [Finding.PUBLISHED_LATE]
    assert queries.late(cast.officer, date(2026, 9, 22)) == [filing]
    late = datetime(2026, 9, 22, 1, 0, tzinfo=UTC)
    with transaction():
        service.publish(filing, channel="信用益阳", published_on=date(2026, 9, 21), by=cast.clerk, at=late)
    assert findings(filing, date(2026, 9, 30)) == [Finding.PUBLISHED_LATE]
    again = {"channel": "门户网站", "published_on": date(2026, 9, 21)}
    refused("published_before", lambda: service.publish(filing, **again, by=cast.clerk, at=late))


def test_what_does_not_stand_is_taken_down_within_three_working_days(cast: Cast) -> None:
    filing = cast.published()
    told: dict[str, Any] = {"document_no": "沅政复决〔2026〕9号", "words": "证据不足", "by": cast.clerk}
    kind, then = ReversalKind.RECONSIDERATION, datetime(2026, 9, 24, 1, 0, tzinfo=UTC)
    wrong = date(2026, 9, 10)
    refused("day_before_decision", lambda: service.reverse(filing, kind=kind, on=wrong, **told, at=then))
    refused("penalty_wrong_state", lambda: service.take_down(filing, by=cast.clerk, at=then))
    with transaction():
        service.reverse(filing, kind=kind, on=date(2026, 9, 24), **told, at=then)
    refused("reversed_before", lambda: service.reverse(filing, kind=kind, on=date(2026, 9, 24), **told, at=then))
    clock = workdays.deadlines(filing.number)[-1]
    assert (clock.kind, clock.due_on) == ("take_down", date(2026, 9, 30))
    with transaction():
        service.take_down(filing, by=cast.clerk, at=then + HOUR)
    assert queries.decision(filing).withdrawn_at == then + HOUR  # type: ignore[union-attr]
    assert findings(filing, date(2026, 10, 30)) == []
    refused("penalty_wrong_state", lambda: service.take_down(filing, by=cast.clerk, at=then))


def test_what_falls_before_it_was_public_need_not_be_published(cast: Cast) -> None:
    filing = cast.decided()
    told: dict[str, Any] = {"document_no": "一号", "words": "自行撤销", "on": TODAY, "by": cast.clerk}
    with transaction():
        service.reverse(filing, kind=ReversalKind.CORRECTED, **told, at=AT + 2 * HOUR)
    assert [one.is_open for one in workdays.deadlines(filing.number)] == [False]
    assert findings(filing, date(2026, 12, 1)) == []
    public = {"channel": "x", "published_on": TODAY}
    refused("published_before", lambda: service.publish(filing, **public, by=cast.clerk, at=AT + 3 * HOUR))


def test_payments_add_up_to_the_cent_and_no_further(cast: Cast) -> None:
    filing = cast.decided("30000.00")
    made = queries.decision(filing)
    assert made is not None
    for amount, left in (("0.01", "29999.99"), ("29999.98", "0.01")):
        with transaction():
            paid = {"amount": Decimal(amount), "paid_on": TODAY, "voucher": "湘财票1"}
            service.pay(filing, **paid, by=cast.clerk, at=AT + 2 * HOUR)
        assert queries.paid(filing, made).left == Decimal(left)
    for amount in ("0.02", "0.00", "-1.00"):
        paid = {"amount": Decimal(amount), "paid_on": TODAY, "voucher": ""}
        refused("payment_beyond", lambda paid=paid: service.pay(filing, **paid, by=cast.clerk, at=AT + 2 * HOUR))
    early = {"amount": Decimal("0.01"), "paid_on": date(2026, 9, 10), "voucher": ""}
    refused("day_before_decision", lambda: service.pay(filing, **early, by=cast.clerk, at=AT + 2 * HOUR))
    soon = {**early, "paid_on": date(2026, 9, 12)}
    refused("day_to_come", lambda: service.pay(filing, **soon, by=cast.clerk, at=AT + 2 * HOUR))
    assert queries.paid(filing, made).sum == Decimal("29999.99")


def test_nothing_of_a_decision_happens_without_one(cast: Cast) -> None:
    filing = cast.vetted()
    acts = (
        lambda: service.pay(filing, amount=Decimal(1), paid_on=TODAY, voucher="", by=cast.clerk, at=AT),
        lambda: service.publish(filing, channel="x", published_on=TODAY, by=cast.clerk, at=AT),
        lambda: service.take_down(filing, by=cast.clerk, at=AT),
    )
    for act in acts:
        refused("penalty_wrong_state", act)


def test_a_file_is_closed_once_its_decision_is_public(cast: Cast) -> None:
    filing = cast.decided()
    cast.register(filing, AT + HOUR)
    refused("penalty_unpublished", lambda: service.close(filing, by=cast.officer, at=AT + HOUR))
    with transaction():
        service.publish(filing, channel="信用益阳", published_on=TODAY, by=cast.clerk, at=AT + HOUR)
        service.close(filing, by=cast.officer, at=AT + 2 * HOUR)
    assert (filing.state, filing.closed_at) == (State.CLOSED, AT + 2 * HOUR)


def test_a_stale_page_changes_nothing(cast: Cast) -> None:
    filing = cast.vetted()
    seen = filing.version
    cast.register(filing)
    with pytest.raises(Conflict), transaction():
        service.drop(filing, why="x", seen=seen, by=cast.clerk, at=AT)
    assert filing.state is State.REGISTERED


def test_others_do_not_see_a_filing(cast: Cast) -> None:
    filing = cast.filed()
    for who in (cast.clerk, cast.colleague, cast.officer, make.user(Role.DISCIPLINE)):
        assert queries.by_number(filing.number.replace("-", " "), to=who) is filing
    for who in (cast.stranger, make.user(Role.LEADER), make.user(Role.ADMINISTRATOR)):
        for number in (filing.number, "YC-20260911-000009-7", "nothing"):
            with pytest.raises(Missing):
                queries.by_number(number, to=who)
        assert queries.count(Filters(), to=who) == 0


def test_the_list_is_narrowed_by_words_state_department_and_decision(cast: Cast) -> None:
    one, other = cast.decided(), cast.filed("100.00", case_no="另案", by=cast.stranger)
    wanted = {
        Filters(): [other, one],
        Filters(text=one.number[:12]): [other, one],
        Filters(text="另案"): [other],
        Filters(text="湖畔 118"): [one],
        Filters(text="%"): [],
        Filters(department_id=cast.unit.id): [one],
        Filters(state=State.CLOSED): [],
        Filters(decided=True): [one],
        Filters(decided=False): [other],
    }
    for filters, found in wanted.items():
        assert list(queries.search(filters, to=cast.officer)) == found, filters
        assert queries.count(filters, to=cast.officer) == len(found)
        assert set(queries.export(filters, to=cast.officer)) == set(found)
    assert list(queries.search(Filters(), to=cast.clerk)) == [one]


def test_the_receipts_of_a_department_prove_its_words(cast: Cast, app: Flask) -> None:
    ring = app.extensions["ledger"]
    filing = cast.vetted(mild=MILD, files=[service.upload("笔录.png", PNG)])
    cast.ask(filing)
    with transaction():
        service.reply(filing, answer="已补充", files=[service.upload("补.png", PNG)], by=cast.clerk, at=AT + HOUR)
    cast.decide(filing, at=AT + 2 * HOUR)
    entries = [entry for entry in queries.timeline(filing) if queries.has_receipt(entry)]
    assert [entry.verb for entry in entries] == ["penalty:file", "penalty:complete", "penalty:decide"]
    for entry in entries:
        words = queries.own_words(filing, queries.own_act(filing, entry.ref_seq))
        told = proofs.checked(ledger.receipt(entry, words, ring).encode(), ring.signer.public)
        assert told.words == words
    with pytest.raises(Missing):
        queries.own_act(filing, 2)
    with make.act():
        filing.facts += "。"
    with pytest.raises(Refused) as caught:
        ledger.receipt(entries[0], queries.own_words(filing, entries[0]), ring)
    assert caught.value.code == "receipt_rows"


def test_figures_count_without_persons_and_add_up_only_what_is_public(cast: Cast) -> None:
    cast.published("48000.00")
    fallen = cast.published("30000.00", at=AT - timedelta(days=1))
    cast.decided("60000.00", case_no="另案")
    cast.filed("1.00", case_no="又一案", by=cast.stranger)
    told: dict[str, Any] = {"document_no": "一号", "words": "撤销", "on": TODAY, "by": cast.clerk}
    with transaction():
        service.reverse(fallen, kind=ReversalKind.LAWSUIT, **told, at=AT + 3 * HOUR)
        service.take_down(fallen, by=cast.clerk, at=AT + 4 * HOUR)
    city, units = queries.figures(2026, TODAY)
    assert (city.filed, city.due, city.decided, city.published, city.reversed) == (4, 3, 3, 2, 1)
    assert city.fine == Decimal("48000.00")
    assert ("市场监管局", 3) in [(unit.name, own.filed) for unit, own in units]
    assert city.found[Finding.SPLIT] == 2
    assert queries.figures(2025, TODAY)[0].filed == 0


def test_rows_changed_behind_the_service_are_found(cast: Cast) -> None:
    filing = cast.decided()
    assert list(ledger.rows()) == []
    db.session.execute(text("UPDATE penalty_decisions SET fine = fine - 1 WHERE filing_id = :id"), {"id": filing.id})
    db.session.commit()
    assert [one.detail for one in ledger.rows()] == [f"penalty_decisions/{filing.id}"]
    assert db.session.get(Decision, filing.id) is not None
