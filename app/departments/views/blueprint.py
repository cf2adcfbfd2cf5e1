"""The blueprint that the doors of the register of departments share."""

from flask import Blueprint

bp = Blueprint("departments", __name__)
