"""The blueprint that the doors of accounts share."""

from flask import Blueprint

bp = Blueprint("accounts", __name__)
