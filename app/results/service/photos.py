"""Photos: checked by their content, drawn anew before the act, so that no place and no device comes with them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.kernel import files
from app.kernel.db import db
from app.results.models import Photo


@dataclass(frozen=True)
class Upload:
    """A file as it is kept: the copy, under a neutral ending."""

    extension: str
    mime: str
    data: bytes
    sha256: str


def upload(name: str, data: bytes) -> Upload:
    """Check a file and draw it anew. Raises the refusals of `kernel.files`."""
    copy = files.rerender(files.checked(name, data))
    return Upload(copy.extension, copy.mime, copy.data, copy.sha256)


def keep(visit_id: int, uploads: Iterable[Upload], *, at: datetime) -> None:
    """Put files to a result, numbered from 1; their names are numbers."""
    for position, one in enumerate(uploads, 1):
        told = {"name": f"{position}.{one.extension}", "mime": one.mime, "size": len(one.data), "sha256": one.sha256}
        db.session.add(Photo(visit_id=visit_id, position=position, at=at, content=one.data, **told))
