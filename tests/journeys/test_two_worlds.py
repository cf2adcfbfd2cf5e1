"""Two worlds: the same complaint, filed by two different enterprises in two databases. Everything that the department
can reach is byte-equal once random numbers, marks and nonces are masked: nothing of it tells who complained, nor when.
"""

import html
import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from PIL import Image

from app.accounts.models import User
from app.complaints import service
from app.complaints.rules import Complexity
from app.kernel import clock
from app.kernel.db import transaction
from app.kernel.permissions import Permission, Role
from app.ledger import service as ledger
from tests import conftest, make
from tests.complaints import story
from tests.conftest import Client
from tests.kernel.papers import text_of

REFERRED = datetime.fromisoformat("2026-09-08T10:00:00+08:00")
NOW = datetime.fromisoformat("2026-09-11T09:00:00+08:00")
NAMES = ("湖畔食品有限公司", "青禾面馆")
START = (
    "/",
    "/ledger",
    "/complaints",
    "/notifications",
    "/registers/entities",
    "/registers/departments",
    "/rules",
    "/settings",
)
LEDGER = (
    "checkpoint",
    "leaves/0",
    "checkpoints/2026-09-10",
    "checkpoints/2026-09-10.txt",
    "checkpoints/2026-09-10.pdf",
)
MASKS = [
    (re.compile(rb"TS-?\d{4}-?\d{4}-?\d"), b"NUMBER"),
    (re.compile(rb'(nonce=|name="csrf_token"[^>]*value=|name="once"[^>]*value=|content=)"[^"]*"'), rb"\1MARK"),
    (re.compile(rb"[0-9a-f]{32,64}|(?<![0-9a-f])(?:[0-9a-f]{8} ){7}[0-9a-f]{8}"), b"HEX"),
    (re.compile(rb"<code>[0-9a-f]{16}</code>"), b"ROOT"),
    (re.compile(rb"[A-Za-z0-9+/]{42,}={0,2}"), b"BASE64"),
]
PHOTO_MARKS = ("EXIF-LAKESIDE", "EXIF-NOODLES")


def photo(mark: str) -> bytes:
    """The same picture, with a camera's note of whose it is."""
    exif = Image.Exif()
    exif[0x013B] = mark
    data = io.BytesIO()
    Image.new("RGB", (40, 30), (200, 30, 30)).save(data, "JPEG", exif=exif)
    return data.getvalue()


class World:
    """One database: two enterprises with accounts, of which `who` files; a clerk who looks."""

    def __init__(self, app: Flask, who: int) -> None:
        story.city()
        self.officer = make.user(Role.OVERSIGHT, username="office")
        self.department = make.department("市应急管理局")
        self.clerk = make.user(Role.CLERK, department=self.department, username="clerk")
        self.owners = [make.user(Role.ENTERPRISE, enterprise=make.enterprise(name)) for name in NAMES]
        self._background(self.owners[1 - who])
        self._story(self.owners[who], who)
        self.token = self._token()
        self._close(app)

    def _background(self, owner: User) -> None:
        """Another complaint of the other enterprise, referred on another day."""
        filed = story.filed(
            owner, at=REFERRED - timedelta(days=4), facts="另一件投诉：窗口拒收齐全的材料，没有说明理由。"
        )
        with transaction():
            at = REFERRED - timedelta(days=1)
            service.accept(filed.complaint, to=self.department, sheet=story.SHEET, by=self.officer, at=at)

    def _story(self, owner: User, who: int) -> None:
        """Filed at another hour and from another account, the same words; then everything up to the second rating."""
        at = REFERRED - timedelta(hours=20 if who else 2)
        files = [service.upload(f"{NAMES[who]}营业执照.jpg", photo(PHOTO_MARKS[who]))]
        contact = service.Contact(enterprise=NAMES[who], person=f"{NAMES[who][:2]}老板", phone=f"1390000{who}402")
        complaint = story.filed(owner, at=at, contact=contact, files=files).complaint
        clerk, officer = {"by": self.clerk}, {"by": self.officer}
        day = timedelta(days=1)
        copies = service.render(complaint, [1])
        with transaction():
            service.accept(complaint, to=self.department, sheet=story.SHEET, copies=copies, **officer, at=REFERRED)
        with transaction():
            seconds = timedelta(seconds=77 * (who + 1))
            added = service.supplement(complaint, words=f"补充：我是{NAMES[who]}", at=REFERRED + seconds)
        with transaction():
            service.hand_over_supplement(complaint, added, text="补充一张照片", **officer, at=REFERRED + day / 8)
        with transaction():
            kind = Complexity.SIMPLE
            service.verify(complaint, fields=story.REPLY, complexity=kind, **clerk, at=REFERRED + day)
        with transaction():
            service.resolve(complaint, fields=story.REPLY, **clerk, at=REFERRED + 2 * day)
        with transaction():
            at = REFERRED + 2 * day + seconds
            service.rate(complaint, score=1, reasons=["unsolved"], words=f"{NAMES[who]}不满意", at=at)
        self.number = complaint.number

    def _close(self, app: Flask) -> None:
        """Yesterday's ledger is closed: both worlds have done as much by then, at other hours."""
        with transaction():
            ledger.close(clock.day(NOW) - timedelta(days=1), signer=app.extensions["ledger"].signer, at=NOW)

    def _token(self) -> str:
        return make.token(self.clerk, Permission.COMPLAINT_READ, Permission.ENTERPRISE_READ)


