"""The story of a complaint, verb by verb, on both databases."""

from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.complaints import queries, service
from app.complaints.models import Attachment, Complaint, Identity, Rating
from app.complaints.rules import Complexity, Disclosure, State
from app.kernel import sealing
from app.kernel.db import db, transaction
from app.kernel.errors import Conflict, Forbidden, Missing, Refused
from app.kernel.permissions import COMPLAINANT, Role
from app.ledger import queries as ledger
from app.notices.models import Notice
from app.workdays import queries as workdays
from app.workdays.rules import DeadlineKind, Standing
from tests import make
from tests.complaints import story
from tests.complaints.story import KEY, REFERRED, REPLY, SHEET, Cast

DAY = timedelta(days=1)


@pytest.fixture
def cast(app: Flask) -> Cast:
    return Cast()


def verbs(complaint: Complaint) -> list[str]:
    return [entry.verb for entry in ledger.of(complaint.number)]


def refused(code: str, act: object, *args: object, **more: object) -> None:
    with pytest.raises(Refused) as caught, transaction():
        act(*args, **more)  # type: ignore[operator]
    assert caught.value.code == code


def test_filing_seals_the_identity_and_starts_the_first_clock(cast: Cast) -> None:
    contact = service.Contact(
        enterprise="湖畔食品有限公司", code="91430981MA4T00001X", person="王老板", phone="13900001402"
    )
    complaint = story.filed(cast.owner, contact=contact).complaint
    identity = db.session.get_one(Identity, complaint.id)
    assert complaint.state is State.SUBMITTED
    assert "湖畔".encode() not in identity.sealed
    assert sealing.unseal(KEY, identity.sealed, context=complaint.number)["enterprise"] == "湖畔食品有限公司"
    due = workdays.deadline(complaint.number, DeadlineKind.ACCEPTANCE)
    assert due is not None
    assert due.due_on == date(2026, 9, 9)
    entry = ledger.of(complaint.number)[0]
    assert (entry.verb, entry.actor) == ("complaint:file", "complainant")
    assert "湖畔" not in entry.facts
    assert identity.holder == service.holder_of(KEY, cast.owner.id) != service.holder_of(KEY, cast.owner.id + 1)


def test_filing_twice_with_one_key_makes_one_complaint(cast: Cast) -> None:
    first = story.filed(origin="draft:1")
    second = story.filed(origin="draft:1")
    assert second.complaint.number == first.complaint.number
    assert second.code == first.code != ""
    assert db.session.scalar(select(func.count()).select_from(Complaint)) == 1
    assert verbs(first.complaint) == ["complaint:file"]


def test_a_used_key_does_not_take_other_words(cast: Cast) -> None:
    story.filed(origin="draft:1")
    with pytest.raises(Conflict, match="origin_reused"):
        story.filed(origin="draft:1", facts="完全是另外一件事情，和上一件没有关系。")


def test_without_an_account_the_receipt_code_opens_the_case_and_nothing_else_does(cast: Cast) -> None:
    filed = story.filed(disclosure=Disclosure.ANONYMOUS)
    assert queries.by_code(filed.complaint.number, filed.code.lower().replace("-", " ")).id == filed.complaint.id
    for number, code in [(filed.complaint.number, "0000-0000-0000-0000"), ("TS-0000-0000-2", filed.code), ("x", "y")]:
        with pytest.raises(Missing, match="track_unknown"):
            queries.by_code(number, code)


def test_a_case_of_an_account_has_no_code_that_opens_it(cast: Cast) -> None:
    complaint = story.filed(cast.owner).complaint
    with pytest.raises(Missing):
        queries.by_code(complaint.number, "")


def test_an_unknown_category_and_a_nameless_named_one_are_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="choice_unknown"):
        story.filed(category="weather")
    with pytest.raises(Refused, match="named_without_name"):
        story.filed(disclosure=Disclosure.NAMED)


def test_accepting_starts_the_clocks_of_item_83_on_the_next_working_day(cast: Cast) -> None:
    complaint = cast.referred()
    dates = {clock.kind: clock.due_on for clock in workdays.deadlines(complaint.number)}
    assert complaint.state is State.REFERRED
    assert dates == {
        DeadlineKind.ACCEPTANCE: date(2026, 9, 9),
        DeadlineKind.VERIFICATION: date(2026, 9, 11),
        DeadlineKind.RESOLUTION: date(2026, 9, 17),
        DeadlineKind.RETURN_WINDOW: date(2026, 9, 9),
    }


