"""The blueprint that the doors of the directory share."""

from flask import Blueprint

bp = Blueprint("enterprises", __name__)
