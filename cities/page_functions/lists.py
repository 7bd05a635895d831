"""What the pages of every list call."""

from exchange.jinja import page_function


@page_function
def pages_around(page):
    """Numbers for page links, the gaps as an ellipsis."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
