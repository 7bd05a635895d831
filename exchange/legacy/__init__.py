"""Reading legacy tables: bytes → text → rows → known columns. No ORM in here.

`recognise` says which shape a sheet has (`shapes`), where its header is and which place is which
column, from headers and cells together; `tables.mapped` makes the rows dicts of these columns.
The words inside the cells are read by `countries`, `places`, `kinds` and `quantities`, and dates
by `exchange.periods`. Checking and saving the rows is the work of the apps' `resources.py`.
"""
