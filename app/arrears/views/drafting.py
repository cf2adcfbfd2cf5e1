"""The draft of this browser: the same as that of any complaint, so that one can go from one form to the other."""

from typing import Any

from flask import request

from app.arrears.views.blueprint import holder, identity_key
from app.complaints import queries as complaints
from app.complaints import service as filing
from app.complaints.models import Draft
from app.kernel import clock, limits
from app.kernel.db import aside, transaction
from app.kernel.errors import Refused
from app.kernel.web import browser

UPLOADS = "60 per hour; 300 per day"


def origin() -> str:
    """The origin of the complaint that the draft becomes: one draft makes one."""
    return f"draft:{browser.draft_key()}"


def current(*, lock: bool = False) -> Draft | None:
    """The draft that this browser is writing, unless it is another account's."""
    found = complaints.draft(browser.draft_key(), lock=lock)
    return found if found and found.holder in {"", holder()} else None


def answers() -> dict[str, Any]:
    """What the draft holds so far."""
    draft = current()
    return complaints.draft_answers(draft, root=identity_key()) if draft else {}


def begin() -> str:
    """The key to write under: a new one where there is none, where it is filed, where it is another account's."""
    key = browser.draft_key()
    foreign = complaints.draft(key) is not None and current() is None
    if not key or foreign or complaints.filed_under(origin()) is not None:
        key = browser.write_draft()
    return key


def opened() -> None:
    """The form is shown: as long as nothing is written, this is when it was opened."""
    begin()
    if current() is None:
        browser.open_form(clock.now())


def keep(**given: Any) -> None:
    """Keep answers. The first ones begin a form."""
    key, at, told = begin(), clock.now(), {"category": "arrears", **given}
    with transaction():
        begun = complaints.draft(key) is None
        filing.save_draft(key, told, root=identity_key(), holder=holder(), at=at, opened=browser.form_opened())
    if begun:
        with aside():
            filing.count_begun(at=at)


def take_files() -> list[Refused]:
    """Attach what was sent, each by itself, and drop what was ticked; returns why some were not taken."""
    ticked = [int(one) for one in request.form.getlist("remove") if one.isascii() and one.isdigit()]
    sent = [one for one in request.files.getlist("files") if one.filename]
    if ticked:
        with transaction():
            draft = current(lock=True)
            for file_id in ticked if draft else ():
                filing.detach(draft, file_id)
    if sent and not holder():
        limits.spend("draft_files", limits.address(), most=UPLOADS)
    refused = []
    for one in sent:
        try:
            _attach(one.filename or "", one.read())
        except Refused as error:
            refused.append(error)
    return refused


def _attach(name: str, data: bytes) -> None:
    upload = filing.upload(name, data)
    with transaction():
        if draft := current(lock=True):
            filing.attach(draft, upload, at=clock.now())


def files(*, content: bool = False) -> list[Any]:
    """The files of the draft."""
    draft = current()
    return list(complaints.draft_files(draft, content=content)) if draft else []
