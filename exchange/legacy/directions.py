"""Who went where, in the words of legacy tables, to those of the direction of an exchange."""

import re
from functools import lru_cache

OUTGOING, INCOMING, MUTUAL, REMOTE = "파견", "접수", "상호", "비대면"
WORDS = {
    "파견": OUTGOING,
    "해외파견": OUTGOING,
    "국외출장": OUTGOING,
    "해외출장": OUTGOING,
    "outgoing": OUTGOING,
    "접수": INCOMING,
    "초청": INCOMING,
    "내방": INCOMING,
    "방한": INCOMING,
    "초청접수": INCOMING,
    "incoming": INCOMING,
    "상호": MUTUAL,
    "상호방문": MUTUAL,
    "상호교류": MUTUAL,
    "mutual": MUTUAL,
    "비대면": REMOTE,
    "온라인": REMOTE,
    "화상": REMOTE,
    "서면": REMOTE,
    "remote": REMOTE,
}
AFTERWARDS = re.compile(r"(?:교류|회의|행사|방식)$")
COUNTERPART = re.compile(r"초청|내방|접수|방한")


@lru_cache(1024)
def direction_of(text, header=""):
    """파견, 접수, 상호 or 비대면 where the words say so for sure, else the text as written.

    `방문` may be a visit of ours or of theirs: it is ours only below a header that names the
    other way beside it (`방문/초청`). What stays as written is named when the row is checked.
    """
    found = set()
    for part in re.split(r"[·ㆍ・,/]|및", re.sub(r"\s", "", text).casefold()):
        word = part if part in WORDS else AFTERWARDS.sub("", part)
        is_ours = word == "방문" and "방문" in header and COUNTERPART.search(header)
        found.add(OUTGOING if is_ours else WORDS.get(word, ""))
    if found == {OUTGOING, INCOMING}:
        return MUTUAL
    return found.pop() if len(found) == 1 and "" not in found else text
