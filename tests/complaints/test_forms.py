"""What people type into the forms of the complaint line."""

import pytest

from app.complaints.forms import casework
from app.kernel import parsing
from app.kernel.errors import Refused


@pytest.mark.parametrize("typed", ["²", "①", "1²", "-1", "1.5", "99999", "三"])
def test_a_number_of_days_that_cannot_be_counted_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="number_of_days_malformed"):
        casework.whole(parsing.text(typed))


@pytest.mark.parametrize("typed", ["3", "３"])
def test_a_number_of_days_is_read_in_half_and_full_width(typed: str) -> None:
    assert casework.whole(parsing.text(typed)) == 3
