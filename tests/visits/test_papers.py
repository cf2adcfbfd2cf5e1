"""The papers of a visit: judged by their content, five at most, for its department, its leader and the office."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from flask import Flask

from app.ledger import queries as ledger
from app.visits import queries
from tests import make
from tests.complaints.story import PNG
from tests.conftest import Client
from tests.visits.scene import SATURDAY, Scene

pytestmark = pytest.mark.usefixtures("frozen")
As = Callable[[Any], Client]


@pytest.fixture
def by(sqlite_app: Flask) -> As:
    def signed_in(user: Any) -> Client:
        made = sqlite_app.test_client()
        assert isinstance(made, Client)
        made.sign_in(user)
        return made

    return signed_in


def sent(client: Client, path: str, name: str = "监测曲线.png", data: bytes = PNG) -> Any:
    return client.post(f"{path}/papers", data={"file": (BytesIO(data), name)})


def test_the_leader_reads_what_the_department_put_to_its_request(sqlite_app: Flask, by: As) -> None:
    scene = Scene()
    visit = scene.draft(SATURDAY)
    path, client = f"/inspect/visits/{visit.number}", by(scene.applicant)
    assert sent(client, path).status_code == 303
    assert sent(client, path, "假的.png", b"not a picture").status_code == 422
    assert client.post(f"{path}/papers", data={}).status_code == 422
    assert "监测曲线" in client.get(path).text
    assert client.get(f"{path}/papers/1").data == PNG
    assert client.get(f"{path}/papers/2").status_code == 404
    assert by(make.user(scene.applicant.role)).get(f"{path}/papers/1").status_code == 404
    version = queries.get(visit.number, to=scene.office).version
    asked = client.post(f"/quiet-day/of/{visit.number}/submit", data={"version": str(version)})
    request = asked.location.rpartition("/")[2]
    assert sent(client, path).status_code == 409
    assert client.post(f"{path}/papers/1/remove").status_code == 409
    leader = by(scene.leader)
    assert "监测曲线" in leader.get(f"/approvals/{request}").text
    answer = leader.get(f"/approvals/{request}/papers/1")
    assert (answer.data, answer.headers["X-Content-Type-Options"]) == (PNG, "nosniff")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert by(scene.other).get(f"/approvals/{request}/papers/1").status_code == 404
    assert by(scene.office).get(f"{path}/papers/1").status_code == 200


def test_a_visit_has_five_papers_at_most_and_they_go_as_they_came(sqlite_app: Flask, by: As) -> None:
    scene = Scene()
    number = scene.draft(SATURDAY).number
    path, client = f"/inspect/visits/{number}", by(scene.applicant)
    for place in range(5):
        assert sent(client, path, f"{place}.png").status_code == 303
    refused = sent(client, path)
    assert (refused.status_code, "5" in refused.text) == (422, True)
    assert client.post(f"{path}/papers/3/remove").status_code == 303
    assert client.post(f"{path}/papers/3/remove").status_code == 404
    left = [one.position for one in queries.papers(queries.get(number, to=scene.office))]
    assert left == [1, 2, 4, 5]
    verbs = [entry.verb for entry in ledger.of(number)]
    assert (verbs.count("visit:attach"), verbs.count("visit:detach")) == (5, 1)
