"""What the layout and the macros of `templates/parts` ask for: open doors, faults, marks, active filters."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from flask import Flask, current_app, request, url_for
from flask_babel import gettext as _

from app.kernel.grants import DEMO_ONLY
from app.kernel.web import gate, pages

_NOT_FILTERS = {"page", "sort", "order"}


def has_endpoint(endpoint: str) -> bool:
    """Whether some slice serves this endpoint."""
    return endpoint in current_app.view_functions


def may_open(endpoint: str) -> bool:
    """Whether the endpoint exists and whoever looks may call it: a link that leads nowhere is not shown."""
    if not has_endpoint(endpoint):
        return False
    permission = gate.permission_of(current_app, endpoint)
    if permission is None or (permission in DEMO_ONLY and not current_app.config["DEMO"]):
        return False
    return gate.allowed(permission)


def here() -> str:
    """The path of this page with its query, to come back to; the home page where it was answered to a POST."""
    return request.full_path.rstrip("?") if request.method == "GET" else request.path


def fresh_mark() -> str:
    """A one-time mark for a form: 32 hexadecimal digits. A form that comes back with faults gets a new one, because
    nothing was done under the old one.
    """
    return uuid4().hex


def full_day(value: date) -> str:
    """2026-09-11（周五）."""
    return str(_("%(day)s（%(weekday)s）", day=value.isoformat(), weekday=pages.weekday(value)))


def faults(form: Any) -> list[tuple[str, str]]:
    """`(id of the bad control, sentence)` of our forms and of a library's."""
    if form is None:
        return []
    if hasattr(form, "faults"):
        own: list[tuple[str, str]] = form.faults()
        return own
    found = [(field.id, str(text)) for field in form for text in field.errors]
    return found + [("", str(text)) for text in getattr(form, "form_errors", [])]


def is_optional(field: Any) -> bool:
    """Whether the label says （选填）: our fields tell by `optional`, a library's by the validator of that name."""
    return bool(getattr(field, "optional", field.flags.optional))


def url_without(name: str, value: str) -> str:
    """This address without one filter, from its first page on."""
    gone = {(name, value)}
    kept = [pair for pair in request.args.items(multi=True) if pair not in gone and pair[0] != "page"]
    path = url_for(request.endpoint or "", **(request.view_args or {}))
    return f"{path}?{urlencode(kept)}" if kept else path


def chips(form: Any) -> list[tuple[str, str, str]]:
    """The active filters of a GET form as `(label, value in words, address without it)`."""
    return list(_chips(form))


def _chips(form: Any) -> Iterator[tuple[str, str, str]]:
    for field in form:
        if field.name in _NOT_FILTERS:
            continue
        words = {str(choice.value): str(choice.label) for choice in _choices(field)}
        for value in request.args.getlist(field.name):
            if value.strip():
                yield str(field.label.text), words.get(value, value), url_without(field.name, value)


def _choices(field: Any) -> Iterable[Any]:
    return field.iter_choices() if getattr(field, "choices", None) else ()


def init_app(app: Flask) -> None:
    app.jinja_env.tests["openable"] = may_open
    app.add_template_filter(full_day)
    for found in (has_endpoint, may_open, here, fresh_mark, faults, is_optional, url_without, chips):
        app.add_template_global(found)
