"""Every refusal as a page or as problem+json: what is wrong, which rule, what to do next."""

from typing import Any

from flask import Flask, current_app, g, make_response, render_template
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, InternalServerError

from app.kernel import wording
from app.kernel.db import db
from app.kernel.errors import Refused
from app.kernel.web import gate, language

PAGES = {400, 401, 403, 404, 405, 409, 410, 413, 422, 428, 429, 500, 503}


def init_app(app: Flask) -> None:
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(CSRFError, lambda _error: answer(400, "csrf"))
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(StaleDataError, lambda _error: _changed())
    app.register_error_handler(IntegrityError, lambda _error: _changed())


def _refused(error: Refused) -> ResponseReturnValue:
    return answer(error.status, error.code, error=error)


def _changed() -> ResponseReturnValue:
    db.session.rollback()
    return answer(409, "changed_meanwhile")


def _http(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status < 400:
        return error.get_response()
    if isinstance(error, InternalServerError):
        db.session.rollback()
    response = make_response(answer(status, f"http_{status}" if status in PAGES else "http_other"))
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            response.headers[name] = value
    return response


def answer(status: int, code: str, *, error: Refused | None = None, **more: Any) -> ResponseReturnValue:
    """The refusal `code` as a page for a person, as problem+json for a program."""
    told = wording.tell(code, error.facts if error else {})
    if gate.is_api():
        return problem(status, code, told, field=error.field if error else None, **more)
    shown = {"status": status, "told": told, "request_id": g.get("request_id", "")}
    return (_bare(shown) if status >= 500 else render_template("errors/refusal.html", **shown)), status


def _bare(shown: dict[str, Any]) -> str:
    """A page that asks neither the database nor the session: the fault may lie there."""
    return current_app.jinja_env.get_template("parts/bare.html").render(language=language.select(), **shown)


def problem(
    status: int, code: str, told: wording.Told, *, field: str | None = None, **more: Any
) -> ResponseReturnValue:
    """RFC 9457: `application/problem+json` with our code, the sentence, the clause and the way forward."""
    body: dict[str, Any] = {
        "type": f"/problems/{code}",
        "title": told.sentence,
        "status": status,
        "detail": told.forward,
        "clause": told.clause,
        "code": code,
        "request_id": g.get("request_id", ""),
        **more,
    }
    if field:
        body["errors"] = [{"pointer": f"/{field}", "code": code, "message": told.sentence}]
    response = current_app.json.response(body)
    response.mimetype = "application/problem+json"
    return response, status
