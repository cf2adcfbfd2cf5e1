"""A page worked with the keyboard alone: each key's place is in sight on its way."""

from typing import Any

PRIMARY = "main button.btn-primary[type=submit]"
HELD = """wanted => {
  const control = document.activeElement, style = getComputedStyle(control);
  const seen = control === document.body || parseFloat(style.outlineWidth) >= 3 && style.outlineStyle !== "none";
  return [control.matches(wanted), seen, control.outerHTML.slice(0, 120)];
}"""


def tab_to(page: Any, selector: str, most: int = 90) -> None:
    """Tab on until the control has the focus; wherever the focus is on its way, it is seen."""
    for _ in range(most):
        there, seen, control = page.evaluate(HELD, selector)
        assert seen, f"the focus is not seen on {control}"
        if there:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached with the Tab key")


def typed(page: Any, **answers: str) -> None:
    for name, words in answers.items():
        tab_to(page, f"[name='{name}']")
        page.keyboard.type(words)


def send(page: Any) -> str:
    """Press the button of the form; what the next page says."""
    tab_to(page, PRIMARY)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    return str(page.inner_text("main"))


def press(page: Any, selector: str) -> str:
    """Reach a button or a link with the Tab key and press it; what the next page says."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    return str(page.inner_text("main"))
