"""Choices that refuse in our own sentences, and forms that remember which version of a record they were made from."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField
from wtforms.fields import SelectChoice
from wtforms.validators import StopValidation
from wtforms.widgets import CheckboxInput, ListWidget

from app.kernel import wording
from app.kernel.errors import Refused
from app.kernel.web.forms import Form, sentence


def listed(pairs: Iterable[tuple[Any, Any]], *, first: Any = None, group: str | None = None) -> list[SelectChoice]:
    """Values with their words as the choices of a control; `first` is what stands there while nothing is chosen."""
    choices = [] if first is None else [SelectChoice("", first)]
    return choices + [SelectChoice(str(value), words, optgroup=group) for value, words in pairs]


def words_of(kind: str, values: Iterable[StrEnum], *, first: Any = None) -> list[SelectChoice]:
    """Stored values with their words, as the choices of a control."""
    return listed(((value.value, wording.LABELS[f"{kind}.{value}"]) for value in values), first=first)


class _Chosen:
    """Mixed into a choice: nothing chosen is refused where one is needed, and so is what is not in the list."""

    def __init__(self, label: Any, *, needed: bool = True, missing: str = "choice_unknown", **more: Any) -> None:
        super().__init__(label, validate_choice=False, **more)  # type: ignore[call-arg]
        self.needed = needed
        self.missing = missing
        self.optional = not needed
        self.data: Any

    def pre_validate(self, form: Any) -> None:
        given = "" if self.data in {None, "None"} else str(self.data)
        known = {str(choice.value) for choice in self.iter_choices()}  # type: ignore[attr-defined]
        if not given and self.needed:
            raise StopValidation(sentence(Refused(self.missing)))
        if given and given not in known:
            raise StopValidation(sentence(Refused("choice_unknown")))
        self.data = given


class Radios(_Chosen, RadioField):
    """One of a few, all in sight."""


class Select(_Chosen, SelectField):
    """One of many."""


class Boxes(SelectMultipleField):
    """Any number of a few, all in sight."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any, *, needed: bool = False, **more: Any) -> None:
        super().__init__(label, **more)
        self.needed = needed
        self.optional = not needed

    def pre_validate(self, form: Any) -> None:
        if self.needed and not self.data:
            raise StopValidation(sentence(Refused("required_of", label=self.label.text)))
        known = {str(choice.value) for choice in self.iter_choices()}
        if not {str(value) for value in self.data or []} <= known:
            raise StopValidation(sentence(Refused("choice_unknown")))


class StaffForm(Form):
    """A form about one record: it remembers which version of it the page showed."""

    version = HiddenField()

    @property
    def seen(self) -> int:
        """The version that the page was made from; -1, which no record has, where the form does not tell."""
        told = str(self.version.data or "")
        return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else -1
