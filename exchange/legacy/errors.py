"""The one error a reader of legacy tables raises."""


class LegacyError(ValueError):
    """A file or a cell that cannot be read; the Korean message says what is wrong and what to do."""
