"""Results on both databases: recorded once, followed up until closed, told on papers, remembered as a look-back."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import docx
import pypdfium2
import pytest
from flask import Flask
from PIL import Image

from app.kernel import documents
from app.kernel.db import db, transaction
from app.kernel.errors import Conflict, Forbidden, Refused
from app.kernel.permissions import Role
from app.ledger import queries as ledger
from app.lookbacks import queries as lookbacks
from app.results import queries
from app.results import service as results
from app.results.models import Draft, Paper, Photo
from app.results.queries.papers import table
from app.results.rules import Follow, Found, Kind, PaperKind
from app.results.service import Outcome
from app.results.views.blueprint import blocks
from app.visits import queries as visits
from app.visits import service as visiting
from app.visits.rules import Basis
from tests import make
from tests.results.scene import DUE, IN, LATER, OUT, Scene, photo
from tests.visits.scene import AT, FREE


@pytest.fixture
def scene(app: Flask) -> Scene:
    return Scene()


def test_a_result_starts_the_clock_at_the_visits_end_and_ends_the_visit(scene: Scene) -> None:
    visit = scene.over()
    made = scene.recorded(visit, at=LATER + timedelta(days=3))
    clock = queries.clock_of(made)
    assert (made.kind, made.ended_on) == (Kind.NO_PROBLEM, FREE)
    assert (clock.starts_on, clock.length, clock.due_on) == (FREE, 20, date(2026, 10, 27))
    assert [entry.verb for entry in ledger.of(visit.number)][-2:] == ["visit:finish", "result:record"]
    with pytest.raises(Refused), transaction():
        visiting.check_in(visit, scanned=scene.firm.uscc, by=scene.applicant, at=LATER)
    with pytest.raises(Conflict) as again:
        scene.recorded(visit)
    assert again.value.code == "result_recorded"


@pytest.mark.parametrize(
    ("step", "refused"), [("registered", "result_not_entered"), ("entered", "result_visit_not_over")]
)
def test_a_visit_that_is_not_over_has_no_result(scene: Scene, step: str, refused: str) -> None:
    visit = getattr(scene, step)()
    with pytest.raises(Refused) as error:
        scene.recorded(visit)
    assert error.value.code == refused
    assert queries.find(visit) is None


def test_another_department_records_nothing(scene: Scene) -> None:
    visit, stranger = scene.over(), make.user(Role.CLERK, scene.rival_unit)
    with pytest.raises(Forbidden) as error, transaction():
        results.record_result(visit, Outcome(scene.found()), by=stranger, at=LATER)
    assert error.value.code == "result_of_others"
    with pytest.raises(Forbidden), transaction():
        results.save_draft(visit, {}, by=stranger, at=LATER)


def test_a_back_entry_keeps_both_instants_and_counts_from_the_earlier(scene: Scene) -> None:
    visit, later = scene.registered(FREE), OUT + timedelta(days=9)
    made = scene.recorded(visit, at=later, said=scene.said())
    assert (made.said_since, made.said_until, made.recorded_at) == (IN, OUT, later)
    assert made.ended_on == FREE
    assert queries.clock_of(made).starts_on == FREE
    told = ledger.of(visit.number)[-1]
    assert told.at == later
    assert "said_until" in told.facts


def test_a_back_entry_is_an_entry_so_that_the_visit_has_begun_and_is_over(scene: Scene) -> None:
    visit = scene.registered(FREE)
    scene.recorded(visit, said=scene.said())
    entry = visit.entries[0]
    assert (entry.on, entry.entered_at, entry.left_at) == (FREE, IN, OUT)
    assert entry.back
    assert entry.back.said_at == LATER
    assert visit.over
    for act in (
        lambda: visiting.cancel(visit, by=scene.applicant, at=LATER),
        lambda: visiting.reschedule(visit, (FREE + timedelta(days=1),) * 2, by=scene.applicant, at=LATER),
        lambda: visiting.check_in(visit, scanned=scene.firm.uscc, by=scene.applicant, at=LATER),
    ):
        with pytest.raises(Refused) as error, transaction():
            act()
        assert error.value.code == "visit_entered_already"


def test_a_back_entry_that_is_forged_is_refused_by_the_table_too(scene: Scene) -> None:
    made = scene.recorded()
    with pytest.raises(Exception, match=r"said_of_the_past|CHECK"), make.act():
        made.said_since, made.said_until, made.said_why = LATER, LATER + timedelta(days=1), "伪造"
        db.session.flush()


def test_a_routine_visit_is_remembered_and_counts_once(scene: Scene) -> None:
    visit = scene.over()
    with make.act():
        visit.basis, visit.basis_on = Basis.TASK, None
    scene.recorded(visit)
    (past,) = lookbacks.all_records(scene.firm)
    assert (past.happened_on, past.unit, past.line) == (FREE, "市应急管理局", "应急管理")
    assert past.source == visit.number
    next_one = scene.draft(date(2026, 10, 22))
    found = visits.known(next_one)
    assert found.repeat == "yes"
    assert found.repeated == (f"{FREE} 市应急管理局",)


@pytest.mark.parametrize(("basis", "kind"), [(Basis.MONITORING, Kind.NO_PROBLEM), (Basis.TASK, Kind.UNREACHABLE)])
def test_a_lead_and_an_enterprise_that_is_not_there_are_no_routine_visits(
    scene: Scene, basis: Basis, kind: Kind
) -> None:
    visit = scene.over()
    with make.act():
        visit.basis = basis
    scene.recorded(visit, scene.found(kind, "住所无此企业" if kind is Kind.UNREACHABLE else ""))
    assert lookbacks.all_records(scene.firm) == []


def test_photos_are_kept_without_place_and_person(scene: Scene) -> None:
    scene.recorded(files=[results.upload("李检查的手机.jpg", photo())])
    (kept,) = db.session.query(Photo).all()
    with Image.open(BytesIO(kept.content)) as image:
        assert dict(image.getexif()) == {}
        assert image.info.get("comment") is None
    assert (kept.name, kept.mime) == ("1.jpg", "image/jpeg")
    for trace in ("李检查", "13907370001", "28 deg"):
        assert trace.encode() not in kept.content


def test_what_is_not_put_right_is_looked_at_again_until_it_is(scene: Scene) -> None:
    made = scene.recorded(found=scene.ordered())
    (follow,) = queries.follow_ups(made)
    assert (follow.state, follow.due_on) == (Follow.OPEN, DUE)
    later, given = DUE + timedelta(days=10), {"by": scene.applicant, "at": LATER + timedelta(days=20)}
    with pytest.raises(Refused) as lacking, transaction():
        results.recheck(follow, passed=False, words="仍未检定", next_due_on=None, **given)
    assert lacking.value.code == "result_due_missing"
    with pytest.raises(Refused) as past, transaction():
        results.recheck(follow, passed=False, words="仍未检定", next_due_on=FREE, **given)
    assert past.value.code == "result_due_past"
    with transaction():
        results.recheck(follow, passed=False, words="仍未检定", next_due_on=later, **given)
    assert (follow.state, follow.due_on, follow.first_due_on) == (Follow.OPEN, later, DUE)
    with transaction():
        results.recheck(follow, passed=True, words="已检定", next_due_on=None, **given)
    assert follow.state is Follow.PUT_RIGHT
    with pytest.raises(Refused) as closed, transaction():
        results.open_case(follow, case_no="沅应急立〔2026〕8号", **given)
    assert closed.value.code == "follow_up_closed"
    assert len(follow.rechecks) == 2


def test_a_re_check_on_the_spot_is_a_visit_of_its_own(scene: Scene) -> None:
    made = scene.recorded(found=scene.ordered())
    (follow,) = queries.follow_ups(made)
    given = {"passed": True, "words": "已检定", "next_due_on": None, "by": scene.applicant, "at": LATER}
    for number in (made.visit.number, "JC-20260911-000099-3"):
        with pytest.raises(Refused) as refused, transaction():
            results.recheck(follow, visit_number=number, **given)
        assert refused.value.code == "recheck_visit_unlike"
    again = scene.registered(date(2026, 9, 28))
    with transaction():
        visiting.check_in(again, scanned=scene.firm.uscc, by=scene.applicant, at=datetime(2026, 9, 28, 2, tzinfo=UTC))
    with transaction():
        results.recheck(follow, visit_number=again.number, **given)
    assert follow.rechecks[0].visit_number == again.number


def test_a_case_ends_the_follow_up(scene: Scene) -> None:
    made = scene.recorded(found=scene.found(Kind.TRANSFERRED_TO_CASE, "无证经营", DUE))
    (follow,) = queries.follow_ups(made)
    with pytest.raises(Refused), transaction():
        results.open_case(follow, case_no="", by=scene.applicant, at=LATER)
    with transaction():
        results.open_case(follow, case_no="沅应急立〔2026〕8号", by=scene.applicant, at=LATER)
    assert follow.state is Follow.CASE_OPENED
    with pytest.raises(Conflict), transaction():
        results.open_case(follow, case_no="另一号", seen=1, by=scene.applicant, at=LATER)


def text_of(paper: Paper) -> tuple[str, str]:
    """What the paper says as PDF and as DOCX, without blanks."""
    data = {"title": paper.title, "footer": paper.number}
    data |= {"blocks": blocks(paper.text, table(paper.result.findings))}
    pdf = pypdfium2.PdfDocument(documents.pdf("paper", data))
    printed = "".join(pdf[page].get_textpage().get_text_range() for page in range(len(pdf)))
    word = docx.Document(BytesIO(documents.word(data)))
    cells = [cell.text for made in word.tables for row in made.rows for cell in row.cells]
    written = "".join([*(one.text for one in word.paragraphs), *cells])
    return "".join(printed.split()), "".join(written.split())


def test_a_paper_says_the_same_as_pdf_and_docx_and_stays_when_its_template_changes(scene: Scene) -> None:
    made = scene.recorded(found=scene.ordered())
    with transaction():
        order = results.issue(made, PaperKind.ORDER, by=scene.applicant, at=LATER)
    with transaction():
        body = "{文书编号}\n新的正文 {企业名称}\n{结果表}"
        results.edit_template(PaperKind.ORDER, title="责令整改书", body=body, why="改称", by=scene.office, at=LATER)
    with transaction():
        second = results.issue(made, PaperKind.ORDER, by=scene.applicant, at=LATER)
    assert (order.number, second.number) == ("WS-20260922-000001-7", "WS-20260922-000002-5")
    assert (order.template, second.template) == (0, 1)
    for paper, words in ((order, "三号库温度计未检定"), (order, "2026-10-12前改正"), (second, "新的正文")):
        for told in text_of(paper):
            assert words in told
            assert paper.number in told
    assert "责令整改书" in text_of(second)[0]
    assert "责令整改书" not in text_of(order)[0]


def test_the_record_and_the_notice_are_filled_from_what_is_known(scene: Scene) -> None:
    made = scene.recorded()
    with transaction():
        told = [
            results.issue(made, kind, by=scene.applicant, at=LATER) for kind in (PaperKind.RECORD, PaperKind.NOTICE)
        ]
    record, notice = (text_of(paper)[0] for paper in told)
    assert "2026-09-2210:00至2026-09-2212:00" in record
    assert scene.people[0].certificate_no in record
    assert "未发现问题" in notice
    assert "最晚在2026-10-27前向社会公示" in notice
    assert not any(mark in record + notice for mark in "{}")
    with pytest.raises(Refused) as nothing, transaction():
        results.issue(made, PaperKind.ORDER, by=scene.applicant, at=LATER)
    assert nothing.value.code == "paper_nothing_ordered"
    stranger = make.user(Role.CLERK, scene.rival_unit)
    with pytest.raises(Forbidden), transaction():
        results.issue(made, PaperKind.NOTICE, by=stranger, at=LATER)


def test_a_template_that_changes_nothing_or_meanwhile_is_refused(scene: Scene) -> None:
    now = queries.template(PaperKind.NOTICE)
    given = {"why": "试", "by": scene.office, "at": AT}
    with pytest.raises(Refused) as same, transaction():
        results.edit_template(PaperKind.NOTICE, title=now.title, body=now.body, **given)
    assert same.value.code == "template_unchanged"
    with pytest.raises(Conflict), transaction():
        results.edit_template(PaperKind.NOTICE, title="另", body=now.body, seen=7, **given)


def test_a_draft_is_kept_until_it_is_recorded_or_forgotten(scene: Scene) -> None:
    first, second = scene.over(), scene.registered(date(2026, 9, 28))
    for visit in (first, second):
        with transaction():
            results.save_draft(visit, {"words": "待核"}, by=scene.applicant, at=LATER)
    assert {visit.number for visit in queries.drafts_of(scene.applicant)} == {first.number, second.number}
    scene.recorded(first)
    with pytest.raises(Conflict), transaction():
        results.save_draft(first, {}, by=scene.applicant, at=LATER)
    with transaction():
        assert results.purge(at=LATER + timedelta(days=30)) == 0
    with transaction():
        assert results.purge(at=LATER + timedelta(days=30, seconds=1)) == 1
    assert db.session.query(Draft).count() == 0


def test_a_visit_that_is_over_waits_for_its_result(scene: Scene) -> None:
    visit = scene.over()
    scene.registered(date(2026, 9, 28))
    (waiting,) = queries.waiting(to=scene.office)
    assert (waiting.visit.number, waiting.ended_on, waiting.due.on) == (visit.number, FREE, date(2026, 10, 27))
    assert queries.waiting(to=make.user(Role.CLERK, scene.rival_unit)) == []
    scene.recorded(visit)
    assert queries.waiting(to=scene.office) == []


def test_items_that_differ_are_told_apart(scene: Scene) -> None:
    second = make.item("消防通道", [scene.unit], from_on=date(2026, 1, 1))
    visit = scene.over(items=[scene.item, second])
    found = [*scene.found(), Found(second.id, Kind.CORRECTED_ON_SITE, "通道堆物，当场搬走")]
    made = scene.recorded(visit, found)
    assert made.kind is Kind.CORRECTED_ON_SITE
    assert {one.item_id: one.kind for one in made.findings}[scene.item.id] is Kind.NO_PROBLEM
    assert queries.follow_ups(made) == []
