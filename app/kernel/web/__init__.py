"""What every page needs: the gate, error pages, headers, forms, listings, words."""

from flask import Flask
from flask_babel import Babel
from flask_bootstrap import Bootstrap5
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from app.kernel import limits
from app.kernel.db import Base, db
from app.kernel.web import apidocs, csrf, errors, gate, headers, health, language, pages, parts, site

prove_labels = gate.prove_labels


def init_app(app: Flask) -> None:
    """Install all of it, in the order in which a request meets it."""
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    Babel(app, locale_selector=language.select, default_translation_directories=f"{app.root_path}/translations")
    Bootstrap5(app)
    Migrate(app, db, directory=f"{app.root_path}/migrations", render_as_batch=True, metadata=Base.metadata)
    csrf.init_app(app)
    limits.init_app(app)
    if app.config["BE_TRUSTED_PROXIES"]:
        hops = app.config["BE_TRUSTED_PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    headers.init_app(app)
    gate.init_app(app)
    errors.init_app(app)
    language.init_app(app)
    pages.init_app(app)
    parts.init_app(app)
    site.init_app(app)
    health.init_app(app)
    apidocs.init_app(app)
