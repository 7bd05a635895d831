"""What comes in: bytes or pasted text to a batch, its tables and the guess how to read them."""

import hashlib
import json
import re
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from exchange.desk.models import ImportBatch, ImportChunk, ImportFile, ImportProfile, ImportTable
from exchange.legacy.city_cells import name_of
from exchange.legacy.decoding import candidates_for
from exchange.legacy.errors import LegacyError
from exchange.legacy.limits import check_bytes
from exchange.legacy.reading import EncodingUnknown, clean_name, read_file, read_text
from exchange.legacy.recognise import fit, recognise, signature
from exchange.legacy.serials import unclear_numbers
from exchange.legacy.sheets import Sheet
from exchange.resources import Import, by_code

# Rows kept together, and rows shown where the clerk says what is what.
CHUNK = 500
# Chunks in one statement.
STORED_TOGETHER = 10
SAMPLE = 40
# Rows among which a header is looked for that a clerk named before.
HEADER_WITHIN = 15

# After which time an upload that nobody confirmed is deleted.
ABANDONED = timedelta(days=30)

State = ImportBatch.State


def context_of(batch, user=None):
    """The Import that the resources work in."""
    return Import(
        home=batch.home,
        user=user,
        reason=batch.reason,
        overwrites=batch.overwrites,
        answers=batch.answers,
    )


def receive(user, data, name, home="", partner="", is_pasted=False):
    """A batch for these bytes (UTF-8 where they were pasted), its original kept.

    LegacyError where there is nothing to read or too much.
    """
    check_bytes(data)
    forget_abandoned()
    answers = answered_before(home)
    if partner:  # waits there until the tables are known
        answers["partner"] = partner
    with transaction.atomic():
        file, _ = ImportFile.objects.get_or_create(
            sha256=hashlib.sha256(data).hexdigest(), defaults={"size": len(data), "data": data}
        )
        return ImportBatch.objects.create(
            file=file,
            file_name=clean_name(name)[:200] or "붙여 넣은 글",
            is_pasted=is_pasted,
            home=home,
            answers=answers,
            created_by=user,
        )


def answered_before(home):
    """What clerks of this home said earlier of cities spelled otherwise: they are asked once."""
    batches = ImportBatch.objects.filter(home=home, state=State.DONE).exclude(answers={})
    return {
        question: answer
        for answers in batches.order_by("pk").values_list("answers", flat=True)
        for question, answer in answers.items()
        if question.startswith("city:") and answer.startswith("is:")
    }


def forget_abandoned():
    """Delete uploads that nobody confirmed: legacy tables may hold names that are private."""
    old = timezone.now() - ABANDONED
    forget(ImportBatch.objects.filter(created_at__lt=old, job="", confirmed_at=None))


@transaction.atomic
def forget(batches):
    """Delete batches that saved nothing, and their originals unless others have the same."""
    files = list(batches.values_list("file", flat=True))
    if files:
        batches.delete()
        ImportFile.objects.filter(pk__in=files, batches=None).defer("data").delete()


def move_on(batch, state, error=""):
    """Put the batch into this state; LegacyError where it was confirmed meanwhile.

    What a confirmed batch wrote can be undone only as long as its results are there.
    """
    confirmed = [State.DONE, State.UNDONE]
    open_ones = ImportBatch.objects.filter(pk=batch.pk).exclude(state__in=confirmed)
    if not open_ones.update(state=state, error=error):
        raise LegacyError("이미 가져온 파일입니다. 다시 가져오려면 파일을 새로 올려 주세요.")
    batch.state, batch.error = state, error


def read(batch, beat=None):
    """Read the original: its tables and rows, and a guess for each table."""
    try:
        sheets = sheets_of(batch)
    except EncodingUnknown as error:
        move_on(batch, State.ENCODING, str(error))
    except LegacyError as error:
        move_on(batch, State.FAILED, str(error))
    else:
        keep(batch, sheets)


def sheets_of(batch):
    data = bytes(batch.file.data)
    if not batch.is_pasted:
        return read_file(data, batch.file_name, batch.encoding)
    text = data.decode("utf-8")
    # A browser's clipboard has the page's markup beside its text.
    if re.match(r"\s*<[!a-zA-Z]", text) and "</" in text:
        return read_file(data, "붙여 넣은 글.html", "utf-8")
    return read_text(text)


def is_text(batch):
    """Whether the original is bytes of text, which another encoding would give other letters."""
    return not (batch.is_pasted or batch.file_name.lower().endswith((".xlsx", ".xlsm")))


def encoding_candidates(batch):
    """[(encoding, label, first five lines)] for a file whose encoding a person is to tell."""
    return candidates_for(bytes(batch.file.data))


@transaction.atomic
def keep(batch, sheets):
    """Store the rows of every sheet and what is guessed of it."""
    move_on(batch, State.TABLES)
    batch.tables.all().delete()
    context = context_of(batch)
    tables = [table_of(batch, number, sheet) for number, sheet in enumerate(sheets, 1)]
    names = names_in(tables, sheets)
    for table, sheet in zip(tables, sheets, strict=True):
        resource = by_code().get(table.shape)
        if resource and resource.asks_whose:
            table.partner = batch.answers.get("partner") or resource.whose(
                context, names, headings_of(table)
            )
        table.save()
        keep_rows(table, sheet)
    batch.notices = list(dict.fromkeys(note for sheet in sheets for note in sheet.notices))
    batch.save(update_fields=["notices"])


