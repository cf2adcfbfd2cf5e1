"""Office files: DOCX and XLSX, told apart by what their package says, never by their name."""

import zipfile
from collections.abc import Iterable
from io import BytesIO
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from app.kernel.files import sheets, words
from app.kernel.files.accepted import Kind, Limits
from app.kernel.files.guard import Unfit, untrusted

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_CONTENT_TYPES = "[Content_Types].xml"
_MAIN = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": Kind.DOCX,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": Kind.XLSX,
}
_PROGRAMS = ("vbaproject", "macroenabled", "macrosheet", "activex")
_SMALL = 64 * 1024
_CHUNK = 1024 * 1024


def check(data: bytes, limits: Limits) -> Kind:
    """Read the package and its document.

    Raises `Unfit`: `file_unknown_kind`, `file_encrypted`, `file_macro`, `file_bomb`, `file_damaged`.
    """
    if data.startswith(_OLE) and _ENCRYPTED_PACKAGE in data:
        raise Unfit("file_encrypted")
    if not data.startswith(_ZIP):
        raise Unfit("file_unknown_kind")
    with untrusted(), zipfile.ZipFile(BytesIO(data)) as package:
        _check_size(package.infolist(), len(data), limits)
        _check_whole(package)
        kind = _kind(package)
    (words if kind is Kind.DOCX else sheets).extract(data)
    return kind


def _check_size(entries: list[zipfile.ZipInfo], packed: int, limits: Limits) -> None:
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unfit("file_encrypted")
    total = sum(entry.file_size for entry in entries)
    if len(entries) > limits.entries or total > min(limits.unpacked, limits.ratio * max(packed, _SMALL)):
        raise Unfit("file_bomb")
    if any(entry.file_size > limits.part and _is_xml(entry.filename) for entry in entries):
        raise Unfit("file_bomb")


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _check_whole(package: zipfile.ZipFile) -> None:
    """Unpack every part once: a wrong sum raises, and no part gives more than it said."""
    for entry in package.infolist():
        with package.open(entry) as part:
            while part.read(_CHUNK):
                pass


def _kind(package: zipfile.ZipFile) -> Kind:
    """What the package says it is. A part or type that holds a program refuses the file."""
    names = package.namelist()
    if _CONTENT_TYPES not in names:
        raise Unfit("file_unknown_kind")
    types = [_said(element) for element in fromstring(package.read(_CONTENT_TYPES))]
    if _programs([*names, *types]):
        raise Unfit("file_macro")
    kinds = [_MAIN[said] for said in types if said in _MAIN]
    if len(kinds) != 1:
        raise Unfit("file_unknown_kind")
    return kinds[0]


def _said(element: Element) -> str:
    return element.get("ContentType", "")


def _programs(marks: Iterable[str]) -> bool:
    return any(program in mark.lower() for mark in marks for program in _PROGRAMS)
