"""What an accepted file is, and how large one may be."""

from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple


class Kind(StrEnum):
    """The kinds that are taken in; the value is the extension."""

    JPG = "jpg"
    PNG = "png"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"


MIME = {
    Kind.JPG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.PDF: "application/pdf",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Limits(NamedTuple):
    """Upper bounds, each included: sizes in bytes, `ratio` as unpacked to packed size."""

    size: int = 10 * 1024 * 1024
    files: int = 5
    pixels: int = 50_000_000
    pages: int = 50
    entries: int = 2_000
    unpacked: int = 100 * 1024 * 1024
    part: int = 25 * 1024 * 1024
    ratio: int = 200


LIMITS = Limits()


@dataclass(frozen=True)
class Accepted:
    """A file whose content was read. `name` is fit to be shown and ends in the extension of the content."""

    kind: Kind
    data: bytes = field(repr=False)
    name: str = field(repr=False)

    @property
    def mime(self) -> str:
        return MIME[self.kind]

    @property
    def extension(self) -> str:
        """Without the dot."""
        return self.kind.value

    @property
    def sha256(self) -> str:
        """Of the content, in hexadecimal."""
        return sha256(self.data).hexdigest()