def test_a_complex_case_of_11_september_2026_runs_until_9_october(cast: Cast) -> None:
    complaint = cast.verified(Complexity.COMPLEX, at=REFERRED + 3 * DAY)
    clock = workdays.deadline(complaint.number, DeadlineKind.PRELIMINARY)
    simple = workdays.deadline(complaint.number, DeadlineKind.RESOLUTION)
    assert clock is not None
    assert simple is not None
    assert clock.due_on == date(2026, 10, 9)
    assert (simple.due_on, simple.dropped_why) == (date(2026, 9, 21), "reclassified")


def test_the_case_sheet_names_nobody_who_did_not_agree(cast: Cast) -> None:
    complaint = story.filed(cast.owner).complaint
    sheet = service.SheetFields(facts="检查", wants="说明", complainant="湖畔食品")
    refused(
        "sheet_names_sealed", service.accept, complaint, to=cast.department, sheet=sheet, by=cast.officer, at=REFERRED
    )
    assert queries.get(complaint.number, to=cast.officer).state is State.SUBMITTED


def test_a_closed_department_gets_no_case(cast: Cast) -> None:
    complaint = story.filed(cast.owner).complaint
    closed = make.department(active=False)
    refused("department_closed", service.accept, complaint, to=closed, sheet=SHEET, by=cast.officer, at=REFERRED)


def test_declining_and_routing_need_words_and_tell_the_complainant(cast: Cast) -> None:
    complaint = story.filed(cast.owner).complaint
    refused("required", service.decline, complaint, reason="not_ours", words="", by=cast.officer, at=REFERRED)
    refused("required", service.route, complaint, reason="not_ours", to="", words="x", by=cast.officer, at=REFERRED)
    with transaction():
        service.route(complaint, reason="civil_dispute", to="人民法院", words="合同纠纷", by=cast.officer, at=REFERRED)
    assert (complaint.state, complaint.routed_to) == (State.DECLINED, "人民法院")
    told = db.session.scalars(
        select(Notice.kind).where(Notice.audience == f"case:{complaint.number}").order_by(Notice.id)
    ).all()
    assert told == ["complaint_filed", "complaint_routed"]


def test_a_returned_case_keeps_its_clocks_and_leaves_the_department(cast: Cast) -> None:
    complaint = cast.in_state(State.RETURNED)
    with pytest.raises(Missing):
        queries.get(complaint.number, to=cast.clerk)
    right = make.department()
    with transaction():
        service.refer(complaint, to=right, by=cast.officer, at=REFERRED + DAY)
    clock = workdays.deadline(complaint.number, DeadlineKind.VERIFICATION)
    assert clock is not None
    assert (clock.due_on, clock.round) == (date(2026, 9, 11), 1)


def test_a_return_after_one_working_day_is_refused(cast: Cast) -> None:
    complaint = cast.referred()
    late = {"to": "市消防大队", "basis": "消防法", "by": cast.clerk, "at": REFERRED + 2 * DAY}
    refused("return_too_late", service.return_referral, complaint, **late)


def test_the_third_return_leaves_the_choice_to_the_office(cast: Cast) -> None:
    complaint = cast.referred()
    for _ in range(3):
        with transaction():
            service.return_referral(complaint, to="别的单位", basis="三定方案", by=cast.clerk, at=REFERRED)
        with transaction():
            service.refer(complaint, to=cast.department, by=cast.officer, at=REFERRED)
    again = {"to": "别的单位", "basis": "三定方案", "by": cast.clerk, "at": REFERRED}
    refused("return_final", service.return_referral, complaint, **again)


def test_a_complex_matter_needs_a_reason_and_a_simple_one_no_preliminary_result(cast: Cast) -> None:
    complaint = cast.referred()
    refused(
        "complex_without_reason",
        service.verify,
        complaint,
        fields=REPLY,
        complexity=Complexity.COMPLEX,
        by=cast.clerk,
        at=REFERRED,
    )
    simple = cast.verified()
    refused("preliminary_for_simple", service.give_preliminary, simple, fields=REPLY, by=cast.clerk, at=REFERRED)


