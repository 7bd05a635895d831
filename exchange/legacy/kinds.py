"""The words of a partner list for what two cities agreed."""

import re
import unicodedata

from exchange.legacy.errors import LegacyError

# Values of Agreement.Kind. The first line that fits decides; 자매 and 우호 together do not.
WORDS = (
    ("intent", r"의향서|letterofintent|\bloi\b|意向書|意向书"),
    ("mou", r"업무협약|업무제휴|양해각서|mou|memorandum|業務提携|覚書|備忘錄|备忘录|諒解"),
    ("sister", r"자매|sister|twin|姉妹|姐妹|姊妹|姉妺"),
    ("friendship", r"우호|친선|friend|友好|親善|友誼"),
    ("exchange", r"교류|협력|exchange|partner|cooperat|交流|協力|合作|パートナー"),
)
ACCEPTED = "자매결연, 우호협력, 교류도시, 업무협약(MOU), 의향서"


def read_kind(text):
    """The kind of agreement these words name, None for blank; LegacyError if unknown or unclear."""
    word = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).casefold()
    if not word:
        return None
    kinds = [kind for kind, pattern in WORDS if re.search(pattern, word)]
    if not kinds:
        raise LegacyError(f"알 수 없는 말입니다. 쓸 수 있는 말: {ACCEPTED}.")
    clear = set(kinds) - {"exchange"}
    if len(clear) > 1 and "intent" not in clear:
        raise LegacyError(f"여러 가지로 읽힙니다. 하나만 적어 주세요: {ACCEPTED}.")
    return kinds[0]


def is_mixed(text):
    """Whether a heading names several kinds: 자매·우호도시 현황 says of no row which it is."""
    word = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).casefold()
    return sum(bool(re.search(pattern, word)) for _, pattern in WORDS[1:4]) > 1


def implied_kind(text):
    """The words to put for a kind that a heading or a date's header implies; "" for none.

    교류 alone says nothing: every such table is one of exchanges.
    """
    try:
        kind = read_kind(text)
    except LegacyError:
        return ""
    return {
        "sister": "자매결연",
        "friendship": "우호협력",
        "mou": "업무협약(MOU)",
        "intent": "의향서",
    }.get(kind, "")
