"""The one error a reader of legacy tables raises."""


class LegacyError(ValueError):
    """A file or a cell that cannot be read; the Korean message says what is wrong and what to do.

    `cell` is where it stands, as far as it is known: row, column, text.
    """

    def __init__(self, message, **cell):
        super().__init__(message)
        self.cell = cell
