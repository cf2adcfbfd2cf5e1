"""The least that could take a complaint in: Flask and SQLAlchemy inserting one row. What filing is measured against."""

import os
from typing import Any

from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["BARE_DATABASE_URL"]
db: Any = SQLAlchemy(app)


class Row(db.Model):  # type: ignore[name-defined]
    id = db.Column(db.Integer, primary_key=True)
    facts = db.Column(db.String)
    wants = db.Column(db.String)


@app.post("/rows")
def add() -> tuple[dict[str, int], int]:
    row = Row(facts=request.json["facts"], wants=request.json["wants"])
    db.session.add(row)
    db.session.commit()
    return {"id": row.id}, 201


with app.app_context():
    db.create_all()
    if db.engine.dialect.name == "sqlite":
        with db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
