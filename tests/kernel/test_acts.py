"""The one-time mark of a form: ours, or none."""

import pytest
from flask import Flask

from app.kernel.web import forms

MARK = "0123456789abcdef" * 2


@pytest.mark.parametrize("sent", ["", MARK[1:], MARK + "0", MARK.upper(), MARK + "\n", "g" * 32])
def test_a_mark_that_is_not_one_of_ours_is_none(sqlite_app: Flask, sent: str) -> None:
    with sqlite_app.test_request_context(method="POST", data={"once": sent}):
        assert forms.once() == ""
    with sqlite_app.test_request_context(method="POST", data={"once": MARK}):
        assert forms.once() == MARK
