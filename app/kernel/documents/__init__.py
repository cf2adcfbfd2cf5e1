"""Documents on paper: PDFs from typst templates, papers as DOCX, and QR codes.

A template is a file `templates/<name>.typ`; what it reads stands in its opening comment. Data reaches it as JSON and is
never evaluated: `#`, `*` or `$` in a person's words print as themselves. The same data gives the same bytes.
"""

from app.kernel.documents.official import docx
from app.kernel.documents.pdf import pdf, png
from app.kernel.documents.qr import qr_png, qr_svg
from app.kernel.documents.word import word

__all__ = ["docx", "pdf", "png", "qr_png", "qr_svg", "word"]
