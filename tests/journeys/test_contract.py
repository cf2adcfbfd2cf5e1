"""The API keeps what its document promises, whatever a program sends: examples made from the document itself.

No fault of the service; every refusal is problem+json; every answer is of the form and the status that the document
tells. As the office, and as a department.
"""

import contextvars
from collections import Counter
from typing import Any
from urllib.parse import quote

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance

from app.accounts.rules import grantable
from app.kernel import sealing
from app.kernel.db import db
from config import DEFAULT_SECRET
from tests import make
from tests.complaints import story

DOCUMENT = "/api/v1/openapi.json"
EXAMPLES = 12
ODD = ("\x00", "a\x00b", "\ud800", "😀" * 300, "%", "_", "'", '"', "\\", "‮", " ", "²", "９９", "-0", "1e9", "null")
"""Texts at which programs stumble."""
FILED = ("category", "facts", "wants", "happened", "place", "about", "external_ref", "channel", "disclosure")


@pytest.fixture
def api(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch, frozen: Any) -> Any:
    """`api.send(who, method, path)`: a request with the token of `office` or `unit`; `api.schema`, `api.numbers`."""
    monkeypatch.setattr(story, "KEY", sealing.key(DEFAULT_SECRET))
    sqlite_app.config["PROPAGATE_EXCEPTIONS"] = False
    return Programs(sqlite_app)


class Programs(story.Cast):
    def __init__(self, app: Flask) -> None:
        super().__init__()
        self.app = app
        cases = {"office": story.filed(self.owner).complaint, "unit": self.referred()}
        self.numbers = {who: complaint.number for who, complaint in cases.items()}
        self.verified_number = self.verified().number
        self.tokens = {
            who: make.token(user, *grantable(user.role))
            for who, user in (("office", self.officer), ("unit", self.clerk))
        }
        db.session.rollback()
        self.schema = schemathesis.openapi.from_wsgi(DOCUMENT, app)

    def send(self, who: str, method: str, path: str, **more: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.tokens[who]}", **more.pop("headers", {})}
        return self.app.test_client().open(path, method=method, headers=headers, **more)


def told_properly(answer: Any, about: str) -> None:
    """No fault; a refusal is a problem with our own code, and says how it went on HTTP's side too."""
    assert answer.status_code < 500, about
    if answer.status_code >= 400:
        assert answer.mimetype == "application/problem+json", about
        body = answer.json
        assert body["status"] == answer.status_code, about
        assert body["type"] == f"/problems/{body['code']}", about
        assert body["title"], about
    if answer.status_code == 405:
        assert answer.headers["Allow"], about


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=str)
@pytest.mark.parametrize("who", ["office", "unit"])
def test_answers_keep_to_the_document(api: Programs, who: str, mode: GenerationMode) -> None:
    """Well-formed requests and ill-formed ones, about a case that is there and about made-up ones."""
    statuses: Counter[int] = Counter()
    for found in api.schema.get_all_operations():
        operation = found.ok()
        real = {"path_parameters": {"number": api.numbers[who]}} if "{number}" in operation.path else {}
        for given_more in (real, {})[not real :]:
            statuses += _kept(api, who, operation.as_strategy(generation_mode=mode, **given_more))
    assert statuses[200] > (EXAMPLES if mode is GenerationMode.POSITIVE else 0), statuses
    assert statuses[422] > (0 if mode is GenerationMode.POSITIVE else EXAMPLES), statuses


def _kept(api: Programs, who: str, cases: st.SearchStrategy[Any]) -> Counter[int]:
    """Send examples and check each answer; how often each status came."""
    token, statuses = api.tokens[who], Counter[int]()

    @seed(20260911)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases)
    def run(case: Any) -> None:
        case.headers.update({"Authorization": f"Bearer {token}", "If-Match": "*"})
        answer = contextvars.Context().run(case.call)
        statuses[answer.status_code] += 1
        case.validate_response(answer, checks=[not_a_server_error, response_schema_conformance])
        if answer.status_code >= 400:
            assert answer.headers["content-type"] == ["application/problem+json"], (case, answer.status_code)

    run()
    return statuses


