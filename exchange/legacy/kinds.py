"""The words of a partner list for what two cities agreed."""

import re

from exchange.legacy.errors import LegacyError

# Values of Agreement.Kind. The first line that fits decides; 자매 and 우호 together do not.
WORDS = (
    ("intent", r"의향서|letterofintent|\bloi\b"),
    ("mou", r"업무협약|업무제휴|양해각서|mou|memorandum"),
    ("sister", r"자매|sister|twin"),
    ("friendship", r"우호|친선|friend"),
    ("exchange", r"교류|협력|exchange|partner"),
)
ACCEPTED = "자매결연, 우호협력, 교류도시, 업무협약(MOU), 의향서"


def read_kind(text):
    """The kind of agreement these words name, None for blank; LegacyError if unknown or unclear."""
    word = re.sub(r"\s", "", text).casefold()
    if not word:
        return None
    kinds = [kind for kind, pattern in WORDS if re.search(pattern, word)]
    if not kinds:
        raise LegacyError(f"알 수 없는 말입니다. 쓸 수 있는 말: {ACCEPTED}.")
    clear = set(kinds) - {"exchange"}
    if len(clear) > 1 and "intent" not in clear:
        raise LegacyError(f"여러 가지로 읽힙니다. 하나만 적어 주세요: {ACCEPTED}.")
    return kinds[0]
