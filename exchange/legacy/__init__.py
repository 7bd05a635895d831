"""Reading legacy tables: bytes → text → rows → known columns. No ORM in here.

`tables.read(data, shape)` does all of it; `shapes` says which columns each kind of table has.
The words inside the cells are read by `countries`, `places`, `kinds` and `quantities`, and dates
by `exchange.periods`. Checking and saving the rows is the work of the apps' `resources.py`.
"""
