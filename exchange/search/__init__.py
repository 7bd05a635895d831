"""Finding records by any part of their text.

Each app says in its `search.py` what of its records is searched (`Index`) and which groups of
results the page shows (`Group`). The databases keep the indexes up to date themselves, whoever
writes: PostgreSQL by an index over a function, SQLite by triggers (`postgresql.py`, `sqlite.py`).
Words are found by their bigrams: 플러튼 is 플러 and 러튼, one after the other.
"""
