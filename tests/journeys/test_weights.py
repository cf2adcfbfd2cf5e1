"""Pages that are opened at a door weigh at most 30 KiB: the page with its style sheets and scripts, as the wire has it.

The leader's: `tests/quiet_days/test_views.py`.
"""

import re

import pytest
import time_machine
from flask import Flask

from app.results.rules import Found, Kind
from tests import make
from tests.conftest import Client
from tests.publication.test_service import published
from tests.results.scene import LATER, Scene
from tests.visits.scene import FREE

MOST = 30 * 1024
LINKED = re.compile(r'(?:<link rel="stylesheet" href|<script src)="([^"]+)"')


class Busy(Scene):
    """A department with several visits of each kind, and an enterprise that had them all."""

    def __init__(self) -> None:
        super().__init__()
        self.items = [self.item, *(make.item(f"第{n}项安全生产条件检查", [self.unit]) for n in "二三四")]
        for _ in range(5):
            self.recorded(self.over(items=self.items), self.all_ordered())
        for _ in range(5):
            self.gone = self.over(items=self.items)
        self.public = published(self)
        self.draft_visit = self.draft()
        self.entered_visit = self.entered(items=self.items)

    def all_ordered(self) -> list[Found]:
        words, due_on = "三号库温度计未检定", FREE.replace(month=10)
        return [Found(one.id, Kind.ORDERED_TO_CORRECT, words, due_on) for one in self.items]


def weight(client: Client, path: str) -> int:
    page = client.get(path)
    assert page.status_code == 200, path
    linked = LINKED.findall(page.text)
    assert linked, path
    return len(page.data) + sum(len(client.get(one).data) for one in linked)


@pytest.mark.parametrize("who", ["applicant", "owner", "nobody"])
def test_pages_at_a_door_are_light(sqlite_app: Flask, who: str) -> None:
    with time_machine.travel(LATER, tick=False):
        scene = Busy()
        visit, code = scene.entered_visit.number, scene.entered_visit.code
        paths = {
            "applicant": (
                "/inspect",
                *(f"/inspect/visits/{one}" for one in (visit, scene.draft_visit.number, scene.gone.number)),
                f"/inspect/visits/{visit}/reschedule",
                f"/inspect/visits/{scene.gone.number}/result",
            ),
            "owner": (f"/v/{code}", f"/v/{code}/rate", "/door/report", "/my/visits", "/my/results", "/my/timeline"),
            "nobody": ("/v", f"/v/{code}", "/door/report"),
        }
        client = sqlite_app.test_client()
        assert isinstance(client, Client)
        if who != "nobody":
            client.sign_in(getattr(scene, who))
        found = {path: weight(client, path) for path in paths[who]}
    assert {path: bytes_ for path, bytes_ in found.items() if bytes_ > MOST} == {}