def headings_of(table):
    """The headings above a table, nearest first; its caption, which is wrong more often, comes
    after them, and last the title rows above the header.
    """
    above = [row[1:] for row in table.sample[: max(table.header, 0)]]
    titles = [next(filter(None, row)) for row in reversed(above) if len({*row} - {""}) == 1]
    return [*reversed(table.around.split(" > ")), table.name, *titles]


def table_of(batch, number, sheet):
    """The ImportTable of a sheet, not saved yet."""
    lines = sheet.lines or range(1, len(sheet.rows) + 1)
    table = ImportTable(
        batch=batch,
        number=number,
        name=" ".join(sheet.name.split())[:200],
        around=" ".join(sheet.around.split())[-400:],
        kind=sheet.kind,
        row_count=len(sheet.rows),
        sample=[[line, *row] for line, row in zip(lines, sheet.rows[:SAMPLE], strict=False)],
        unclear=sorted(unclear_numbers(sheet)),
        is_1904=sheet.is_1904,
    )
    guess = recognise(sheet)
    if guess:
        take_guess(table, guess)
    known = known_profile(sheet, guess)
    # 구분 and 내용 head facts and timelines alike: what is sure by the cells is not overruled.
    if known and not (guess and guess.sure and table.shape != known[1].shape):
        table.header, table.profile = known
        table.shape, table.places = table.profile.shape, table.profile.places
        # What this file's own captions say goes before what the clerk said of the last one.
        table.constants = {**table.profile.constants, **(guess.constants if guess else {})}
        table.is_sure, table.doubt = True, ""
    return table


def take_guess(table, guess):
    codes = {resource.shape.name: code for code, resource in by_code().items()}
    table.shape = codes.get(guess.shape.name, "")
    table.header, table.places, table.constants = guess.header, guess.places, guess.constants
    table.is_sure, table.doubt = guess.sure, guess.reason


def known_profile(sheet, guess):
    """(header row, ImportProfile) by which a clerk read such a table before, or None."""
    rows = [guess.header] if guess else []
    rows += [row for row in range(min(HEADER_WITHIN, len(sheet.rows))) if row not in rows]
    signatures = {}
    for row in rows:
        if any(sheet.rows[row]):
            signatures.setdefault(signature(sheet, row), row)
    found = {
        profile.signature: profile
        for profile in ImportProfile.objects.filter(signature__in=list(signatures))
    }
    return next(((row, found[sign]) for sign, row in signatures.items() if sign in found), None)


def names_in(tables, sheets):
    """Names of the cities that the file's own partner lists name."""
    names = []
    for table, sheet in zip(tables, sheets, strict=True):
        place = table.places.get("교류도시")
        if table.shape == "partners" and isinstance(place, int):
            rows = sheet.rows[table.header + 1 :]
            names += [name_of(row[place]) for row in rows if place < len(row) and row[place]]
    return names


def keep_rows(table, sheet):
    """Store the rows as they were read, some hundred at a time."""
    lines = sheet.lines or range(1, len(sheet.rows) + 1)
    chunks = []
    for number, start in enumerate(range(0, len(sheet.rows), CHUNK)):
        rows = zip(lines[start : start + CHUNK], sheet.rows[start : start + CHUNK], strict=True)
        text = json.dumps([[line, *row] for line, row in rows], ensure_ascii=False)
        chunks.append(ImportChunk(table=table, number=number, rows=text))
        if len(chunks) == STORED_TOGETHER:
            ImportChunk.objects.bulk_create(chunks)
            chunks = []
    ImportChunk.objects.bulk_create(chunks)


def sheet_of(table):
    """The beginning of a table as a Sheet again."""
    lines = [row[0] for row in table.sample]
    return Sheet(
        name=table.name,
        rows=[row[1:] for row in table.sample],
        kind=table.kind,
        around=table.around,
        lines=lines,
        is_1904=table.is_1904,
    )


def reread(table, shape, header):
    """The clerk says which kind of table it is and where its header stands: guess the columns."""
    table.shape, table.header = shape, header
    table.places, table.constants, table.profile = {}, {}, None
    table.is_sure, table.doubt = True, ""
    if shape:
        guess = fit(sheet_of(table), by_code()[shape].shape, header)
        table.places, table.constants = guess.places, guess.constants
        table.is_sure, table.doubt = guess.sure, guess.reason
    table.save()


def columns_of(table):
    """[(place, header, up to three different samples)] of the table's columns."""
    rows = [row[1:] for row in table.sample]
    headers = rows[table.header] if 0 <= table.header < len(rows) else []
    width = max(map(len, rows), default=0)
    columns = []
    for place in range(width):
        cells = (row[place] for row in rows[table.header + 1 :] if place < len(row))
        samples = list(dict.fromkeys(cell for cell in cells if cell))[:3]
        header = headers[place] if place < len(headers) else ""
        if header or samples:
            columns.append((place, header, samples))
    return columns


def remember_profiles(batch):
    """Read the next file of these layouts as this one was read."""
    for table in batch.tables.exclude(shape=""):
        sheet = sheet_of(table)
        if table.kind != "table" or not 0 <= table.header < len(sheet.rows):
            continue
        headers = [cell for cell in sheet.rows[table.header] if cell]
        table.profile, _ = ImportProfile.objects.update_or_create(
            signature=signature(sheet, table.header),
            defaults={
                "headers": "\n".join(headers),
                "shape": table.shape,
                "places": table.places,
                "constants": table.constants,
                "updated_at": timezone.now(),
            },
        )
        table.save(update_fields=["profile"])
