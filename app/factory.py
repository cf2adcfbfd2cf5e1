"""Wires the slices together and decides nothing. The only importer of doors."""

import importlib
import os
from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

from flask import Blueprint, Flask

import config
from app.kernel import db, timer, web, wire

SLICES = (
    "ledger",
    "accounts",
    "workdays",
    "policy",
    "notices",
    "imports",
    "departments",
    "enterprises",
    "items",
    "inspectors",
    "lookbacks",
    "draws",
    "complaints",
    "arrears",
    "supervision",
    "penalties",
    "measures",
    "surveys",
    "credit",
    "plans",
    "visits",
    "quiet_days",
    "results",
    "publication",
    "timelines",
    "typical_cases",
    "warnings",
    "audit",
    "discipline",
    "reports",
    "scorecards",
    "desk",
    "demo",
)


def create_app(environ: Mapping[str, str] | None = None, **overrides: Any) -> Flask:
    """The service, configured from the environment (`config.py` lists every setting)."""
    app = Flask(__name__, root_path=str(config.ROOT))
    app.config.update(config.load(os.environ if environ is None else environ), **overrides)
    db.init_app(app)
    api = wire.init_app(app)
    web.init_app(app)
    app.cli.add_command(timer.tick)
    for name in SLICES:
        _mount(app, api, name)
    web.prove_labels(app)
    return app


def _mount(app: Flask, api: wire.Api, name: str) -> None:
    """Give the app one slice's tables and doors: `init_app`, `bp` or `blueprints`, `blp`, `group`."""
    for room in ("models", "views", "api", "cli"):
        full = f"app.{name}.{room}"
        if find_spec(full) is not None:
            _install(app, api, importlib.import_module(full))


def _install(app: Flask, api: wire.Api, room: Any) -> None:
    if hasattr(room, "init_app"):
        room.init_app(app)
    for blueprint in _blueprints(room):
        app.register_blueprint(blueprint)
    if hasattr(room, "blp"):
        api.register_blueprint(room.blp)
    if hasattr(room, "group"):
        app.cli.add_command(room.group)


def _blueprints(module: Any) -> list[Blueprint]:
    found = getattr(module, "blueprints", None) or [getattr(module, "bp", None)]
    return [blueprint for blueprint in found if blueprint is not None]