def opened(body: bytes) -> bytes:
    """A workbook or a document as the texts within it; anything else as it is."""
    if body.startswith(b"%PDF"):
        return re.sub(r"\s+", " ", text_of(body).replace("\u200b", "")).encode()
    if not body.startswith(b"PK"):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        return b"\n".join(book.read(name) for name in sorted(book.namelist()))


def masked(body: bytes) -> bytes:
    body = opened(body)
    for pattern, mark in MASKS:
        body = pattern.sub(mark, body)
    return body


def links(page: str) -> list[str]:
    """The addresses on this service that a page links to; acts and the way out are not walked."""
    found = [html.unescape(link).split("#")[0] for link in re.findall(r'(?:href|src|action)="([^"]*)"', page)]
    return [link for link in found if link.startswith("/") and "logout" not in link and not link.startswith("/static")]


def crawl(client: Client, world: World) -> dict[str, tuple[int, bytes, list[tuple[str, str]]]]:
    """Everything that can be reached by following links, and by asking what a curious clerk would ask."""
    curious = [f"/complaints?view=all&q={word}" for word in (*NAMES, "老板", "1402", "营业执照", "EXIF")]
    curious += [
        f"/complaints/{world.number}{tail}" for tail in ("", "/receipt", "/files/1", "/originals/1", "/copies/1")
    ]
    curious += ["/complaints?view=all&page=1&channel=web", "/complaints?view=all&sort=filed_at", "/my", "/desk"]
    waiting, seen = [*START, *curious], {}
    while waiting:
        path = waiting.pop(0)
        if path in seen:
            continue
        answer = client.get(path)
        headers = [(name, value) for name, value in answer.headers if name in {"Content-Disposition", "Location"}]
        seen[path] = (answer.status_code, answer.data, headers)
        if answer.mimetype == "text/html":
            waiting += links(answer.get_data(as_text=True))
    return seen


def programs(app: Flask, world: World) -> dict[str, tuple[int, bytes, list[tuple[str, str]]]]:
    """The same through the API."""
    client, named = app.test_client(), {"Authorization": f"Bearer {world.token}"}
    paths = ["/api/v1/complaints?view=all", f"/api/v1/complaints/{world.number}", "/api/v1/enterprises"]
    paths += [f"/api/v1/complaints?view=all&q={name}" for name in NAMES]
    answers = {path: client.get(path, headers=named) for path in paths}
    return {path: (answer.status_code, answer.data, []) for path, answer in answers.items()}


def look(database: Any, who: int) -> dict[str, tuple[int, bytes, list[tuple[str, str]]]]:
    with conftest._app(database, WTF_CSRF_ENABLED=False) as app, time_machine.travel(NOW, tick=False):
        make.restart()
        world = World(app, who)
        client = app.test_client()
        assert isinstance(client, Client)
        client.sign_in(world.clerk)
        found = crawl(client, world) | programs(app, world)
        return {masked(path.encode()).decode(): told for path, told in found.items()}


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_department_cannot_tell_who_complained(databases: Callable[[str], Any], kind: str) -> None:
    one, other = (look(databases(kind), who) for who in (0, 1))
    assert len(one) > 20
    assert "/complaints/NUMBER" in one
    assert one["/complaints/NUMBER/copies/1"][0] == 200
    assert {one[f"/ledger/{path}"][0] for path in LEDGER} == {200}
    assert one["/complaints/NUMBER/originals/1"][0] in {403, 404}
    assert one.keys() == other.keys()
    for path, (status, body, headers) in one.items():
        told = other[path]
        assert (status, [(n, masked(v.encode())) for n, v in headers]) == (
            told[0],
            [(n, masked(v.encode())) for n, v in told[2]],
        ), path
        assert masked(body) == masked(told[1]), path
    everything = b"".join(
        opened(body) for path, (_, body, _) in one.items() if "/registers/" not in path and "q=" not in path
    )
    for secret in ("EXIF-", "营业执照", "老板", "13900000402", "13900001402", f"{NAMES[0]}不满意", f"{NAMES[1]}不满意"):
        assert secret.encode() not in everything, secret
