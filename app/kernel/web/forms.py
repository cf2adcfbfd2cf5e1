"""Forms: a parse rule of `parsing` becomes a field; what was typed is kept; errors are sentences of `wording`."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from flask_wtf.i18n import translations
from wtforms import Field, StringField, TextAreaField
from wtforms.validators import StopValidation

from app.kernel import parsing, wording
from app.kernel.errors import Refused

_MARK = re.compile("[0-9a-f]{32}")
Parse = Callable[[str], Any]


def sentence(refused: Refused) -> str:
    """The refusal as one text beside a control: what is wrong and what to do next."""
    told = wording.tell(refused.code, refused.facts)
    return told.whole


def limited(parse: Parse = parsing.text, *, least: int = 0, most: int = 200) -> Parse:
    """A parse rule that also bounds the length, in characters."""

    def bounded(value: str) -> Any:
        parsed = parse(value)
        if len(parsed) > most:
            raise Refused("too_long", most=most)
        if 0 < len(parsed) < least:
            raise Refused("too_short", least=least)
        return parsed

    return bounded


_LINE = limited()


class _Parsed:
    """Mixed into a text field: keeps the typed text in `raw`, puts the parsed value in `data`."""

    def __init__(self, label: Any, parse: Parse = _LINE, *, needed: bool = False, **more: Any) -> None:
        super().__init__(label, **more)  # type: ignore[call-arg]
        self.parse = parse
        self.needed = needed
        self.optional = not needed
        self.typed = ""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.typed = valuelist[0] if valuelist else ""
        self.data: Any = None

    def _value(self) -> str:
        if self.typed or self.data is None:
            return self.typed
        return str(self.data)

    def pre_validate(self, form: Any) -> None:
        try:
            text = parsing.text(self.typed)
            if text:
                self.data = self.parse(text)
            elif self.needed:
                raise Refused("required_of", label=self.label.text)  # type: ignore[attr-defined]
            else:
                self.data = None
        except Refused as refused:
            raise StopValidation(sentence(refused)) from refused


class Text(_Parsed, StringField):
    """One line."""


class LongText(_Parsed, TextAreaField):
    """Several lines."""


_LIBRARY = {"Not a valid choice.": "choice_unknown", "Not a valid integer value.": "whole_number"}


class _Words:
    """What WTForms says of itself, in sentences of ours."""

    def gettext(self, words: str) -> str:
        return sentence(Refused(_LIBRARY[words])) if words in _LIBRARY else str(translations.gettext(words))

    def ngettext(self, one: str, many: str, n: int) -> str:
        return str(translations.ngettext(one, many, n))


class Form(FlaskForm):
    """The base of every form: `values()` are the keyword arguments of the verb that the form is for."""

    class Meta:
        def get_translations(self, form: Any) -> _Words:
            return _Words()

    def values(self) -> dict[str, Any]:
        return {name: field.data for name, field in self._fields.items() if name != "csrf_token"}

    def refuse(self, refused: Refused) -> None:
        """Show a refusal of the service beside the control that it names, or above the form."""
        field = self._fields.get(refused.field or "")
        if field is None:
            self.form_errors.append(sentence(refused))
        else:
            field.errors = [*field.errors, sentence(refused)]

    def faults(self) -> list[tuple[str, str]]:
        """`(id of the first bad control, sentence)` for the summary on top of the page."""
        found = [(field.id, str(text)) for field in self._fields.values() for text in _flat(field.errors)]
        return found + [("", str(text)) for text in self.form_errors]


def _flat(errors: Iterable[Any]) -> list[Any]:
    """Errors of a field; those of a list of fields come nested."""
    return [text for error in errors for text in (error if isinstance(error, list | tuple) else [error])]


def once() -> str:
    """The form's one-time mark, `once`, that makes sending it twice safe; empty where it is none of ours."""
    told = request.form.get("once", "")
    return told if _MARK.fullmatch(told) else ""


__all__ = ["Field", "Form", "LongText", "Text", "limited", "once", "sentence"]
