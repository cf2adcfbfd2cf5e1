"""The same as files: CSV, a workbook, JSON, an Atom feed. Each has the allowed columns and no others."""

import json
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from flask import Response, current_app, request, stream_with_context, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock, wording
from app.kernel.errors import Refused
from app.kernel.permissions import Permission, needs
from app.kernel.web import downloads
from app.publication import queries, schemas
from app.publication.forms import SearchForm
from app.publication.models import Publication
from app.publication.queries import Filters
from app.publication.views.blueprint import bp

MOST_IN_A_BOOK = 100_000
_ATOM = "http://www.w3.org/2005/Atom"


def _wanted() -> Filters:
    return SearchForm(request.args).offer().filters()


def _rows(wanted: Filters, limit: int | None = None) -> Iterator[list[str]]:
    return (schemas.cells(schemas.PUBLIC, row) for row in queries.latest(wanted, limit=limit))


@bp.get("/public/results.csv")
@needs(Permission.PUBLIC)
def csv() -> ResponseReturnValue:
    """Everything that the filters let through, with BOM."""
    return downloads.csv("results", schemas.titled(schemas.PUBLIC), _rows(_wanted()))


@bp.get("/public/results.xlsx")
@needs(Permission.PUBLIC)
def xlsx() -> ResponseReturnValue:
    """The same as a workbook, up to 100 000 rows."""
    rows = list(_rows(_wanted(), MOST_IN_A_BOOK + 1))
    if len(rows) > MOST_IN_A_BOOK:
        raise Refused("publication_too_many", most=MOST_IN_A_BOOK)
    return downloads.xlsx("results", _("检查结果"), schemas.titled(schemas.PUBLIC), rows)


@bp.get("/public/results.json")
@needs(Permission.PUBLIC)
def as_json() -> ResponseReturnValue:
    """The same for programs, and the tombstones of what was taken down."""
    return Response(stream_with_context(_json(_wanted())), mimetype="application/json")


def _json(wanted: Filters) -> Iterator[str]:
    yield '{"results":['
    for place, row in enumerate(queries.latest(wanted)):
        yield ("," if place else "") + json.dumps(schemas.told(row), ensure_ascii=False)
    gone = [_tombstone(one) for one in queries.withdrawn()]
    yield f'],"withdrawn":{json.dumps(gone, ensure_ascii=False)}}}'


def _tombstone(found: Publication) -> dict[str, str | None]:
    withdrawn = clock.day(found.withdrawn_at).isoformat() if found.withdrawn_at else None
    ground = found.ground.value if found.ground else None
    return {"number": found.number, "withdrawn_on": withdrawn, "ground": ground}


@bp.get("/feeds/results.atom")
@needs(Permission.PUBLIC)
def atom() -> ResponseReturnValue:
    """The last fifty, published, corrected or taken down."""
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed")
    told = queries.feed()
    last = max(map(queries.changed_at, told), default=clock.midnight(clock.today()))
    _add(feed, "title", f"{current_app.config['BE_CITY']} {_('检查结果公示')}")
    _add(feed, "id", url_for(".index", _external=True))
    _add(feed, "updated", clock.local(last).isoformat())
    ET.SubElement(feed, f"{{{_ATOM}}}link", {"rel": "self", "href": url_for(".atom", _external=True)})
    for one in told:
        _entry(feed, one)
    return Response(ET.tostring(feed, encoding="utf-8", xml_declaration=True), mimetype="application/atom+xml")


def _entry(feed: ET.Element, one: Publication) -> None:
    entry, address = ET.SubElement(feed, f"{{{_ATOM}}}entry"), url_for(".show", number=one.number, _external=True)
    gone = one.withdrawn_at is not None
    _add(entry, "title", _("已撤下 %(number)s", number=one.number) if gone else f"{one.department} {one.enterprise}")
    _add(entry, "id", address)
    _add(entry, "updated", clock.local(queries.changed_at(one)).isoformat())
    ET.SubElement(entry, f"{{{_ATOM}}}link", {"href": address})
    author = ET.SubElement(entry, f"{{{_ATOM}}}author")
    _add(author, "name", one.department)
    kind = wording.label("publication.ground", one.ground) if gone else wording.label("result.kind", one.kind)
    _add(entry, "summary", _("已更正：%(kind)s", kind=kind) if one.corrected_at and not gone else kind)


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{_ATOM}}}{name}").text = text