def test_a_missed_deadline_stays_missed_after_closing(cast: Cast) -> None:
    complaint = cast.referred()
    late = REFERRED + 20 * DAY
    with transaction():
        service.verify(complaint, fields=REPLY, complexity=Complexity.SIMPLE, by=cast.clerk, at=late)
    with transaction():
        service.resolve(complaint, fields=REPLY, by=cast.clerk, at=late)
    standing = {clock.kind: workdays.standing(clock, date(2027, 1, 4)) for clock in queries.clocks(complaint)}
    assert standing[DeadlineKind.VERIFICATION] is Standing.MISSED
    assert standing[DeadlineKind.RESOLUTION] is Standing.MISSED
    assert complaint.state is State.RESOLVED


def test_withdrawing_drops_what_runs_and_keeps_what_was_missed(cast: Cast) -> None:
    in_time, late = cast.referred(), cast.referred()
    with transaction():
        service.withdraw(in_time, reason="已经解决", at=REFERRED)
        service.withdraw(late, reason="等不及了", at=REFERRED + 20 * DAY)
    clock, missed = (workdays.deadline(c.number, DeadlineKind.VERIFICATION) for c in (in_time, late))
    assert clock is not None
    assert missed is not None
    assert clock.dropped_why == "withdrawn"
    assert workdays.standing(missed, date(2027, 1, 4)) is Standing.MISSED
    refused("required", service.withdraw, cast.referred(), reason="", at=REFERRED)


def test_an_answer_needs_an_outcome(cast: Cast) -> None:
    complaint = cast.verified()
    nothing = service.ReplyFields(findings="核实了", outcome="")
    refused("required", service.resolve, complaint, fields=nothing, by=cast.clerk, at=REFERRED)


def test_the_office_reclassifies_once_and_both_dates_stay(cast: Cast) -> None:
    complaint = cast.verified()
    with transaction():
        service.reclassify(complaint, to=Complexity.COMPLEX, reason="需要鉴定", by=cast.officer, at=REFERRED + DAY)
    dates = {clock.kind: clock.due_on for clock in queries.clocks(complaint)}
    assert dates[DeadlineKind.RESOLUTION] == date(2026, 9, 17)
    assert dates[DeadlineKind.PRELIMINARY] == date(2026, 9, 29)
    again = {"to": Complexity.SIMPLE, "reason": "不需要", "by": cast.officer, "at": REFERRED + DAY}
    refused("reclassified_before", service.reclassify, complaint, **again)
    refused("required", service.reclassify, cast.verified(), **{**again, "reason": ""})


def test_simple_becomes_complex_only_before_its_end(cast: Cast) -> None:
    complaint = cast.verified()
    late = {"to": Complexity.COMPLEX, "reason": "需要鉴定", "by": cast.officer, "at": REFERRED + 15 * DAY}
    refused("reclassify_too_late", service.reclassify, complaint, **late)


def test_an_extension_is_asked_in_time_decided_by_the_office_and_keeps_the_first_date(cast: Cast) -> None:
    complaint = cast.verified()
    ask = {"days": 5, "reason": "等待鉴定", "by": cast.clerk}
    refused("extension_days", service.request_extension, complaint, **{**ask, "days": 400}, at=REFERRED)
    refused("required", service.request_extension, complaint, **{**ask, "reason": ""}, at=REFERRED)
    with transaction():
        extension = service.request_extension(complaint, **ask, at=REFERRED + 9 * DAY)
    refused("extension_asked_before", service.request_extension, complaint, **ask, at=REFERRED + 9 * DAY)
    decide = {"by": cast.officer, "at": REFERRED + 9 * DAY}
    refused("required", service.decide_extension, complaint, extension, granted=False, words="", **decide)
    with transaction():
        service.decide_extension(complaint, extension, granted=True, words="", **decide)
    clock = workdays.deadline(complaint.number, DeadlineKind.RESOLUTION)
    assert clock is not None
    assert (clock.first_due_on, clock.due_on) == (date(2026, 9, 17), date(2026, 9, 23))
    refused("extension_decided", service.decide_extension, complaint, extension, granted=True, words="", **decide)


def test_an_extension_comes_too_late_after_the_end(cast: Cast) -> None:
    complaint = cast.verified()
    late = REFERRED + 10 * DAY
    refused("extension_too_late", service.request_extension, complaint, days=3, reason="忙", by=cast.clerk, at=late)
    asked = cast.verified()
    with transaction():
        extension = service.request_extension(asked, days=3, reason="鉴定", by=cast.clerk, at=REFERRED)
    decide = {"granted": True, "words": "", "by": cast.officer, "at": late}
    refused("extension_ran_out", service.decide_extension, asked, extension, **decide)


