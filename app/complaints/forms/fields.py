"""Controls of the complaint line: files that refuse in our own sentences, and the choices that every form has."""

from typing import Any

from werkzeug.datastructures import FileStorage
from wtforms import MultipleFileField
from wtforms.validators import StopValidation

from app.complaints import service
from app.kernel.errors import Refused
from app.kernel.web.choices import Boxes, Radios, Select, StaffForm, listed, words_of
from app.kernel.web.forms import sentence

MOST_FILES = 5

__all__ = ["Boxes", "Files", "Radios", "Select", "StaffForm", "listed", "words_of"]


class Files(MultipleFileField):
    """Up to five files, each judged by its content; what passed lies in `uploads`."""

    optional = True

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(label, **more)
        self.uploads: list[service.Upload] = []

    def pre_validate(self, form: Any) -> None:
        sent = [one for one in self.data or [] if isinstance(one, FileStorage) and one.filename]
        try:
            if len(sent) > MOST_FILES:
                raise Refused("files_too_many", most=MOST_FILES)
            self.uploads = [service.upload(one.filename or "", one.read()) for one in sent]
        except Refused as refused:
            raise StopValidation(sentence(refused)) from refused
