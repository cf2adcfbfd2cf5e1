"""A sheet with a chart of shares: the spreadsheet draws it of the numbers that stand beside it."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

LONG, TALL, ROW = 640, 120, 26


class Plot(NamedTuple):
    """Bars from nothing to all: the name of each, the number as it is read, the share; None where there is none."""

    sheet: str
    titles: tuple[str, str, str]
    rows: Sequence[tuple[str, str, Fraction | None]]


def draw(book: Any, page: Any, plot: Plot) -> None:
    """Draw the chart of the names in the first column and the shares in the third, in the order of the rows.

    Its copy of them is for programs that draw before they read the cells.
    """
    chart, last = book.add_chart({"type": "bar"}), len(plot.rows)
    names, values = ([plot.sheet, 1, column, last, column] for column in (0, 2))
    kept = {
        "categories_data": [name for name, _shown, _share in plot.rows],
        "values_data": [None if share is None else float(share) for _name, _shown, share in plot.rows],
    }
    chart.add_series({"name": [plot.sheet, 0, 2], "categories": names, "values": values, **kept})
    chart.set_title({"name": plot.sheet, "name_font": {"size": 12}})
    chart.set_legend({"none": True})
    chart.set_x_axis({"min": 0, "max": 1, "num_format": "0%"})
    chart.set_y_axis({"reverse": True})
    chart.set_size({"width": LONG, "height": TALL + ROW * last})
    page.insert_chart(0, 4, chart, {"description": plot.sheet})
