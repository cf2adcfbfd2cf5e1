"""What every test can ask for: an app on a migrated database of its own (SQLite and PostgreSQL), a client that is
signed in as somebody, a fixed instant, a live server and a browser.
"""

import contextvars
import fcntl
import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cached_property, wraps
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import flask_migrate
import psycopg
import pytest
import time_machine
from flask import Flask, session
from flask.testing import FlaskClient
from flask_login import login_user
from hypothesis import settings
from sqlalchemy import Engine, event
from werkzeug.routing import Rule
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.test import TestResponse

from app.factory import create_app
from app.kernel import clock
from app.kernel.db import db
from app.kernel.permissions import Role
from app.ledger.service import request_id
from tests import chromium, make, postgres
from tests.journeys import tracing

settings.register_profile("search", deadline=None)
settings.register_profile("repeat", deadline=None, derandomize=True)
settings.load_profile("repeat" if os.environ.get("CI") else "search")

_builders: dict[Any, Any] = {}
_compile_builder = Rule._compile_builder


def _compile_once(rule: Rule, append_unknown: bool = True) -> Any:
    """What builds an address, compiled once and not for each test's app: that is most of what an app takes."""
    if rule.defaults:
        return _compile_builder(rule, append_unknown)
    key = (rule.rule, tuple(rule._trace), append_unknown)
    if key not in _builders:
        _builders[key] = _compile_builder(rule, append_unknown)
    return _builders[key]


Rule._compile_builder = _compile_once  # type: ignore[method-assign]

CHEAP = {"argon2__rounds": 1, "argon2__memory_cost": 8, "argon2__parallelism": 1}
NO_BROWSER, NO_STRACE = "no browser is installed", "no strace that may trace here"
NO_WRITER = "no LibreOffice is installed"
SERVER = "TEST_POSTGRESQL_SERVER"
_server: postgres.Server | None = None
_numbers = count(1)


def pytest_configure(config: pytest.Config) -> None:
    """With several workers the one PostgreSQL is started before them; alone, only when a test wants it.

    Being terminated is taken like Ctrl-C, so that the server is stopped then too.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if getattr(config.option, "numprocesses", None) and not hasattr(config, "workerinput"):
        _start_postgresql()


def pytest_unconfigure(config: pytest.Config) -> None:
    global _server
    if _server is not None:
        _server.stop()
        _server = None
        os.environ.pop(SERVER, None)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    reports = terminalreporter.stats.get("skipped", [])
    engines = {str(report.longrepr[2]) for report in reports if "requirements-" in str(report.longrepr)}
    for absent in sorted(engines):
        terminalreporter.line(f"ENGINE TESTS DID NOT RUN: {absent.removeprefix('Skipped: ')}", red=True, bold=True)
    skipped = [str(report.longrepr) for report in reports]
    missing = {
        "BROWSER": (NO_BROWSER, f"none of {', '.join(chromium.NAMES)} is installed", "chromium fonts-noto-cjk"),
        "STRACE": (NO_STRACE, "strace is not installed, or may not trace here", "strace"),
        "WRITER": (NO_WRITER, "soffice is not installed, or not its Writer", "libreoffice-writer-nogui"),
    }
    for name, (reason, why, packages) in missing.items():
        if count := sum(reason in told for told in skipped):
            terminalreporter.section(f"NO {name}", sep="#", red=True, bold=True)
            terminalreporter.line(f"{count} tests DID NOT RUN: {why}.", red=True)
            terminalreporter.line(f"Install it (Debian: apt-get install {packages}) and run again.", red=True)
            terminalreporter.section(f"NO {name}", sep="#", red=True, bold=True)


def _start_postgresql() -> str:
    global _server
    if SERVER not in os.environ:
        try:
            _server = postgres.start()
        except RuntimeError as error:
            pytest.exit(str(error), returncode=1)
        os.environ[SERVER] = _server.url
    return os.environ[SERVER]


@event.listens_for(Engine, "connect")
def _without_waiting_for_the_disk(connection: Any, _record: Any) -> None:
    """SQLite in tests survives a killed process, which is tested, and need not survive a lost machine."""
    if "sqlite" in type(connection).__module__:
        connection.execute("PRAGMA synchronous = OFF")


@pytest.fixture(autouse=True)
def _any_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests set the clock: how long the machine has been running says nothing of theirs."""
    monkeypatch.setattr(clock, "running", lambda: ("", 0.0))


@pytest.fixture(autouse=True)
def _no_request() -> None:
    """No test begins within a request that another one made."""
    request_id.set("")


