"""How sending something may end, besides well."""


class Failed(Exception):
    """It was not taken. `final`: sending it again would change nothing; `down`: nobody is there, others fare alike."""

    def __init__(self, why: str, *, final: bool = False, down: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.final = final
        self.down = down


class Unsure(Exception):
    """It was sent and no answer came: it may have been taken, it may not."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
