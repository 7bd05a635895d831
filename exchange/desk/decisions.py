"""What the clerk decides in a preview: answers to questions, corrected cells, rows to leave out."""

from collections import defaultdict

from django.utils.translation import gettext as _

from exchange.legacy.text import tidy

LONGEST_FIX = 5_000
# To all questions which record a row corrects: the one that is offered first.
FIRST = "first"


def groups_of(questions):
    """Questions that can be answered alike, for one answer to all: {group: [question, …]}.

    Alike are those of one kind (the word before the colon of their id) with the same answers.
    """
    groups = defaultdict(list)
    for question in questions:
        kind = str(question["id"]).partition(":")[0]
        groups[kind].append(question)
    return groups


def common_choices(questions):
    """The answers that all of these questions offer, in the order of the first."""
    correct = [[FIRST, _("모두 이미 있는 기록을 고친 것")]]
    is_same = questions[0]["id"].startswith("same:")
    offered = [{answer for answer, _label in question["choices"]} for question in questions]
    common = [
        choice for choice in questions[0]["choices"] if choice[0] in set.intersection(*offered)
    ]
    return correct + common if is_same else common


def fixes_of(tables):
    """What the clerk has corrected so far, in the order of the tables and rows."""
    return [
        {"table": table, "line": line, "column": column, "text": text}
        for table in tables
        for line, columns in sorted(table.fixes.items(), key=lambda item: int(item[0]))
        for column, text in columns.items()
    ]


def take_answers(sent, batch, table):
    """Answers to single questions, and to all of a kind that have none; only those offered."""
    answers = dict(batch.answers)
    for kind, questions in groups_of(table.questions).items():
        for_all = sent.get(f"all:{kind}", "")
        for question in questions:
            name = question["id"]
            alike = question["choices"][0][0] if for_all == FIRST and kind == "same" else for_all
            answer = sent.get(f"answer:{name}", "") or (alike if name not in answers else "")
            if answer in {offered for offered, _label in question["choices"]}:
                answers[name] = answer
    batch.answers = answers


def take_fixes(sent, table):
    """Corrected cells and rows to leave out: `fix:12:기간`, `skip:12`."""
    names = set(table.resource.shape.names) if table.resource else set()
    for name, text in sent.items():
        deed, _colon, rest = name.partition(":")
        line, _colon, column = rest.partition(":")
        if not (line.isascii() and line.isdecimal()) or len(line) > 9:
            continue
        line = str(int(line))
        if deed == "skip":
            table.fixes[line] = {"": "skip"}
        elif deed == "fix" and column in names:
            text = tidy(text)[:LONGEST_FIX]
            if text != tidy(sent.get(f"was:{rest}", "")):
                table.fixes.setdefault(line, {})[column] = text


def drop_fix(by_number, key):
    number, _colon, rest = key.partition(":")
    line, _colon, column = rest.partition(":")
    table = by_number.get(number)
    if table and column in table.fixes.get(line, {}):
        del table.fixes[line][column]
        if not table.fixes[line]:
            del table.fixes[line]