def test_a_rating_is_given_once_and_a_bad_one_opens_a_rectification(cast: Cast) -> None:
    complaint = cast.rated_badly()
    clock = workdays.deadline(complaint.number, DeadlineKind.RECTIFICATION)
    assert clock is not None
    assert clock.length == 15
    refused("rated_before", service.rate, complaint, score=5, reasons=[], words="", at=REFERRED)
    refused(
        "call_back_too_early", service.call_back, complaint, words="问过", satisfied=True, by=cast.officer, at=REFERRED
    )


def test_after_the_call_back_the_complainant_may_rate_once_more(cast: Cast) -> None:
    complaint = cast.rated_badly()
    with transaction():
        service.rectify(complaint, plan="重新办理", evidence="照片", by=cast.clerk, at=REFERRED)
    refused("rectified_before", service.rectify, complaint, plan="x", evidence="y", by=cast.clerk, at=REFERRED)
    refused("required", service.call_back, complaint, words="", satisfied=True, by=cast.officer, at=REFERRED)
    with transaction():
        service.call_back(complaint, words="企业满意", satisfied=True, by=cast.officer, at=REFERRED)
    with transaction():
        service.rate(complaint, score=4, reasons=[], words="改了", at=REFERRED)
    assert [rating.score for rating in queries.ratings(complaint)] == [1, 4]
    refused("rated_before", service.rate, complaint, score=5, reasons=[], words="", at=REFERRED)


def test_an_unsatisfied_call_back_starts_the_clock_again(cast: Cast) -> None:
    complaint = cast.rated_badly()
    with transaction():
        service.rectify(complaint, plan="重新办理", evidence="照片", by=cast.clerk, at=REFERRED)
    with transaction():
        service.call_back(complaint, words="仍未解决", satisfied=False, by=cast.officer, at=REFERRED + DAY)
    clock = workdays.deadline(complaint.number, DeadlineKind.RECTIFICATION)
    assert clock is not None
    assert (clock.round, clock.is_open) == (2, True)


def test_a_good_rating_opens_nothing(cast: Cast) -> None:
    complaint = cast.resolved()
    with transaction():
        service.rate(complaint, score=3, reasons=[], words="", at=REFERRED)
    assert queries.rectification(complaint) is None
    assert db.session.scalar(select(Rating.score)) == 3


def test_a_review_goes_to_the_office_once(cast: Cast) -> None:
    refused("required", service.request_review, cast.resolved(), reason="", at=REFERRED)
    complaint = cast.under_review()
    refused("required", service.decide_review, complaint, outcome="upheld", words="", by=cast.officer, at=REFERRED)
    with transaction():
        service.decide_review(complaint, outcome="upheld", words="事实清楚", by=cast.officer, at=REFERRED)
    assert complaint.state is State.RESOLVED
    refused("reviewed_before", service.request_review, complaint, reason="还是不服", at=REFERRED)


def test_an_upheld_answer_that_was_rated_is_rated_again_only_after_its_rectification(cast: Cast) -> None:
    complaint = cast.rated_badly()
    with transaction():
        service.request_review(complaint, reason="没有回答问题", at=REFERRED)
    with transaction():
        service.decide_review(complaint, outcome="upheld", words="事实清楚", by=cast.officer, at=REFERRED)
    assert complaint.state is State.RATED
    with transaction():
        service.rectify(complaint, plan="重新办理", evidence="照片", by=cast.clerk, at=REFERRED)
        service.call_back(complaint, words="企业满意", satisfied=True, by=cast.officer, at=REFERRED)
    with transaction():
        service.rate(complaint, score=4, reasons=[], words="", at=REFERRED)
    assert [rating.score for rating in queries.ratings(complaint)] == [1, 4]


def test_a_review_that_overturns_starts_a_new_clock_on_its_day(cast: Cast) -> None:
    complaint = cast.in_state(State.IN_PROGRESS)
    clock = workdays.deadline(complaint.number, DeadlineKind.RESOLUTION)
    assert clock is not None
    assert (clock.round, clock.starts_on, clock.is_open) == (2, date(2026, 9, 8), True)
    with transaction():
        service.resolve(complaint, fields=REPLY, by=cast.clerk, at=REFERRED)
    assert complaint.state is State.RESOLVED