class Database:
    """Databases of one kind, each a copy of a template that the migrations made."""

    def __init__(self, kind: str, folder: Path) -> None:
        self.kind = kind
        self.folder = folder
        self.idle: list[str] = []
        self.template = self.create_empty()
        app = create_app({"BE_MODE": "test", "DATABASE_URL": self.template})
        with app.app_context():
            flask_migrate.upgrade()
            db.engine.dispose()

    def create_empty(self) -> str:
        """The address of a new database without tables."""
        if self.kind == "sqlite":
            return f"sqlite:///{self.folder / f'{next(_numbers)}.sqlite'}"
        return self._create("")

    def create(self) -> str:
        """The address of a migrated database in which nothing has happened yet."""
        return self.idle.pop() if self.idle else self.copy(self.template)

    def copy(self, template: str) -> str:
        """The address of a copy of a database of this kind, to which nobody is connected."""
        if self.kind == "postgresql":
            return self._create(f" TEMPLATE {urlsplit(template).path[1:]}")
        url = self.create_empty()
        shutil.copy(self._path(template), self._path(url))
        return url

    def give_back(self, url: str) -> None:
        """The database is needed no more. Emptied, one of PostgreSQL's serves the next test: quicker than a copy."""
        if self.kind == "postgresql" and self._guards(url) == self.guards:
            self._empty(url)
            self.idle.append(url)
        else:
            self.drop(url)

    @cached_property
    def guards(self) -> list[Any]:
        """What the migrations guard a database with."""
        return self._guards(self.template)

    @staticmethod
    def _guards(url: str) -> list[Any]:
        """Triggers, constraints and revision of a database: a test that took one away or set it does not pass it on."""
        with psycopg.connect(url.replace("+psycopg", "")) as connection:
            triggers = "SELECT tgname, tgenabled::text FROM pg_trigger WHERE NOT tgisinternal"
            rules = "SELECT conname, contype::text FROM pg_constraint WHERE connamespace = 'public'::regnamespace"
            revision = "SELECT 'revision', version_num FROM alembic_version"
            return sorted(connection.execute(f"{triggers} UNION ALL {rules} UNION ALL {revision}").fetchall())

    def _empty(self, url: str) -> None:
        """Bring every table and sequence to what the migrations left; triggers do not see it."""
        name = urlsplit(url).path[1:]
        self._execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute("SET session_replication_role = replica")
            connection.execute(self.reset)

    @cached_property
    def reset(self) -> str:
        """The statements that empty a database: what a migration filled in is filled in again."""
        with psycopg.connect(self.template.replace("+psycopg", "")) as connection:
            tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
            sequences = connection.execute("SELECT sequencename FROM pg_sequences").fetchall()
        kept = ["DELETE FROM ledger_head", "INSERT INTO ledger_head (id, size) VALUES (1, 0)"]
        emptied = [f'DELETE FROM "{name}"' for (name,) in tables if name not in {"alembic_version", "ledger_head"}]
        return "; ".join([*emptied, *kept, *(f'ALTER SEQUENCE "{name}" RESTART' for (name,) in sequences)])

    def drop(self, url: str) -> None:
        if self.kind == "sqlite":
            for ending in ("", "-wal", "-shm"):
                Path(f"{self._path(url)}{ending}").unlink(missing_ok=True)
        else:
            self._execute(f"DROP DATABASE IF EXISTS {urlsplit(url).path[1:]} WITH (FORCE)")

    def _create(self, template: str) -> str:
        name = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'one')}_{os.getpid()}_{next(_numbers)}"
        self._execute(f"CREATE DATABASE {name}{template}")
        return urlsplit(_start_postgresql())._replace(path=f"/{name}").geturl()

    def _execute(self, sql: str) -> None:
        address = _start_postgresql().replace("postgresql+psycopg://", "postgresql://")
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(sql)

    @staticmethod
    def _path(url: str) -> str:
        return url.removeprefix("sqlite:///")


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Database]]:
    """`databases("sqlite")` and `databases("postgresql")` create, copy and drop databases of that kind."""
    made: dict[str, Database] = {}

    def of(kind: str) -> Database:
        if kind not in made:
            made[kind] = Database(kind, tmp_path_factory.mktemp(kind))
        return made[kind]

    yield of
    for database in made.values():
        database.drop(database.template)


