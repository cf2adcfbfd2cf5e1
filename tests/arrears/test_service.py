"""The book on both databases: exact, added to and contradicted, cleared at nothing only."""

from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from app.arrears import queries, service
from app.arrears.rules import Outcome, Standing, StepKind
from app.arrears.service import CREDITOR
from app.complaints import service as filing
from app.complaints.rules import Disclosure
from app.kernel import numbering
from app.kernel.db import db, transaction
from app.kernel.errors import Conflict, Missing, Refused
from app.ledger import queries as ledger
from app.ledger import rules as proofs
from app.notices import rules as audience
from app.notices.models import Notice
from tests.arrears.books import AT, Cast, left
from tests.complaints import story


@pytest.fixture
def cast(app: Flask) -> Cast:
    return Cast()


def told(kind: str) -> set[str]:
    return {one.audience for one in db.session.query(Notice).filter_by(kind=kind)}


def test_an_account_has_the_number_of_its_complaint_and_the_last_day_of_the_decree(cast: Cast) -> None:
    case = cast.opened()
    assert case.number.startswith("QK-")
    assert numbering.parse_number(case.number) == case.number
    assert (case.due_on, case.cut) == (date(2026, 4, 15), False)
    assert (case.within, case.at_most) == (30, 60)
    entry = queries.timeline(case.number)[0]
    assert (entry.verb, entry.actor) == ("arrears:open", "complainant")
    assert "湖畔建设" not in entry.facts


def test_a_complaint_has_one_account(cast: Cast) -> None:
    case = cast.opened()
    with pytest.raises(Refused, match="arrears_opened_before"), transaction():
        service.open_account(case.complaint, cast.debt(), by=CREDITOR, at=AT)


def test_another_complaint_has_none(cast: Cast) -> None:
    other = story.filed(cast.owner).complaint
    with pytest.raises(Refused, match="arrears_missing"), transaction():
        service.open_account(other, cast.debt(), by=CREDITOR, at=AT)


def test_nothing_and_a_delivery_to_come_are_no_debt(cast: Cast) -> None:
    with pytest.raises(Refused, match="arrears_nothing"):
        cast.opened("0.00")
    with pytest.raises(Refused, match="day_to_come"):
        cast.opened(delivered_on=date(2026, 9, 12), agreed_on=None)


def test_three_repayments_clear_a_debt_and_not_a_cent_less_does(cast: Cast) -> None:
    case = cast.handed()
    for amount in ("300000.00", "259999.99", "300000.00"):
        cast.repay(case, amount)
    assert (left(case), queries.book(case).standing) == (Decimal("0.01"), Standing.OPEN)
    assert told("arrears_cleared") == set()
    cast.repay(case, "0.01", by=cast.office_side)
    book = queries.book(case)
    assert (book.left, book.standing, book.cleared_on) == (Decimal("0.00"), Standing.CLEARED, date(2026, 9, 11))
    assert [line.left for line in book.lines][-2:] == [Decimal("0.01"), Decimal("0.00")]
    assert told("arrears_cleared") == {audience.case(case.number), audience.department(cast.department.id)}
    with pytest.raises(Refused, match="arrears_cleared"):
        cast.repay(case, "1.00")


def test_what_is_booked_seals_the_account_whose_version_counts_it(app: Flask, cast: Cast) -> None:
    case = cast.handed()
    for verb in (lambda: cast.repay(case, "300000.00"), lambda: cast.step(case, StepKind.ONSITE)):
        before = case.version
        verb()
        assert case.version == before + 1
        done = app.test_cli_runner().invoke(args=["ledger", "fsck"])
        assert done.exit_code == 0, done.output


def test_more_than_what_is_left_is_refused(cast: Cast) -> None:
    case = cast.handed("100.00")
    with pytest.raises(Refused, match="arrears_beyond"):
        cast.repay(case, "100.01")
    assert left(case) == Decimal("100.00")


