"""The files of a draw as somebody hands them in: a folder, or a zip of one. Nothing in them is trusted."""

import io
import lzma
import zipfile
import zlib
from collections.abc import Collection
from pathlib import Path

from app.draws import rules
from app.kernel.errors import Refused

MOST_BYTES = 512 * 2**20
_UNREADABLE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, OSError)


def files(path: Path) -> dict[str, bytes]:
    """The files that a draw has, by name; what else lies there is not looked at.

    Refuses a zip that cannot be read, that holds a file twice, or that unpacks to more than 512 MB.
    """
    if path.is_dir():
        return {name: (path / name).read_bytes() for name in rules.PUBLISHED if (path / name).is_file()}
    try:
        with zipfile.ZipFile(path) as box:
            return _unpacked(box)
    except _UNREADABLE:
        raise Refused("draw_zip_unreadable", file=path.name) from None


def unpacked(data: bytes) -> dict[str, bytes]:
    """The lists of a draft in a zip that somebody hands in, and who is excluded. Refuses as `files`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            return _unpacked(box, (*rules.COLUMNS, rules.EXCLUSIONS))
    except _UNREADABLE:
        raise Refused("draw_zip_unreadable", file="ZIP") from None


def _unpacked(box: zipfile.ZipFile, names: Collection[str] = rules.PUBLISHED) -> dict[str, bytes]:
    found: dict[str, zipfile.ZipInfo] = {}
    for item in box.infolist():
        name = item.filename.rpartition("/")[2]
        if name in found:
            raise Refused("draw_zip_twice", file=name)
        if name in names:
            found[name] = item
    if sum(item.file_size for item in found.values()) > MOST_BYTES:
        raise Refused("draw_zip_too_large", file=box.filename or "", most=MOST_BYTES // 2**20)
    return {name: box.read(item) for name, item in found.items()}
