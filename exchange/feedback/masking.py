"""Comments as they are kept: without control characters, and without what looks personal."""

import re
import unicodedata

MASK = "[지움]"  # no longer than anything it stands for

# Full-width letters, digits and signs, as Korean and Japanese keyboards have them, as narrow ones.
NARROW = {0xFF01 + place: 0x21 + place for place in range(94)} | {0x3000: 0x20, 0x2212: 0x2D}

# Between the groups of a number as people write them: 010-1234-5678, (031) 123 4567, 010.1234.5678
GAP = r"[\s\-‐-―ー./·)]{0,3}"
PERSONAL = [
    # E-mail addresses; 골뱅이 and (at) are how people hide the sign.
    r"[A-Z0-9._%+-]+(?:@|\s*(?:[(\[]\s*at\s*[)\]]|골뱅이)\s*)[A-Z0-9-]+(?:\.[A-Z0-9-]+)+",
    # Resident registration numbers, of foreigners as well, also where asterisks hide the end.
    rf"(?<!\d)\d{{6}}{GAP}[1-8][\d*●X]{{6}}(?![\d*])",
    # Korean telephone numbers: mobile, by area, internet, safe numbers; +82 in place of the 0.
    rf"(?<!\d)(?:\+?82{GAP}\(?0?|\(?0)(?:1[016789]|2|[3-6][1-5]|70|50\d?){GAP}\d{{3,4}}{GAP}\d{{4}}(?!\d)",
    # Telephone numbers of other countries.
    r"\+\d(?:[\s\-().]{0,2}\d){7,14}",
    # Passports, old and new.
    r"(?<![A-Z0-9])[A-Z]\d{3}[A-Z0-9]\d{4}(?![A-Z0-9])",
    # Cards: four groups of four, unless they are years.
    r"(?<!\d)(?!(?:(?:19|20)\d\d[\s\-]?){4})\d{4}(?:[\s\-]\d{4}){3}(?!\d)",
    # Accounts, licences: ten digits and more, in one piece or with hyphens.
    r"(?<![\d-])\d(?:-?\d){9,}(?![\d-])",
]
PERSONAL = re.compile("|".join(PERSONAL), re.IGNORECASE | re.ASCII)


def legible(text):
    """The text in composed letters, with plain line ends, without what is not seen.

    Characters of no width would also hide a number from `masked`.
    """
    text = re.sub(r"\r\n?|[\u2028\u2029\v\f\x85]", "\n", unicodedata.normalize("NFC", text))
    text = "".join(
        character
        for character in text.replace("\t", " ")
        if character == "\n" or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co")
    )
    lines = (line.strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def masked(text):
    """The text with MASK for whatever looks like a person's number or address."""
    pieces, end = [], 0
    for found in PERSONAL.finditer(text.translate(NARROW)):
        pieces += [text[end : found.start()], MASK]
        end = found.end()
    return "".join([*pieces, text[end:]])