def test_supplements_reach_the_department_only_in_the_offices_words(cast: Cast) -> None:
    complaint = cast.referred()
    refused("required", service.supplement, complaint, words="", at=REFERRED)
    upload = service.upload("身份证.png", story.PNG)
    with transaction():
        added = service.supplement(complaint, words="我是湖畔食品的王老板", files=[upload], at=REFERRED)
    refused("required", service.hand_over_supplement, complaint, added, text="", by=cast.officer, at=REFERRED)
    with transaction():
        service.hand_over_supplement(
            complaint, added, text="补充现场照片", copies=service.render(complaint, [1]), by=cast.officer, at=REFERRED
        )
    copy = queries.handed_copy(complaint, 1)
    assert added.handed_text == "补充现场照片"
    assert (copy.handed_name, copy.handed_copy == story.PNG) == (f"1.{copy.handed_name[2:]}", False)
    refused(
        "supplement_handed_before",
        service.hand_over_supplement,
        complaint,
        added,
        text="x",
        by=cast.officer,
        at=REFERRED,
    )


def test_files_that_the_office_did_not_choose_are_not_handed_over(cast: Cast) -> None:
    uploads = [service.upload("一.png", story.PNG), service.upload("二.png", story.PNG)]
    complaint = story.filed(cast.owner, files=uploads).complaint
    with transaction():
        service.accept(
            complaint,
            to=cast.department,
            sheet=SHEET,
            copies=service.render(complaint, [2]),
            by=cast.officer,
            at=REFERRED,
        )
    assert [copy.position for copy in queries.handed_copies(complaint)] == [2]
    with pytest.raises(Missing):
        queries.handed_copy(complaint, 2)
    assert db.session.scalar(select(func.count()).select_from(Attachment)) == 2


def test_unsealing_takes_two_people_and_a_reason_and_is_told(cast: Cast) -> None:
    contact = service.Contact(enterprise="湖畔食品有限公司", person="王老板")
    complaint = story.filed(cast.owner, contact=contact).complaint
    refused("required", service.request_unsealing, complaint, reason="", by=cast.officer, at=REFERRED)
    with transaction():
        asked = service.request_unsealing(complaint, reason="需要回访", by=cast.officer, at=REFERRED)
    refused("unsealing_waits", service.request_unsealing, complaint, reason="再来", by=cast.officer, at=REFERRED)
    refused("second_person_needed", service.approve_unsealing, complaint, asked, by=cast.officer, at=REFERRED)
    with pytest.raises(Forbidden, match="identity_sealed"), transaction():
        service.look(complaint, key=KEY, by=cast.officer, at=REFERRED)
    with transaction():
        service.approve_unsealing(complaint, asked, by=cast.second, at=REFERRED)
    refused("unsealing_decided", service.approve_unsealing, complaint, asked, by=cast.second, at=REFERRED)
    with transaction():
        seen = service.look(complaint, key=KEY, by=cast.officer, at=REFERRED + timedelta(hours=1))
    assert seen.enterprise == "湖畔食品有限公司"
    with pytest.raises(Forbidden), transaction():
        service.look(complaint, key=KEY, by=cast.second, at=REFERRED)
    with pytest.raises(Forbidden), transaction():
        service.look(complaint, key=KEY, by=cast.officer, at=REFERRED + timedelta(hours=25))
    told = db.session.scalars(
        select(Notice.kind).where(Notice.audience == f"case:{complaint.number}").order_by(Notice.id)
    ).all()
    assert told == ["complaint_filed", "complaint_unsealed", "identity_read"]
    assert verbs(complaint)[1:] == ["complaint:request_unsealing", "complaint:approve_unsealing", "complaint:look"]


def test_the_one_who_asked_may_take_the_wish_back(cast: Cast) -> None:
    complaint = story.filed(cast.owner).complaint
    with transaction():
        asked = service.request_unsealing(complaint, reason="需要回访", by=cast.officer, at=REFERRED)
        service.refuse_unsealing(complaint, asked, by=cast.officer, at=REFERRED)
    refused("unsealing_decided", service.approve_unsealing, complaint, asked, by=cast.second, at=REFERRED)


