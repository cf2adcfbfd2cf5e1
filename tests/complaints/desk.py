"""What the tests of the staff pages share: the story's people at the pages, the clock standing."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from flask import Flask

from app.complaints import queries
from app.complaints.models import Complaint
from app.kernel import sealing
from app.kernel.db import db
from tests.complaints import story
from tests.conftest import Client


class Office(story.Cast):
    """The cast with a client for each: `office`, `other` (a second one of the office), `unit` (the department)."""

    def __init__(self, app: Flask) -> None:
        super().__init__()
        self.office, self.other, self.unit = (self._client(app, who) for who in (self.officer, self.second, self.clerk))

    @staticmethod
    def _client(app: Flask, who: Any) -> Client:
        made = app.test_client()
        assert isinstance(made, Client)
        made.sign_in(who)
        return made

    def url(self, complaint: Complaint, verb: str = "") -> str:
        return f"/complaints/{complaint.number}" + (f"/{verb}" if verb else "")


def sent(client: Client, url: str, data: dict[str, Any]) -> str:
    """Send a form that is accepted; the page that it leads to."""
    answer = client.post(url, data=data)
    assert answer.status_code == 303, answer.text
    return client.get(answer.headers["Location"]).text


def fresh(complaint: Complaint) -> Complaint:
    """The complaint as it lies in the database now."""
    db.session.expire_all()
    return complaint


def version(complaint: Complaint) -> int:
    return fresh(complaint).version


def sheet_version(complaint: Complaint) -> int:
    found = queries.sheet(fresh(complaint))
    assert found is not None
    return found.version


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Complaints of the story are sealed with the key that the service of the tests reads."""
    from config import DEFAULT_SECRET

    monkeypatch.setattr(story, "KEY", sealing.key(DEFAULT_SECRET))
    return


@pytest.fixture
def house(sqlite_app: Flask, frozen: Any, at: datetime, key: None) -> Office:
    return Office(sqlite_app)


@pytest.fixture
def both(app: Flask, frozen: Any, at: datetime, key: None) -> Office:
    return Office(app)
