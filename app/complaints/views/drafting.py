"""The draft of this browser: its key lies in the signed session, its words sealed on the server (ux.md E-08).

Whoever shares the browser does not get another account's draft. Filed, the key stays, so that a repeated POST finds
the receipt.
"""

from typing import Any

from werkzeug.datastructures import FileStorage

from app.complaints import queries, service
from app.complaints.models import Draft
from app.complaints.views.root import holder, identity_key
from app.kernel import clock
from app.kernel.db import aside, transaction
from app.kernel.errors import Refused
from app.kernel.web import browser


def origin(key: str) -> str:
    """The origin of the complaint that a draft becomes: one draft makes one complaint."""
    return f"draft:{key}"


def current(*, lock: bool = False) -> Draft | None:
    """The draft that this browser is writing, unless it is another account's."""
    found = queries.draft(browser.draft_key(), lock=lock)
    return found if found and found.holder in {"", holder()} else None


def begin() -> str:
    """The key to write under: a new one where there is none, where it is filed, where it is another account's."""
    key = browser.draft_key()
    foreign = queries.draft(key) is not None and current() is None
    if not key or foreign or queries.filed_under(origin(key)) is not None:
        key = browser.write_draft()
    return key


def opened() -> None:
    """The form's first page is shown: as long as nothing is written, this is when the form was opened."""
    begin()
    if current() is None:
        browser.open_form(clock.now())


def anew() -> None:
    """Write under another key from now on; what was begun stays where it is."""
    browser.leave_draft()


def answers() -> dict[str, Any]:
    """What the draft holds so far."""
    draft = current()
    return queries.draft_answers(draft, root=identity_key()) if draft else {}


def keep(**given: Any) -> None:
    """Keep answers. The first ones begin a form."""
    key, at = begin(), clock.now()
    with transaction():
        begun = queries.draft(key) is None
        service.save_draft(key, given, root=identity_key(), holder=holder(), at=at, opened=browser.form_opened())
    if begun:
        with aside():
            service.count_begun(at=at)


def take(sent: list[FileStorage]) -> list[Refused]:
    """Attach files, each by itself; returns why some were not taken. What is good stays, whatever else is wrong."""
    refused = []
    for one in sent:
        try:
            _attach(one.filename or "", one.read())
        except Refused as error:
            refused.append(error)
    return refused


def _attach(name: str, data: bytes) -> None:
    upload = service.upload(name, data)
    with transaction():
        if draft := current(lock=True):
            service.attach(draft, upload, at=clock.now())


def drop(file_ids: list[int]) -> None:
    """Take files out again."""
    if not file_ids:
        return
    with transaction():
        draft = current(lock=True)
        for file_id in file_ids if draft else ():
            service.detach(draft, file_id)
