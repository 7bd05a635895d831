"""The import desk: from an uploaded file or pasted text to records, and back again.

`models` is what a batch is, `intake` reads what comes in, `checking` makes the preview,
`confirming` saves it in one transaction, `undoing` takes it back, `jobs` runs the long ones
in the background; `views` and `forms` are what a clerk sees. What the rows mean is not known
here: the apps' `resources.py` say so, and this package finds them by their code.
"""
