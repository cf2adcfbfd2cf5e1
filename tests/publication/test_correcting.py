"""A published result is corrected: a new version, told to the channels that have the old one; the old is provable."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.accounts import queries as accounts
from app.kernel.db import db, transaction
from app.kernel.errors import Conflict, Forbidden, Refused
from app.kernel.permissions import Role
from app.ledger import queries as ledger
from app.notices import rules as audience
from app.notices.models import Notice
from app.publication import queries
from app.publication import service as publication
from app.publication.models import Publication
from app.publication.rules import Cause, Channel, Ground, Purpose, Step, check_correction
from app.results.rules import Kind
from tests import make
from tests.conftest import Client
from tests.publication.test_service import exported, published, receipt, received
from tests.results.scene import LATER, Scene

GIVEN: dict[str, Any] = {"cause": Cause.ENTRY_ERROR, "words": "录入时选错，经办人已核对笔录。"}
HOUR = timedelta(hours=1)


@pytest.fixture
def scene(app: Flask) -> Scene:
    return Scene()


def corrected(scene: Scene, found: Publication, *kinds: Kind, at: Any = LATER + HOUR, **more: Any) -> None:
    with transaction():
        publication.correct(found, kinds, **{**GIVEN, "by": scene.applicant, "at": at, **more})


def test_a_new_version_stands_there_and_the_old_one_is_kept_with_its_reason(scene: Scene) -> None:
    found = published(scene)
    corrected(scene, found, Kind.CORRECTED_ON_SITE)
    assert (found.kind, found.kinds, found.corrected_at) == ("corrected_on_site", ["corrected_on_site"], LATER + HOUR)
    (version,) = queries.corrections(found)
    assert (version.kinds_before, version.kinds_after, version.words) == (["no_problem"], found.kinds, GIVEN["words"])
    entry = ledger.of(found.number)[-1]
    assert entry.verb == "publication:correct"
    assert '"before":["no_problem"]' in entry.facts.replace(" ", "")
    told = set(db.session.scalars(select(Notice.audience).where(Notice.kind == "publication_corrected")))
    assert told == {audience.user(one.id) for one in accounts.of_enterprise(scene.firm.id)} != set()
    assert queries.feed()[0].number == found.number
    assert found.result.kind is Kind.NO_PROBLEM


def test_each_channel_that_has_it_is_asked_once_and_its_old_file_stays_as_it_was(scene: Scene) -> None:
    found = published(scene)
    exported(scene, Channel.CREDIT)
    before = list(queries.export(queries.batch_rows(queries.batches(to=scene.office)[0]), at=LATER))
    corrected(scene, found, Kind.CORRECTED_ON_SITE)
    corrected(scene, found, Kind.NOT_OPERATING, at=LATER + 2 * HOUR)
    asked = queries.waiting(Channel.CREDIT, Purpose.CORRECT, to=scene.office)
    assert len(asked) == 1
    assert queries.waiting(Channel.NATIONAL, Purpose.CORRECT, to=scene.office) == []
    assert [row.kind for row in queries.export(asked)] == [Kind.NOT_OPERATING]
    old = queries.export(queries.batch_rows(queries.batches(to=scene.office)[0]), at=LATER)
    assert [(row.kind, row.kinds) for row in old] == [(row.kind, row.kinds) for row in before]
    exported(scene, Channel.CREDIT, Purpose.CORRECT)
    received(scene, receipt(found, Channel.CREDIT, Purpose.CORRECT))
    corrected(scene, found, Kind.NO_PROBLEM, at=LATER + 3 * HOUR)
    assert queries.records(found)[Channel.CREDIT, Purpose.CORRECT][1] is Step.WAITING
    assert [one.position for one in queries.corrections(found)] == [1, 2, 3]


def test_what_cannot_be_corrected_is_refused(scene: Scene) -> None:
    found, stranger = published(scene), make.user(Role.CLERK, scene.rival_unit)
    for kinds, more, code in (
        ([Kind.NO_PROBLEM], {}, "correction_unchanged"),
        ([Kind.ORDERED_TO_CORRECT], {}, "correction_asks_for_visit"),
        ([Kind.NOT_OPERATING], {"words": ""}, "required"),
        ([Kind.NOT_OPERATING], {"seen": found.version + 1}, "changed_meanwhile"),
        ([Kind.NOT_OPERATING], {"by": stranger}, "result_of_others"),
        ([Kind.NOT_OPERATING], {"by": scene.office}, "result_of_others"),
    ):
        with pytest.raises((Refused, Conflict, Forbidden)) as odd:
            corrected(scene, found, *kinds, **more)
        assert odd.value.code == code
    with transaction():
        publication.contest(found, ground=Ground.WRONG, found_on=found.published_on, by=scene.applicant, at=LATER)
    with pytest.raises(Conflict, match="publication_contested"):
        corrected(scene, found, Kind.NOT_OPERATING)
    with transaction():
        publication.withdraw(found, by=scene.applicant, at=LATER)
    with pytest.raises(Conflict, match="publication_withdrawn"):
        corrected(scene, found, Kind.NOT_OPERATING)


def test_an_item_that_is_followed_up_may_stay_so() -> None:
    before = [Kind.ORDERED_TO_CORRECT, Kind.NO_PROBLEM]
    check_correction(before, [Kind.ORDERED_TO_CORRECT, Kind.NOT_OPERATING])
    with pytest.raises(Refused, match="correction_asks_for_visit"):
        check_correction(before, [Kind.ORDERED_TO_CORRECT, Kind.PENDING])


@time_machine.travel(LATER, tick=False)
def test_by_the_page_and_what_the_public_sees_of_it(app: Flask) -> None:
    scene = Scene()
    found = published(scene)
    number, client = found.number, app.test_client()
    assert isinstance(client, Client)
    client.sign_in(scene.applicant)
    office = app.test_client()
    assert isinstance(office, Client)
    office.sign_in(scene.office)
    office.post("/publishing/export", data={"channel": "credit", "purpose": "publish"})
    address = f"/publishing/{number}/correct"
    assert "不公开" in client.get(address).text
    form = {"version": str(found.version), "kind_0": "no_problem", "cause": "reviewed", "words": "张三13907370001复核"}
    refused = client.post(address, data=form)
    assert refused.status_code == 422
    assert "和现在公示的一样" in refused.text
    assert "张三13907370001复核" in refused.text
    with time_machine.travel(LATER + HOUR / 12, tick=False):
        assert client.post(address, data={**form, "kind_0": "corrected_on_site"}).status_code == 303
        assert "13907370001" in client.get(f"/publishing/{number}").text
    batch = queries.batches(to=scene.office)[0]
    assert hashlib.sha256(office.get(f"/publishing/batches/{batch.id}.csv").data).hexdigest() == batch.digest
    stranger = app.test_client()
    for path in (f"/public/results/{number}", "/public/results.csv", "/public/results.json", "/feeds/results.atom"):
        page = stranger.get(path).text
        assert "13907370001" not in page, path
    page = stranger.get(f"/public/results/{number}").text
    assert all(words in page for words in ("已更正", "复核后改变认定", "更正前的内容已经存证"))