@pytest.fixture(scope="session")
def cities(databases: Callable[[str], Database], tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """`cities("sqlite")`: the address of a database in which the small demo city lies, to be copied.

    The first worker that asks loads it, for all; the others wait.
    """
    folder = tmp_path_factory.getbasetemp()
    folder = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder

    def of(kind: str) -> str:
        with (folder / f"city.{kind}").open("a+") as kept:
            fcntl.flock(kept, fcntl.LOCK_EX)
            kept.seek(0)
            url = kept.read() or _loaded(databases(kind))
            kept.truncate(0)
            kept.write(url)
            return url

    return of


def _loaded(database: Database) -> str:
    """The address of a new database with the city, to which nobody is connected."""
    url = database.create()
    made = create_app({"BE_MODE": "demo", "DATABASE_URL": url}, SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS=CHEAP)
    with made.app_context():
        done = made.test_cli_runner().invoke(args=["demo", "load"])
        assert done.exit_code == 0, done.output
        db.session.remove()
        db.engine.dispose()
    clock.shift(timedelta())
    return url


class Client(FlaskClient):
    """A client whose requests share nothing with the test: neither `g` nor the database session.

    What a test has not committed is not there for the request, so an open change is an error of the test.
    """

    def open(self, *args: Any, **more: Any) -> TestResponse:
        if db.session.new or db.session.dirty or db.session.deleted:
            raise AssertionError("commit first (`with transaction():`): the request would not see the open changes")
        db.session.rollback()
        more.setdefault("buffered", True)
        return contextvars.Context().run(super().open, *args, **more)

    def sign_in(self, user: Any) -> None:
        """Sign in without the sign-in page: a session like the one that it makes, fresh."""
        contextvars.Context().run(self._sign_in, user)

    def _sign_in(self, user: Any) -> None:
        app = self.application
        with app.test_request_context(environ_overrides=self.environ_base):
            if "security" in app.extensions:
                from flask_security import login_user as secure_login

                secure_login(user, authn_via=["test"])
            else:
                login_user(user)
            response = app.response_class()
            app.session_interface.save_session(app, session, response)
        cookie = response.headers["Set-Cookie"].split(";")[0].partition("=")
        self.set_cookie(cookie[0], cookie[2])


@contextmanager
def _app(database: Database, template: str = "", **overrides: Any) -> Iterator[Flask]:
    url = database.copy(template) if template else database.create()
    made = create_app({"BE_MODE": overrides.pop("mode", "test"), "DATABASE_URL": url}, **overrides)
    made.test_client_class = Client
    try:
        with made.app_context():
            yield made
            db.session.remove()
            db.engine.dispose()
    finally:
        clock.shift(timedelta())
        database.give_back(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request: pytest.FixtureRequest, databases: Callable[[str], Database]) -> Iterator[Flask]:
    """The service on a migrated database of its own, inside an app context; once for each kind of database.

    Pages take POSTs without a CSRF token here; `guarded` does not.
    """
    with _app(databases(request.param), WTF_CSRF_ENABLED=False) as made:
        yield made


@pytest.fixture
def sqlite_app(databases: Callable[[str], Database]) -> Iterator[Flask]:
    """As `app`, on SQLite only: for what cannot differ between databases (pages, words)."""
    with _app(databases("sqlite"), WTF_CSRF_ENABLED=False) as made:
        yield made


@pytest.fixture
def guarded(databases: Callable[[str], Database]) -> Iterator[Flask]:
    """As `sqlite_app`, with CSRF protection as in production."""
    with _app(databases("sqlite")) as made:
        yield made


@pytest.fixture
def postgresql_app(databases: Callable[[str], Database]) -> Iterator[Flask]:
    """As `app`, on PostgreSQL only: for two writers at once."""
    with _app(databases("postgresql"), WTF_CSRF_ENABLED=False) as made:
        yield made


@pytest.fixture
def client(app: Flask) -> Client:
    """A client of `app`; `client.sign_in(user)` signs it in."""
    made = app.test_client()
    assert isinstance(made, Client)
    return made


@pytest.fixture
def sign_in(client: Client) -> Callable[[Any], Client]:
    """`sign_in(user)` signs the client in as that user and gives it back."""

    def sign(user: Any) -> Client:
        client.sign_in(user)
        return client

    return sign


@pytest.fixture
def staff(sqlite_app: Flask) -> Callable[..., Client]:
    """`staff(role, department)`: a client of `sqlite_app` signed in with that role."""

    def signed_in(role: Role, department: Any = None) -> Client:
        made = sqlite_app.test_client()
        assert isinstance(made, Client)
        made.sign_in(make.user(role, department))
        return made

    return signed_in


@pytest.fixture
def at() -> datetime:
    """Friday 2026-09-11, nine o'clock in Shanghai: the day of the demo city."""
    return datetime(2026, 9, 11, 1, 0, tzinfo=UTC)


@pytest.fixture
def frozen(at: datetime) -> Iterator[time_machine.Traveller]:
    """The clock stands at `at`; `frozen.move_to(instant)` and `frozen.shift(timedelta)` move it."""
    with time_machine.travel(at, tick=False) as traveller:
        yield traveller


class Live:
    """A server that a browser can reach: `url`, and `app` with its context open to build what the test needs."""

    def __init__(self, app: Flask, url: str) -> None:
        self.app = app
        self.url = url


@pytest.fixture
def live(databases: Callable[[str], Database], request: pytest.FixtureRequest) -> Iterator[Live]:
    """The service on SQLite behind a real port, guarded as in production, in demo mode; `frozen` may be combined."""
    with _app(databases("sqlite"), mode="demo") as made, serving(made) as url:
        yield Live(made, url)


class Handler(WSGIRequestHandler):
    """A connection that a browser keeps open for later ends after two seconds of silence."""

    timeout = 2


def closing(app: Flask) -> Callable[..., Iterator[bytes]]:
    """The app, its answers closed although the browser has gone away: werkzeug's server leaves those open."""

    def answer(environ: Any, start_response: Any) -> Iterator[bytes]:
        body = app(environ, start_response)
        try:
            yield from body
        finally:
            body.close()

    return answer


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The app behind a real port. At the end every request that has begun is answered before the app goes."""
    server = make_server("127.0.0.1", 0, closing(app), threaded=True, request_handler=Handler)
    server.daemon_threads = False
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join(timeout=10)
        server.server_close()


@pytest.fixture(scope="session")
def strace() -> None:
    """A strace that may trace. Skipped, and said so at the end of the run, where there is none."""
    if not tracing.works():
        pytest.skip(NO_STRACE)


@pytest.fixture(scope="session")
def writer(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[bytes]]:
    """Turns DOCX files into PDF with LibreOffice. Skipped, and said so at the end of the run, where there is none."""
    program = shutil.which("soffice")
    if program is None or not (Path(program).resolve().parent / "libswlo.so").exists():  # an office without its Writer
        pytest.skip(NO_WRITER)
    profile = tmp_path_factory.mktemp("writer")

    def convert(*files: bytes) -> list[bytes]:
        folder = tmp_path_factory.mktemp("papers")
        paths = [folder / f"{number}.docx" for number in range(len(files))]
        for path, data in zip(paths, files, strict=True):
            path.write_bytes(data)
        asked = [program, "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", "pdf"]
        subprocess.run([*asked, "--outdir", folder, *paths], check=True, capture_output=True, timeout=120)
        return [path.with_suffix(".pdf").read_bytes() for path in paths]

    return convert


LOOKS = ("content", "count", "evaluate", "inner_text", "is_visible", "text_content")
"""What Playwright answers at once, or as soon as the element is there, whether or not its page is."""


def _of_whole_page(look: Callable[..., Any]) -> Callable[..., Any]:
    """A look at a page that is there to its end: a click returns when the next one has begun."""

    @wraps(look)
    def at_last(seen: Any, *args: Any, **more: Any) -> Any:
        getattr(seen, "page", seen).wait_for_load_state("domcontentloaded")
        return look(seen, *args, **more)

    return at_last


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium through Playwright. Skipped, and said so at the end of the run, where there is none."""
    path = chromium.find()
    if path is None:
        pytest.skip(NO_BROWSER)
    from playwright.sync_api import Locator, Page, sync_playwright

    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        for name in LOOKS:
            for kind in (kind for kind in (Page, Locator) if hasattr(kind, name)):
                patch.setattr(kind, name, _of_whole_page(getattr(kind, name)))
        found = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def open_page(browser: Any, live: Live) -> Iterator[Callable[..., Any]]:
    """`open_page(width=360, javascript=True)` opens a page on `live` in a fresh profile.

    At the end the test fails if any page broke its content policy or asked another host for anything.
    """
    contexts: list[Any] = []
    broken: list[str] = []

    def watch(page: Any) -> None:
        def said(message: Any) -> None:
            if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
                broken.append(message.text)

        def asked(asking: Any) -> None:
            if not asking.url.startswith((live.url, "data:", "blob:", "about:")):
                broken.append(f"a request to {asking.url}")

        page.on("console", said)
        page.on("request", asked)
        page.on("pageerror", lambda error: broken.append(str(error)))

    def opened(width: int = 360, height: int = 800, javascript: bool = True, **more: Any) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            base_url=live.url,
            **more,
        )
        context.set_default_timeout(30_000)
        contexts.append(context)
        context.on("page", watch)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
    assert broken == []
