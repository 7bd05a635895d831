"""The import desk without its pages: a file in, a preview, a confirmation."""

from django.contrib.auth import get_user_model

from exchange.desk import checking, confirming, intake
from exchange.desk.results import page_of
from tests.import_pages import as_csv

HEADER = ["기간", "교류내용"]


def user(name="clerk"):
    return get_user_model().objects.get_or_create(username=name)[0]


def timeline(*rows, header=HEADER):
    return as_csv([header, *rows])


def previewed(data, partnership=None, name="연혁.csv", **fields):
    """A batch with its preview; `fields` of the batch are set before."""
    home = fields.pop("home", partnership.home.slug if partnership else "")
    partner = partnership.partner.slug if partnership else ""
    batch = intake.receive(user(), data, name, home=home, partner=partner)
    for field, value in fields.items():
        setattr(batch, field, value)
    batch.save()
    intake.read(batch)
    assert batch.state == batch.State.TABLES, batch.error
    checking.check(batch)
    return batch


def brought(data, partnership=None, only_good=False, **fields):
    """A batch that was confirmed, and its counts that are not 0."""
    batch = previewed(data, partnership, **fields)
    confirming.confirm(batch, user(), only_good=only_good)
    return batch, counts(batch)


def counts(batch):
    table = batch.tables.exclude(shape="").get()
    return {name: getattr(table, name) for name in table.COUNTS if getattr(table, name)}


def rows(batch, *kinds):
    return list(
        page_of(
            batch.tables.exclude(shape="").get(),
            kinds or ("new", "changed", "same", "kept", "ask", "error"),
            per_page=1000,
        )
    )
