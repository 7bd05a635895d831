"""The one error a reader of dates raises, kept apart so that every file here can import it."""


class PeriodError(ValueError):
    """A date that cannot be read without guessing.

    The message is a Korean sentence for the clerk who typed the date: it names the part
    that is wrong and says what to type. `suggestion` is a text that would be read, where
    one follows from what was typed; it is never applied by itself.
    """

    def __init__(self, message: str, suggestion: str | None = None):
        super().__init__(message)
        self.suggestion = suggestion


def quoted(text: str, limit: int = 40) -> str:
    """The clerk's own words in quotes, on one line and cut where they are long."""
    text = " ".join(text.split())
    return f"'{text if len(text) <= limit else text[: limit - 1] + '…'}'"
