"""At the door: a complaint by a tap, a rating; the office's look at visits to who has complained under seal."""

import html
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from flask import Flask

from app.complaints import queries as complaints
from app.complaints import service as filing
from app.complaints.models import Complaint
from app.complaints.rules import Disclosure
from app.kernel import sealing
from app.kernel.db import db, transaction
from app.kernel.permissions import Role
from app.ledger.models import Entry
from app.visits.models import VisitRating
from tests import make
from tests.complaints import story
from tests.conftest import Client
from tests.visits.scene import AT, Scene

pytestmark = pytest.mark.usefixtures("frozen")
As = Callable[[Any], Client]
NOON = datetime(2026, 9, 22, 4, 0, tzinfo=UTC)


@pytest.fixture
def scene(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr(story, "KEY", sealing.key(sqlite_app.config["BE_IDENTITY_KEY"]))
    made = Scene()
    with transaction():
        filing.load_categories(by=make.SYSTEM, at=AT)
    return made


@pytest.fixture
def by(sqlite_app: Flask) -> As:
    def signed_in(user: Any) -> Client:
        made = sqlite_app.test_client()
        assert isinstance(made, Client)
        if user is not None:
            made.sign_in(user)
        return made

    return signed_in


def buttons(page: str) -> list[dict[str, str]]:
    """What the forms of a page that file a complaint send."""
    forms = re.findall(r'<form[^>]*action="/complaints/new/prefilled".*?</form>', page, re.S)
    pairs = [re.findall(r'name="([^"]+)" value="([^"]*)"', form) for form in forms]
    return [{html.unescape(name): html.unescape(value) for name, value in own} for own in pairs]


def test_an_enterprise_complains_at_its_door_in_two_taps_and_nothing_to_type(scene: Scene, by: As) -> None:
    visit = scene.registered()
    with time_machine.travel(NOON, tick=False):
        client = by(scene.owner)
        offered = buttons(client.get(f"/v/{visit.code}").text)
        assert len(offered) == 4
        for form in offered:
            check = client.post("/complaints/new/prefilled", data=form)
            assert (check.status_code, check.location) == (303, "/complaints/new/check")
        page = client.get("/complaints/new/check").text
        assert scene.unit.name in page
        assert visit.code in page
        sent = client.post("/complaints/new/check", data={})
        assert sent.status_code == 303
    complaint = db.session.query(Complaint).one()
    assert complaint.disclosure is Disclosure.CONFIDENTIAL
    assert complaint.category == "illegal_inspection"
    assert visit.code in complaints.statement(complaint).facts


def test_what_was_begun_before_is_not_written_over(scene: Scene, by: As) -> None:
    visit = scene.registered()
    client = by(scene.owner)
    with time_machine.travel(NOON, tick=False):
        client.post("/complaints/new/matter", data={"category": "other", "about": "别的单位"})
        client.post("/complaints/new/prefilled", data=buttons(client.get(f"/v/{visit.code}").text)[0])
        assert "别的单位" not in client.get("/complaints/new/check").text
        assert len(complaints.drafts_of(filing.holder_of(story.KEY, scene.owner.id))) == 2


def test_somebody_without_an_account_says_how_to_be_reached_first(scene: Scene, by: As) -> None:
    visit = scene.registered()
    client = by(None)
    with time_machine.travel(NOON, tick=False):
        form = buttons(client.get(f"/v/{visit.code}").text)[0]
        assert client.post("/complaints/new/prefilled", data=form).location == "/complaints/new/contact"
    for somebody in (scene.applicant, make.user(Role.ENTERPRISE)):
        assert buttons(by(somebody).get(f"/v/{visit.code}").text) == []


def test_an_enterprise_rates_a_visit_once_and_nobody_else_does(scene: Scene, by: As) -> None:
    visit = scene.registered()
    path = f"/v/{visit.code}/rate"
    early = by(scene.owner).post(path, data={"score": "5"})
    assert (early.status_code, "不能评价" in early.text) == (409, True)
    with time_machine.travel(NOON, tick=False):
        client = by(scene.owner)
        assert path in client.get(f"/v/{visit.code}").text
        assert client.get(path).status_code == 200
        assert client.post(path, data={"score": "7"}).status_code == 422
        assert client.post(path, data={}).status_code == 422
        assert client.post(path, data={"score": "2", "words": "来了五个人"}).status_code == 303
        assert client.post(path, data={"score": "5"}).status_code == 409
        assert "来了五个人" in client.get(path).text
        assert by(make.user(Role.ENTERPRISE)).get(path).status_code == 403
        assert by(scene.applicant).get(path).status_code == 403
        number = visit.number
        assert "来了五个人" in by(scene.office).get(f"/inspect/visits/{number}").text
        assert "来了五个人" not in by(scene.applicant).get(f"/inspect/visits/{number}").text
    assert db.session.query(VisitRating).one().score == 2
    refs = {entry.ref for entry in db.session.query(Entry).filter(Entry.verb == "visit:rate")}
    assert refs == {f"door:{number}"}


@pytest.mark.parametrize(("disclosure", "flagged"), [("confidential", True), ("anonymous", True), ("named", False)])
def test_the_office_looks_at_visits_to_who_complained_under_seal_and_each_look_is_on_record(
    scene: Scene, by: As, disclosure: str, flagged: bool
) -> None:
    contact = filing.Contact(enterprise=scene.firm.name)
    story.filed(scene.owner, at=AT, disclosure=Disclosure(disclosure), contact=contact)
    story.filed(make.user(Role.ENTERPRISE), at=AT)
    visit = scene.registered()
    office = by(scene.office)
    assert visit.number not in office.get("/desk/flags").text
    page = office.post("/desk/flags").text
    assert (visit.number in page) is flagged
    assert db.session.query(Entry).filter(Entry.verb == "visit:look_at_flags").count() == 1
    for somebody in (scene.applicant, scene.leader, scene.owner, make.user(Role.DISCIPLINE)):
        assert by(somebody).post("/desk/flags").status_code == 403


def test_an_old_visit_and_a_closed_case_raise_no_flag(scene: Scene, by: As) -> None:
    complaint = story.filed(scene.owner, at=AT).complaint
    visit = scene.registered()
    with transaction():
        filing.withdraw(complaint, reason="已解决", at=AT)
    assert visit.number not in by(scene.office).post("/desk/flags").text
    assert date(2026, 9, 22) == visit.starts_on
