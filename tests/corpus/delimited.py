"""Rows as Excel writes them to a text file."""

import csv
import io


def delimited(rows, delimiter=","):
    """CR LF at the end of a row, quotes where needed."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue()
