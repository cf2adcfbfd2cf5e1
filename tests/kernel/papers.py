"""Files as people have them: photos with a place in them, documents that know their author."""

import re
import zipfile
import zlib
from io import BytesIO

import docx
import openpyxl
import pypdfium2
from openpyxl.comments import Comment
from PIL import Image, ImageDraw, PngImagePlugin

MARK = "ZhongXiaoni-186-1402"


def picture(width: int = 120, height: int = 80, mode: str = "RGB") -> Image.Image:
    """Dark at the top left, so that one sees how it was turned."""
    image = Image.new(mode, (width, height), "white")
    ImageDraw.Draw(image).rectangle((0, 0, width // 4, height // 4), fill="black")
    return image


def jpg(image: Image.Image | None = None, *, mark: str = "", orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x013B] = exif[0x010F] = mark
    exif.get_ifd(0x8825)[29] = mark
    xmp = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{mark}</x:xmpmeta>".encode()
    out = BytesIO()
    (image or picture()).save(
        out, "JPEG", quality=90, exif=exif, xmp=xmp, comment=mark.encode(), icc_profile=mark.encode() * 9
    )
    return out.getvalue()


def png(image: Image.Image | None = None, *, mark: str = "") -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", mark)
    info.add_itxt("XML:com.adobe.xmp", mark, zip=True)
    out = BytesIO()
    (image or picture()).save(out, "PNG", pnginfo=info)
    return out.getvalue()


def pdf(
    text: str = "Two visits in 60 days",
    *,
    mark: str = "",
    pages: int = 1,
    trailer: str = "",
    root: str = "",
    page: str = "",
    more: str = "",
) -> bytes:
    """Text pages, the document's information and its XMP naming `mark`; more entries for the trailer, the catalogue and
    each page, and more objects. PDFium builds the missing table itself.
    """
    drawn = f"BT /F 24 Tf 72 700 Td ({text}) Tj ET"
    first = 6
    kids = " ".join(f"{first + number} 0 R" for number in range(pages))
    objects = [
        f"<</Type/Catalog/Pages 2 0 R/Metadata 4 0 R{root}>>",
        f"<</Type/Pages/Count {pages}/Kids[{kids}]>>",
        f"<</Title({mark})/Author({mark})/Producer({mark})/CreationDate(D:20260911091200)>>",
        f"<</Type/Metadata/Subtype/XML/Length {len(mark)}>>stream\n{mark}\nendstream",
        f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream",
        *[
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R{page}"
            "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>"
            for _ in range(pages)
        ],
    ]
    body = "".join(f"{number} 0 obj\n{content}\nendobj\n" for number, content in enumerate(objects, start=1))
    return f"%PDF-1.4\n{body}{more}trailer\n<</Root 1 0 R/Info 3 0 R/Size {first + pages}{trailer}>>\n%%EOF\n".encode()


def locked_pdf() -> bytes:
    half = "ab" * 32
    return pdf(trailer=f"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/O<{half}>/U<{half}>/P -4>>")


def word(*, mark: str = "") -> bytes:
    document = docx.Document()
    said = document.add_paragraph("检查人员没有出示批准单。")
    document.add_paragraph("第二次检查在九月。", style="List Number")
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(1, 1).text = "日期", "2026-09-11"
    if mark:
        for name in ("author", "title", "comments", "last_modified_by"):
            setattr(document.core_properties, name, mark)
        document.sections[0].header.paragraphs[0].text = mark
        document.add_comment(said.runs, text=mark, author=mark)
        said.add_run(mark).font.hidden = True
        document.add_picture(BytesIO(jpg(mark=mark)))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def workbook(*, mark: str = "") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "收费"
    for row in (["日期", "项目", "金额"], ["2026-09-11", "检测费", 1200], ["2026-09-12", "检测费", 80.5]):
        sheet.append(row)
    if mark:
        book.properties.creator = book.properties.title = mark
        sheet["A1"].comment = Comment(mark, mark)
        sheet["E2"] = sheet["A5"] = mark
        sheet.column_dimensions["E"].hidden = sheet.row_dimensions[5].hidden = True
        book.create_sheet("内部").append([mark])
        book["内部"].sheet_state = "hidden"
        book.create_sheet(mark).sheet_state = "veryHidden"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(package: bytes, added: dict[str, bytes], *, without: str = "") -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != without and entry.filename not in added:
                new.writestr(entry.filename, old.read(entry))
        for name, content in added.items():
            new.writestr(name, content)
    return out.getvalue()


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document).replace("\r\n", "\n")
    finally:
        document.close()


def pages_of(data: bytes, scale: float = 1) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(data)
    try:
        return [page.render(scale=scale).to_pil().convert("RGB") for page in document]
    finally:
        document.close()


def everything(data: bytes) -> bytes:
    """The bytes of a file and of every stream in it that unpacks."""
    found = [data]
    for match in re.finditer(rb"stream\r?\n", data):
        try:
            found.append(zlib.decompressobj().decompress(data[match.end() :]))
        except zlib.error:
            continue
    return b"\n".join(found)


def tells(data: bytes, mark: str) -> bool:
    """Whether the mark stands anywhere in the file, in any of the usual ways of writing it."""
    whole = everything(data)
    ways = [mark.encode(), mark.encode("utf-16-le"), mark.encode("utf-16-be"), mark.encode().hex().encode()]
    return any(way in whole for way in [*ways, mark.encode("utf-16-be").hex().upper().encode()])
