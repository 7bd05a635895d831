"""What every import and export of a table shares, on top of django-import-export.

`exchange.legacy` has read the file and found the columns; a resource says what the rows mean,
compares them with what is there and saves them. The library's fields and widgets turn cells
into values and back, and its export writes the tables; its import loop, one row at a time, is
replaced by `planning`, which takes some hundred rows at once.

Who wins: what the file says, where it says something; see `human.HumanEdits` for what a person
wrote. A blank cell never empties a field, the published state is never touched, and a row that
says what is already there changes nothing, not even the history.
"""

from django.utils import translation
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy
from import_export.resources import ModelResource

from exchange.resources.cells import Cell, Parent
from exchange.resources.context import Import
from exchange.resources.planning import Planning

__all__ = ["ROW_NUMBER", "Cell", "Import", "Parent", "TableResource", "by_code"]

# Where a row keeps its number in the file.
ROW_NUMBER = "행"

_by_code = {}


def by_code():
    """{code: resource} of every kind of table, in the order in which a file's tables are saved."""
    autodiscover_modules("resources")
    found = sorted(_by_code.values(), key=lambda resource: resource.turn)
    return {resource.code: resource for resource in found}


class TableResource(Planning, ModelResource):
    """A table of one `shape`. Subclasses say what its rows hang on and how to find them again.

    A subclass whose rows are records of one model gives `parent_field` and `key_of_stored`,
    and inherits planning and saving in bulk.
    """

    # The name of the kind of table, for the desk and the command line.
    code = None
    shape = None
    # Tables of one file are saved in this order: cities before what hangs on them.
    turn = 1
    # What the form says of the published state of new records.
    state_note = gettext_lazy("새로 들어오는 기록은 ‘작성 중’입니다.")
    # The columns that name what a row hangs on, from the widest to the narrowest.
    parent_columns = ()
    # Whether a table without a column for it belongs to one partner, and the clerk is asked whose.
    asks_whose = False
    # The columns by which the preview names a record.
    name_columns = ()

    class Meta:
        abstract = True

    def __init__(self, context=None, partner="", number=0, **kwargs):
        super().__init__(**kwargs)
        self.begin(context or Import(), partner, number)

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if cls.code:
            _by_code[cls.code] = cls

    @classmethod
    def get_display_name(cls):
        return cls.shape.name

    # What a subclass says of its rows.

    def prepare(self, rows):
        """Shape the rows (an iterable of dicts) one by one; some become one, one several."""
        return rows

    @classmethod
    def whose(cls, context, listed, headings):
        """The partner (slug or name) that headings, nearest first, name; "" where none does."""
        return ""

    @classmethod
    def contradiction(cls, context, partner, headings):
        """One sentence if a heading names another city than the table's partner; else ""."""
        return ""

    def find_parent(self, *names):
        """What rows with these words in `parent_columns` hang on; LegacyError if nothing is."""
        raise NotImplementedError

    # Export.

    def export(self, queryset=None, **kwargs):
        # Words of the table are Korean, whichever language the clerk's screen has.
        with translation.override("ko"):
            return super().export(queryset, **kwargs)