def test_a_contradicted_repayment_does_not_count_until_the_office_finds_that_it_stands(cast: Cast) -> None:
    case = cast.handed("100.00")
    paid = cast.repay(case, "100.00")
    with transaction():
        service.object_to(paid, words="没有到账", by=CREDITOR, at=AT)
    assert (left(case), queries.book(case).standing) == (Decimal("100.00"), Standing.OPEN)
    assert queries.book(case).disputed
    with pytest.raises(Refused, match="arrears_objected_before"), transaction():
        service.object_to(paid, words="再说一次", by=CREDITOR, at=AT)
    with transaction():
        service.settle(paid, outcome=Outcome.STANDS, decision="银行回单显示当天到账", by=cast.officer, at=AT)
    assert left(case) == Decimal("0.00")
    with pytest.raises(Refused, match="arrears_settled_before"), transaction():
        service.settle(paid, outcome=Outcome.FALLS, decision="又改", by=cast.officer, at=AT)


def test_a_repayment_whose_place_another_took_cannot_stand_again(cast: Cast) -> None:
    case = cast.handed("100.00")
    wrong = cast.repay(case, "100.00")
    with transaction():
        service.object_to(wrong, words="金额是 60", by=CREDITOR, at=AT)
    cast.repay(case, "60.00")
    with pytest.raises(Refused, match="arrears_beyond"), transaction():
        service.settle(wrong, outcome=Outcome.STANDS, decision="属实", by=cast.officer, at=AT)
    with transaction():
        service.settle(wrong, outcome=Outcome.FALLS, decision="金额有误", by=cast.officer, at=AT)
    assert left(case) == Decimal("40.00")


def test_an_objection_to_what_is_not_objected_to_cannot_be_settled(cast: Cast) -> None:
    paid = cast.repay(cast.handed(), "1.00")
    with pytest.raises(Refused, match="arrears_missing"), transaction():
        service.settle(paid, outcome=Outcome.FALLS, decision="无", by=cast.officer, at=AT)


def test_the_office_finds_what_is_owed_and_never_less_than_what_was_paid(cast: Cast) -> None:
    case = cast.handed("100.00")
    cast.repay(case, "30.00")
    with pytest.raises(Refused, match="arrears_owed_below"), transaction():
        service.assess(case, amount=Decimal("29.99"), words="审计", by=cast.officer, at=AT)
    with transaction():
        service.assess(case, amount=Decimal("80.00"), words="结算审计核减 20 元", by=cast.officer, at=AT)
    book = queries.book(case)
    assert (case.claimed, book.owed, book.left) == (Decimal("100.00"), Decimal("80.00"), Decimal("50.00"))


def test_the_steps_climb_in_order_and_end_with_the_debt(cast: Cast) -> None:
    case = cast.handed("100.00")
    with pytest.raises(Refused, match="arrears_step_skipped"):
        cast.step(case, StepKind.INTERVIEW)
    cast.step(case, StepKind.ONSITE)
    cast.step(case, StepKind.INTERVIEW)
    kinds = [step.kind for step, _row in queries.steps(case, whole=True)]
    assert kinds == [StepKind.RECEIVED, StepKind.REFERRED, StepKind.ONSITE, StepKind.INTERVIEW]
    cast.repay(case, "100.00")
    with pytest.raises(Refused, match="arrears_not_open"):
        cast.step(case, StepKind.ACCOUNTABILITY)


def test_of_the_last_step_only_the_office_knows(cast: Cast) -> None:
    case = cast.handed()
    for kind in (StepKind.ONSITE, StepKind.INTERVIEW):
        cast.step(case, kind)
    before = told("arrears_step"), db.session.query(Notice).count()
    cast.step(case, StepKind.ACCOUNTABILITY)
    assert (told("arrears_step"), db.session.query(Notice).count()) == before
    assert len(queries.steps(case, whole=True)) == 5
    assert len(queries.steps(case, whole=False)) == 4


