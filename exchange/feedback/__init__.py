"""Whether a page was helpful: 네 or 아니오 on every public page, then one comment.

Nothing personal is kept (docs/decisions/031): days, not times; counts, not answers; what looks
like a telephone number in a comment is taken out before it is saved.
"""
