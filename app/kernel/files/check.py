"""Taking a file in: by its content, against the allow-list."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from app.kernel.errors import Refused
from app.kernel.files import images, office, pdfs
from app.kernel.files.accepted import LIMITS, Accepted, Kind, Limits
from app.kernel.files.guard import Unfit

_NAME_LENGTH = 80
_ALIASES = {"jpeg", "jpe", "jfif"}
_PICTURES = {b"\xff\xd8\xff": Kind.JPG, b"\x89PNG\r\n\x1a\n": Kind.PNG}


def checked(name: str, data: bytes, *, limits: Limits = LIMITS, field: str = "files") -> Accepted:
    """The file, read and found to be of a kind on the list; its name gets the extension of its content.

    Raises `Refused` for `field` with the file's `name`: `file_empty`, `file_too_large`, `file_unknown_kind` (the
    content is not on the list), `file_mismatch` (the name claims a kind that is not on the list), `file_damaged`,
    `file_encrypted`, `file_macro`, `file_bomb` (too large once unpacked), `file_too_many_pages`.
    """
    stem, extension = _parts(name)
    try:
        kind = _kind(data, limits)
        if extension and extension not in {*Kind, *_ALIASES}:
            raise Unfit("file_mismatch", extension=extension, kind=kind.value)
    except Unfit as unfit:
        shown = f"{stem}.{extension}" if extension else stem
        raise Refused(unfit.code, field=field, name=shown, **unfit.facts) from unfit
    return Accepted(kind=kind, data=data, name=f"{stem}.{kind}")


def checked_all(
    uploads: Iterable[tuple[str, bytes]], *, limits: Limits = LIMITS, field: str = "files"
) -> list[Accepted]:
    """The files of one act, `(name, content)` each. Raises `Refused("files_over_count")` before any is read."""
    given = list(uploads)
    if len(given) > limits.files:
        raise Refused("files_over_count", field=field, most=limits.files, given=len(given))
    return [checked(name, data, limits=limits, field=field) for name, data in given]


def _parts(name: str) -> tuple[str, str]:
    """The stem and the extension of a name, folders and characters that cannot be shown cut off."""
    last = "".join(c for c in name.replace("\\", "/").rpartition("/")[2] if c.isprintable()).strip(" .")
    path = PurePosixPath(last)
    return path.stem[:_NAME_LENGTH] or "file", path.suffix[1:].lower()[:_NAME_LENGTH]


def _kind(data: bytes, limits: Limits) -> Kind:
    if not data:
        raise Unfit("file_empty")
    if len(data) > limits.size:
        raise Unfit("file_too_large", most=limits.size // 1024 // 1024)
    for signature, kind in _PICTURES.items():
        if data.startswith(signature):
            images.check(data, limits)
            return kind
    if data.startswith(b"%PDF-"):
        pdfs.check(data, limits)
        return Kind.PDF
    return office.check(data, limits)
