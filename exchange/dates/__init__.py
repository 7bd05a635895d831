"""The grammar by which `exchange.periods.Period` reads dates. Pure Python, no Django.

A text becomes `tokens`, tokens become points (`orders` and what it stands on: `years`, `points`,
`named`, with what may follow one in `tails`), points become `spans`, and `grammar` reads whole
texts. `words` is the vocabulary, `shapes` the short way for the commonest forms, `edtf` the
other side: what a Period is stored as.
"""
