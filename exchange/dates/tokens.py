"""Cutting a date text into tokens, over its NFKC form, each knowing where it stands in the text.

Runs of letters are cut by the vocabulary where they are made of it (`일부터`, `年頃から`);
where they are not, only a date unit glued to a number is cut off (`3일방문` → 일 + 방문), so
that no piece of an ordinary word (일본, 말레이시아) is taken for a part of a date.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from exchange.dates import words

NUMBER, WORD, OTHER, BULLET, END = "number", "word", "other", "bullet", "end"

# One-to-one, before NFKC, which would take these signs apart.
_LOOKALIKES = str.maketrans(
    {
        **dict.fromkeys("´`ʼʹ‘’‛′＇", "'"),
        **dict.fromkeys("“”„‟″＂", '"'),
        **dict.fromkeys("˜∼〜⁓∽～﹋", "~"),
        **dict.fromkeys("–—−―‒─━﹘ㅡ", "–"),
        **dict.fromkeys("‐‑﹣－", "-"),
        **dict.fromkeys("ㆍ・･‧∙⋅•᛫", "·"),
        "ㅇ": "○",
        **dict.fromkeys("、､，﹐", ","),
        **dict.fromkeys("。｡．․", "."),
        **dict.fromkeys("∕⁄／", "/"),
        **dict.fromkeys("［｛〔【「『〈《＜<[{（﹝", "("),
        **dict.fromkeys("］｝〕】」』〉》＞>]}）﹞", ")"),
        **dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\ufeff\u00ad\u2060\ufe0e\ufe0f", " "),
        **dict.fromkeys("\u2028\u2029\x0b\x0c\x85\r", "\n"),
    }
)
_BULLETS = "*●◦□■◇◆▷▶►‣▪▫◼◾※☞☆★▲△◎ㅇ⦁➢➤✓✔→⇒○〇"
_CJK_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {
    "零": 0, "○": 0,
}  # fmt: skip
_CJK_NUMERAL = re.compile(
    r"(?![〇○]+(?![零一二三四五六七八九十]))[〇零○一二三四五六七八九十百廿卅]+"
)
_SCAN = re.compile(
    r"(?P<thousands>[0-9]{1,3}(?:,[0-9]{3})+(?![0-9]))"
    r"|(?P<number>[0-9]+)"
    r"|(?P<latin>[A-Za-z\u00c0-\u024f]+)"
    r"|(?P<letters>[가-힣ㄱ-ㆎ\u1100-\u11ff一-鿿㐀-䶿豈-﫿ぁ-ヿ々〇○]+)"
    r"|(?P<newline>[^\S\n]*\n\s*)"
    r"|(?P<space>\s+)"
    r"|(?P<sign>.)",
    re.DOTALL,
)
LONGEST_RUN = 24  # a run of letters longer than this is prose


class Token(NamedTuple):
    """A piece of a date text: its kind, its NFKC text, its number and its place."""

    kind: str  # number, word, other, bullet, end, or the sign itself: . , - – ~ / : ; ( ) …
    text: str
    value: int
    digits: int  # how many digits the number was written with; 0 for 十二, 4 for 二〇一三
    start: int
    end: int
    spaced: bool  # whether white space stands before it


def normalise(text: str) -> tuple[str, "list[int] | range"]:
    """NFKC of a text, and for each of its characters the place it came from."""
    text = text.translate(_LOOKALIKES)
    if text.isascii() or unicodedata.is_normalized("NFKC", text):
        return text, range(len(text) + 1)
    pieces, places, start = [], [], 0
    for end in range(1, len(text) + 1):
        if end < len(text) and _continues(text[end]):
            continue
        chunk = text[start:end]
        # ①, ² and ½ are numbers that count or label; they are not digits of a date.
        if unicodedata.category(chunk[0]) != "No":
            chunk = unicodedata.normalize("NFKC", chunk)
        pieces.append(chunk)
        places += [start] * len(chunk)
        start = end
    return "".join(pieces), [*places, len(text)]


def _continues(char: str) -> bool:
    """Whether a character composes with the one before it (accents, loose Hangul letters)."""
    return unicodedata.combining(char) != 0 or "\u1160" <= char <= "\u11ff"


def tokenise(text: str) -> list[Token]:
    """The tokens of a text, with an END token behind them."""
    plain, places = normalise(text)
    tokens: list[Token] = []
    spaced = True
    for found in _SCAN.finditer(plain):
        kind, piece, at = found.lastgroup, found[0], found.start()
        if kind == "space":
            spaced = True
            continue
        if kind == "newline":
            tokens.append(_token("\n", piece, places, at, spaced=True))
            spaced = True
            continue
        after_number = bool(tokens) and tokens[-1].kind == NUMBER and not spaced
        for part, part_kind in _parts(kind, piece, after_number):
            tokens.append(_token(part_kind, part, places, at, spaced))
            at, spaced = at + len(part), False
    tokens.append(Token(END, "", 0, 0, len(text), len(text), spaced))
    return _without_soft_newlines(tokens)


def _token(kind: str, text: str, places, at: int, spaced: bool) -> Token:
    value, digits = 0, 0
    if kind == NUMBER:
        value, digits = _number(text)
    elif kind == WORD:
        text = text.lower() if text not in words.ERA_LETTERS else text
    end = places[at + len(text)]
    return Token(kind, text, value, digits, places[at], max(end, places[at + len(text) - 1] + 1),
                 spaced)  # fmt: skip


def _parts(kind: str, piece: str, after_number: bool):
    """The (text, token kind) pairs that one match of the scanner stands for."""
    if kind == "number":
        return ((piece, NUMBER),)
    if kind == "thousands":
        return ((piece, OTHER),)
    if kind == "latin":
        known = piece.lower() in words.VOCABULARY or piece in words.ERA_LETTERS
        return ((piece, WORD if known else OTHER),)
    if kind == "letters":
        if piece in ("ー", "ㅡ"):
            return ((piece, "–"),)
        return ((piece, BULLET),) if piece in _BULLETS else cut(piece, after_number)
    labels = piece in _BULLETS or unicodedata.category(piece) == "No"  # ①
    return ((piece, BULLET if labels else piece),)


@lru_cache(maxsize=4096)
def cut(run: str, after_number: bool) -> tuple[tuple[str, str], ...]:
    """A run of letters cut into words, numbers and what is neither."""
    head = run[:LONGEST_RUN]
    # best[i]: a way to cut head[i:] into known words, or None
    best: list = [None] * len(head) + [()]
    for at in range(len(head) - 1, -1, -1):
        for part, kind in _known_at(head, at):
            rest = best[at + len(part)]
            if rest is not None:
                best[at] = ((part, kind), *rest)
                break
    if best[0] is not None and len(head) == len(run):
        return best[0]
    prefix = _cut_up_to_unit(head, after_number)
    rest = run[sum(len(part) for part, _ in prefix) :]
    return (*prefix, (rest, OTHER))


def _known_at(run: str, at: int):
    """The known words that start at a place, longest first; a numeral comes before them."""
    numeral = _CJK_NUMERAL.match(run, at)
    if numeral:
        yield numeral[0], NUMBER
    for size in range(min(words.LONGEST, len(run) - at), 0, -1):
        part = run[at : at + size]
        if part in words.VOCABULARY:
            yield part, WORD


_UNITS = words.UNITS


def _cut_up_to_unit(run: str, after_number: bool) -> list[tuple[str, str]]:
    """The longest front of a run that reads as numbers and their units (`年五月三日`…)."""
    parts: list[tuple[str, str]] = []
    at, expects_unit, kept = 0, after_number, 0
    while at < len(run):
        if not expects_unit:
            numeral = _CJK_NUMERAL.match(run, at) or re.compile("元(?=年)").match(run, at)
            era = next((e for e in words.ERAS if run.startswith(e, at)), None)
            if numeral is None and era is None:
                break
            parts.append((era, WORD) if numeral is None else (numeral[0], NUMBER))
            expects_unit = numeral is not None
        else:
            unit = next((u for u in _longest_units() if run.startswith(u, at)), None)
            if unit is None:
                break
            parts.append((unit, WORD))
            expects_unit, kept = False, len(parts)
        at += len(parts[-1][0])
    return parts[:kept]


@lru_cache(maxsize=1)
def _longest_units() -> tuple[str, ...]:
    return tuple(sorted(_UNITS - {"학년", "월달", "年度"}, key=len, reverse=True))


def _number(text: str) -> tuple[int, int]:
    """The value of a numeral and how many digits it shows (`十二` → 12, 0)."""
    if text[0] in "0123456789":
        return (int(text), len(text)) if len(text) <= 20 else (0, len(text))
    if text == "元":
        return 1, 0
    if not any(char in "十百廿卅" for char in text):
        value = int("".join(str(_CJK_DIGITS[char]) for char in text[:20]))
        return value, len(text) if len(text) > 1 else 0
    total = current = 0
    for char in text:
        if char in _CJK_DIGITS:
            current = _CJK_DIGITS[char]
        elif char in "廿卅":
            total, current = total + (20 if char == "廿" else 30), 0
        else:
            total += (current or 1) * (10 if char == "十" else 100)
            current = 0
    return total + current, 0


def _without_soft_newlines(tokens: list[Token]) -> list[Token]:
    """Drop the line breaks that only wrap a cell: beside `~`, before a bracket or a unit."""
    kept: list[Token] = []
    for index, token in enumerate(tokens):
        if token.kind == "\n":
            before = kept[-1].kind if kept else "\n"
            after = tokens[index + 1]
            soft = before in ("~", "\n") or after.kind in ("~", "(", END)
            if soft or (after.kind == WORD and (after.text in _UNITS or after.text in words.UNTIL)):
                continue
        kept.append(token)
    return kept