@pytest.mark.parametrize("who", ["office", "unit"])
def test_odd_texts_are_refused_or_taken_but_break_nothing(api: Programs, who: str) -> None:
    number = api.numbers[who]
    filing = {"category": "illegal_inspection", "facts": story.FACTS, "wants": "说明检查依据"}
    for nth, odd in enumerate(ODD):
        key = {"Idempotency-Key": f"odd-text-{nth}", "If-Match": "*"}
        for name in (
            "category",
            "facts",
            "wants",
            "happened",
            "place",
            "about",
            "external_ref",
            "channel",
            "disclosure",
        ):
            answer = api.send(who, "POST", "/api/v1/complaints", json={**filing, name: odd}, headers=key)
            told_properly(answer, f"{name}={odd!r}")
        for verb in ("accept", "decline", "verify", "preliminary", "resolve"):
            words = dict.fromkeys(("facts", "wants", "words", "findings", "outcome", "reason", "department"), odd)
            told_properly(api.send(who, "POST", f"/api/v1/complaints/{number}/{verb}", json=words, headers=key), verb)
        for path in ("complaints", "enterprises"):
            for name in ("q", "page", "per_page", "category", "view", "kind", "state", "township"):
                query = {name: odd.encode("utf-8", "surrogatepass")}
                told_properly(api.send(who, "GET", f"/api/v1/{path}", query_string=query), f"{path} {name} {odd!r}")
            told_properly(
                api.send(who, "GET", f"/api/v1/{path}/{quote(odd, errors='surrogatepass')}"), f"{path}/{odd!r}"
            )


@pytest.mark.parametrize("page", ["0", "-1", "10001", "9" * 400, "1.5", "x", ""])
def test_a_page_that_cannot_be_is_refused(api: Programs, page: str) -> None:
    for name in ("page", "per_page"):
        for path in ("complaints", "enterprises"):
            told_properly(answer := api.send("office", "GET", f"/api/v1/{path}?{name}={page}"), page)
            assert answer.status_code == 422, (path, name, page)


BODIES = {
    "not JSON": {"data": b"{", "content_type": "application/json"},
    "not an object": {"data": b"[]", "content_type": "application/json"},
    "a number": {"data": b"1", "content_type": "application/json"},
    "nothing": {"data": b"", "content_type": "application/json"},
    "not UTF-8": {"data": b'{"facts": "\xff"}', "content_type": "application/json"},
    "UTF-16": {"data": '{"facts": "x"}'.encode("utf-16"), "content_type": "application/json"},
    "not a number of JSON": {"data": b'{"facts": NaN}', "content_type": "application/json"},
    "deep": {"data": b"[" * 5000 + b"]" * 5000, "content_type": "application/json"},
    "huge number": {"data": b'{"files": [' + b"9" * 5000 + b"]}", "content_type": "application/json"},
    "a form": {"data": {"facts": "x"}},
    "text": {"data": b"facts", "content_type": "text/plain"},
    "an unknown charset": {"data": b"{}", "content_type": "application/json; charset=klingon"},
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_body_that_is_not_what_is_asked_for_is_refused(api: Programs, body: dict[str, Any]) -> None:
    key = {"Idempotency-Key": "a-key-of-this-test", "If-Match": "*"}
    for path in ("/api/v1/complaints", f"/api/v1/complaints/{api.numbers['office']}/accept"):
        told_properly(answer := api.send("office", "POST", path, headers=key, **body), path)
        assert answer.status_code in {400, 413, 415, 422}, (path, answer.status_code)


def test_an_odd_header_breaks_nothing(api: Programs) -> None:
    filing = {"category": "illegal_inspection", "facts": story.FACTS, "wants": "说明检查依据"}
    for odd in ("x" * 7, "x" * 129, "\xff" * 10, "", "'" * 10):
        headers = {"Idempotency-Key": odd, "If-Match": odd, "Accept-Language": odd, "If-None-Match": odd}
        told_properly(api.send("office", "POST", "/api/v1/complaints", json=filing, headers=headers), odd)
        told_properly(api.send("office", "GET", f"/api/v1/complaints/{api.numbers['office']}", headers=headers), odd)
        told_properly(api.app.test_client().get("/api/v1/complaints", headers={"Authorization": f"Bearer {odd}"}), odd)


def test_another_method_is_told_which_there_are(api: Programs) -> None:
    for path, allowed in (("/api/v1/complaints", {"GET", "HEAD", "OPTIONS", "POST"}), ("/api/v1/enterprises", {"GET"})):
        for method in ("PUT", "PATCH", "DELETE"):
            told_properly(answer := api.send("office", method, path), f"{method} {path}")
            assert answer.status_code == 405
            assert allowed <= set(answer.headers["Allow"].split(", "))
        assert api.send("office", "HEAD", path).status_code == 200
        assert api.send("office", "OPTIONS", path).status_code in {200, 204}
    told_properly(answer := api.send("office", "GET", "/api/v1/nothing"), "nothing")
    assert answer.status_code == 404
