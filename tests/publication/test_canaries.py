"""Fifty canaries of personal data, typed into every free text and file of a visit: none comes out to the public."""

from io import BytesIO
from itertools import count
from typing import Any

import openpyxl
import pytest
import time_machine
from flask import Flask

from app.kernel.db import db, transaction
from app.publication import queries
from app.publication import service as publication
from app.publication.models import Publication
from app.publication.rules import Ground
from app.results import queries as results
from app.results import service as recording
from app.results.rules import Kind, PaperKind
from app.results.service import Outcome
from app.visits import service as visits
from app.visits.rules import Sight
from tests import make
from tests.conftest import Client
from tests.results.scene import LATER, OUT, Scene, photo

_KINDS = ("张金丝雀{n:02d}", "1390737{n:04d}", "43098119800101{n:04d}", "canary{n:02d}@example.com", "湘H·C{n:04d}")


class Canaries:
    """Gives a text that holds the next canary, and remembers each."""

    def __init__(self) -> None:
        self.flown: list[str] = []
        self._numbers = count(1)

    def __call__(self) -> str:
        n = next(self._numbers)
        told = _KINDS[n % len(_KINDS)].format(n=n)
        self.flown.append(told)
        return f"说明：{told}，请核实。"


@pytest.fixture
def planted(sqlite_app: Flask) -> tuple[Scene, Canaries, list[Publication]]:
    """Visits of every outcome with a canary in each place that takes words; one is taken down, one is a back-entry."""
    scene, fly = Scene(), Canaries()
    found = [_published(scene, fly, kind, back=place == 3) for place, kind in enumerate(list(Kind)[:8])]
    given = {"by": scene.office, "at": LATER}
    with transaction():
        publication.contest(found[0], ground=Ground.PERSONAL_DATA, found_on=found[0].published_on, **given)
    with transaction():
        publication.withdraw(found[0], **given)
    with transaction():
        words = fly()
        visits.report(enterprise=None, place=fly(), department=scene.unit, words=words, origin="c" * 32, at=LATER)
    return scene, fly, found


def _published(scene: Scene, fly: Canaries, kind: Kind, *, back: bool) -> Publication:
    more = {"reason": fly(), "basis_ref": fly()}
    visit = scene.registered(**more) if back else scene.over(**more)
    said = scene.said(why=fly()) if back else None
    with transaction():
        visits.confirm(visit, Sight.ARRIVED, at=OUT)
    due = LATER.date() if kind in {Kind.ORDERED_TO_CORRECT, Kind.PENDING} else None
    files = [recording.upload(f"{fly()}.jpg", photo(fly()))]
    outcome = Outcome(scene.found(kind, fly(), due), note=fly(), files=files, said=said)
    with transaction():
        made = recording.record_result(visit, outcome, by=scene.applicant, at=LATER)
    for follow in results.follow_ups(made):
        with transaction():
            given = {"passed": False, "words": fly(), "next_due_on": LATER.date()}
            recording.recheck(follow, **given, by=scene.applicant, at=LATER)
    with transaction():
        recording.issue(made, PaperKind.NOTICE, by=scene.applicant, at=LATER)
    with transaction():
        return publication.publish(made, by=scene.applicant, at=LATER)


def addresses(app: Flask, found: list[Publication]) -> list[str]:
    """Everything public that has to do with visits: every address under these, with every search that is typed."""
    rules = [rule.rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    own = ("/public/results", "/public/rates", "/feeds", "/v", "/public/plans", "/public/draws", "/")
    plain = [rule for rule in rules if "<" not in rule and (rule in own or rule.startswith(own[:3]))]
    plain += [f"/public/results/{one.number}" for one in found]
    plain += [f"/v/{one.result.visit.code}" for one in found] + ["/public/rates/2026"]
    return plain


def test_none_of_fifty_canaries_is_public(planted: Any, sqlite_app: Flask) -> None:
    _scene, fly, found = planted
    assert len(fly.flown) >= 50
    stored = " ".join(str(row) for row in db.session.connection().exec_driver_sql(_EVERYTHING))
    assert [one for one in fly.flown if one in stored], "the canaries are in the database at all"
    client = sqlite_app.test_client()
    assert isinstance(client, Client)
    with time_machine.travel(LATER, tick=False):
        paths = addresses(sqlite_app, found)
        answers = {path: client.get(path) for path in paths}
        answers |= {f"?q={one}": client.get("/public/results", query_string={"q": one}) for one in fly.flown}
    assert {answer.status_code for answer in answers.values()} <= {200, 404, 410}
    assert sum(answer.status_code == 200 for answer in answers.values()) > len(fly.flown)
    told = {path: answer.data.decode("utf-8", "replace") for path, answer in answers.items()}
    told |= {path: text.replace(path.partition("=")[2], "") for path, text in told.items() if path.startswith("?q=")}
    told["book"] = _book(answers["/public/results.xlsx"].data)
    assert [(path, one) for path, text in told.items() for one in fly.flown if one in text] == []
    assert [path for path in told if path.startswith("?q=") and any(one.number in told[path] for one in found)] == []
    assert queries.count() == len(found) - 1


_EVERYTHING = "SELECT reason, basis_ref FROM visits"


def _book(data: bytes) -> str:
    rows = openpyxl.load_workbook(BytesIO(data)).active.iter_rows(values_only=True)
    return " ".join(str(cell) for row in rows for cell in row)


def test_the_exports_to_the_channels_have_none_either(planted: Any, sqlite_app: Flask) -> None:
    scene, fly, _found = planted
    client = sqlite_app.test_client()
    assert isinstance(client, Client)
    officer = make.user(scene.office.role)
    with time_machine.travel(LATER, tick=False):
        client.sign_in(officer)
        for channel in ("provincial", "national", "credit", "supervision"):
            sent = client.post("/publishing/export", data={"channel": channel, "purpose": "publish"})
            for ending in ("csv", "xlsx"):
                data = client.get(f"{sent.location}.{ending}").data
                text = _book(data) if ending == "xlsx" else data.decode("utf-8-sig")
                assert [one for one in fly.flown if one in text] == []
