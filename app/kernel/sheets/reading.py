"""Bytes into a book. What a file is, its content tells; its name is not believed."""

import re
import zipfile
from io import BytesIO

from app.kernel.errors import Refused
from app.kernel.sheets import delimited, spreadsheetml, xlsx
from app.kernel.sheets.book import MOST_BYTES, Book

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HTML = re.compile(rb"<\s*(?:!doctype\s+html|html|table|head|body)\b", re.IGNORECASE)
_HEAD = 4096
_PICTURES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")


def read(data: bytes) -> Book:
    """The tables of an .xlsx, a .csv (UTF-8 with or without BOM, UTF-16, GB18030) or an Excel 2003 XML file.

    Refuses, each with what to do: nothing in it, too much in it, a password, an old .xls, a web page, another kind.
    """
    if not data.strip():
        raise Refused("sheet_empty")
    if len(data) > MOST_BYTES:
        raise Refused("sheet_too_large", most=MOST_BYTES // 1024 // 1024)
    if data.startswith(_OLE):
        raise Refused("sheet_encrypted" if _ENCRYPTED in data else "sheet_old_xls")
    if data.startswith(_OLD_BIFF):
        raise Refused("sheet_old_xls")
    if data.startswith(b"PK"):
        return _package(data)
    return _text(data)


def _package(data: bytes) -> Book:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise Refused("sheet_damaged") from error
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("sheet_encrypted")
    if "xl/workbook.xml" not in names:
        raise Refused("sheet_other_workbook" if names & {"xl/workbook.bin", "content.xml"} else "sheet_unknown")
    xlsx.refuse_bomb(parts)
    return xlsx.read(data)


def _text(data: bytes) -> Book:
    head = data[:_HEAD]
    if spreadsheetml.MARK in head:
        return spreadsheetml.read(data)
    if _HTML.search(head):
        raise Refused("sheet_html")
    if head.startswith(_PICTURES) or head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"<?xml", b"{\\rtf")):
        raise Refused("sheet_unknown")
    return delimited.read(data)