def test_each_sees_their_own_and_nobody_elses_is_there(cast: Cast) -> None:
    complaint = cast.referred()
    other = make.user(Role.CLERK)
    holder = service.holder_of(KEY, cast.owner.id)
    assert queries.get(complaint.number, to=cast.clerk).id == complaint.id
    assert queries.get(complaint.number.replace("-", ""), to=cast.owner, holder=holder).id == complaint.id
    for who, pseudonym in [(other, ""), (cast.owner, ""), (make.user(Role.LEADER), ""), (cast.owner, "another")]:
        with pytest.raises(Missing):
            queries.get(complaint.number, to=who, holder=pseudonym)


def test_a_page_made_from_an_older_version_is_refused(cast: Cast) -> None:
    complaint = cast.verified()
    stale = complaint.version - 1
    refused("changed_meanwhile", service.resolve, complaint, fields=REPLY, version=stale, by=cast.clerk, at=REFERRED)


@pytest.mark.parametrize("state", State)
def test_every_state_holds_the_constraints_of_the_database(cast: Cast, state: State) -> None:
    complaint = cast.in_state(state)
    db.session.expire_all()
    assert complaint.state is state


def test_the_timer_tells_once_who_is_late(cast: Cast) -> None:
    complaint = cast.referred()
    late = datetime.fromisoformat("2026-09-14T09:00:00+08:00")
    with transaction():
        assert service.remind(at=late) == 1
    with transaction():
        assert service.remind(at=late + timedelta(minutes=1)) == 0
    kinds = db.session.scalars(
        select(Notice.kind).where(Notice.audience == f"department:{cast.department.id}").order_by(Notice.id)
    )
    assert list(kinds) == ["complaint_referred", "clock_overdue"]
    assert complaint.state is State.REFERRED


def test_drafts_are_sealed_and_thrown_away_after_thirty_days(cast: Cast) -> None:
    with transaction():
        draft = service.save_draft("k1", {"facts": "秘密"}, root=KEY, holder="", at=REFERRED)
        service.save_draft("k1", {"wants": "说明"}, root=KEY, holder="", at=REFERRED)
        service.attach(draft, service.upload("一.png", story.PNG), at=REFERRED)
    assert "秘密".encode() not in draft.sealed
    begun = {"began": REFERRED.isoformat(), "opened": ""}
    assert queries.draft_answers(draft, root=KEY) == {**begun, "facts": "秘密", "wants": "说明"}
    with transaction():
        assert service.purge(at=REFERRED + 30 * DAY) == 0
        assert service.purge(at=REFERRED + 31 * DAY) == 1
    assert queries.draft("k1") is None


def test_a_draft_takes_five_files(cast: Cast) -> None:
    with transaction():
        draft = service.save_draft("k2", {}, root=KEY, holder="", at=REFERRED)
        for _ in range(5):
            service.attach(draft, service.upload("一.png", story.PNG), at=REFERRED)
    refused("files_too_many", service.attach, draft, service.upload("六.png", story.PNG), at=REFERRED)


def test_every_verb_writes_one_entry_and_the_cases_entries_are_numbered(cast: Cast) -> None:
    complaint = cast.rated_badly()
    assert verbs(complaint) == [
        "complaint:file",
        "complaint:accept",
        "complaint:verify",
        "complaint:resolve",
        "complaint:rate",
    ]
    assert [entry.ref_seq for entry in ledger.of(complaint.number)] == [1, 2, 3, 4, 5]


def test_an_act_that_fails_leaves_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    before = db.session.scalar(select(func.count()).select_from(Notice))
    monkeypatch.setattr("app.complaints.service.acts.record", lambda *args, **more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        story.filed(cast.owner)
    assert db.session.scalar(select(func.count()).select_from(Complaint)) == 0
    assert db.session.scalar(select(func.count()).select_from(Notice)) == before


def test_by_parameter_is_the_complainant_for_own_filings(cast: Cast) -> None:
    with transaction():
        own = service.file(story.filing(), origin="o1", key=KEY, holder=cast.owner.id, by=cast.owner, at=REFERRED)
        behalf = service.file(
            story.filing(channel="hotline_12345"), origin="o2", key=KEY, holder=None, by=cast.officer, at=REFERRED
        )
    assert ledger.of(own.complaint.number)[0].actor == COMPLAINANT.actor
    assert ledger.of(behalf.complaint.number)[0].actor == cast.officer.actor
