"""The ground of the public API: questions, pages, problems, the schema. Each app has its `api.py`.

All of it is read-only, in JSON, the same for everybody, and in Korean.
"""