def test_a_department_reads_an_account_that_is_named_or_handed_over(cast: Cast) -> None:
    sealed, named = cast.referred(), cast.referred(disclosure=Disclosure.NAMED)
    assert not queries.open_to_department(sealed)
    assert queries.open_to_department(named)
    assert [one.number for one in queries.search("", to=cast.clerk)] == [named.number]
    assert len(queries.search("", to=cast.officer)) == 2
    with transaction():
        service.hand_over(sealed, why="电话同意", by=cast.officer, at=AT)
    assert len(queries.search("031", to=cast.clerk)) == 2
    with pytest.raises(Refused, match="arrears_handed_before"), transaction():
        service.hand_over(named, why="再转", by=cast.officer, at=AT)


def test_whoever_acted_on_an_account_proves_what_they_said_and_nobody_else(cast: Cast, app: Flask) -> None:
    ring, case = app.extensions["ledger"], cast.handed()
    paid = cast.repay(case, "300000.00")
    with transaction():
        service.object_to(paid, words="没有到账", by=CREDITOR, at=AT)
    entries = {entry.verb: entry for entry in queries.timeline(case.number)}
    words = {}
    for verb, actor in (("open", CREDITOR.actor), ("repay", cast.clerk), ("object", CREDITOR.actor)):
        entry = queries.own_act(case, entries[f"arrears:{verb}"].ref_seq, actor)
        told = proofs.checked(ledger.receipt(entry, queries.own_words(case, entry), ring).encode(), ring.signer.public)
        words[verb] = told.words
        with pytest.raises(Missing):
            queries.own_act(case, entry.ref_seq, cast.officer)
    assert words["repay"] == {"amount": "300000.00", "paid_on": "2026-09-11", "voucher": "湘财支〔2026〕118号"}
    assert words["object"]["words"] == "没有到账"
    assert words["open"]["claimed"] == "860000.00"
    with pytest.raises(Missing):
        queries.own_act(case, entries["arrears:hand_over"].ref_seq, cast.officer)


def test_a_withdrawn_complaint_ends_its_account_and_is_no_debt(cast: Cast) -> None:
    case = cast.handed("100.00")
    assert queries.totals()[0].left == Decimal("100.00")
    with transaction():
        filing.withdraw(case.complaint, reason="自行协商", at=AT)
    assert queries.book(case).standing is Standing.ENDED
    with pytest.raises(Refused, match="arrears_ended"):
        cast.repay(case, "1.00")
    with pytest.raises(Refused, match="arrears_ended"), transaction():
        service.assess(case, amount=Decimal(1), words="核定", by=cast.officer, at=AT)
    assert queries.totals()[0].cases == 0


def test_the_totals_add_up_by_debtor(cast: Cast) -> None:
    cast.repay(cast.handed("100.10"), "100.10")
    cast.repay(cast.handed("200.20"), "0.20")
    cast.opened("5.00", debtor=None, debtor_name="澄湖城投集团")
    city, debtors = queries.totals()
    assert [(one.name, one.cases, one.cleared, one.left) for one in debtors] == [
        (cast.town.name, 2, 1, Decimal("200.00")),
        ("澄湖城投集团", 1, 0, Decimal("5.00")),
    ]
    assert (city.left, city.counted, city.all_cleared) == (Decimal("205.00"), Decimal("100.30"), False)


def test_a_page_from_before_is_refused(cast: Cast) -> None:
    case = cast.handed("100.00")
    seen = case.version
    cast.repay(case, "1.00")
    assert case.version == seen + 1
    paid = {"amount": Decimal(1), "paid_on": date(2026, 9, 11), "voucher": "1"}
    with pytest.raises(Conflict, match="changed_meanwhile"), transaction():
        service.repay(case, **paid, seen=seen, by=cast.clerk_side, at=AT)


def test_no_row_names_a_creditor(cast: Cast) -> None:
    paid = cast.repay(cast.handed(), "1.00", by=CREDITOR)
    assert paid.by_id is None
    with pytest.raises(IntegrityError), transaction():
        paid.by_id = cast.owner.id
        db.session.flush()
