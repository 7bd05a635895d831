"""Microseconds Period.parse takes for the forms met most: `python -m tests.benchmarks.bench_periods`.

Nothing is asserted: a clock differs from machine to machine. On an ordinary one with two
cores the common forms should stay below 20 µs, and no form of ordinary length above 500 µs.
"""

import sys
import time
import timeit
from statistics import median

from exchange.periods import Period

FORMS = [
    "2016. 8. 19.",
    "2013. 4. 5. ~ 25.",
    "2003. 7. 7 ~ 7. 12",
    "2015. 12. 30. ~ 2016. 1. 3.",
    "1991-02-28",
    "2003년 1월 23일",
    "2021.04",
    "1997년",
    "1994. ~ 현재",
    "2012. 6. 26(화) 10:00 ~ 12:00",
    "2002년도 8월 26일부터 8월 29일까지",
    "昭和47年8月28日",
    "Jul. 12 ~ Jul. 17, 2013",
]
LINE = "2004. 11. 13 ~ 11. 15 플러튼시 실무협의단 35명 방문"


def microseconds(read, text: str) -> float:
    """The best of five rounds, in processor time: what else the machine does is left out."""
    rounds = timeit.repeat(lambda: read(text), number=1000, repeat=5, timer=time.process_time)
    return min(rounds) * 1000


def main() -> None:
    taken = {text: microseconds(Period.parse, text) for text in FORMS}
    for text, micros in taken.items():
        sys.stdout.write(f"{micros:8.1f} µs  parse  {text}\n")
    sys.stdout.write(f"{microseconds(Period.split, LINE):8.1f} µs  split  {LINE}\n")
    sys.stdout.write(f"{median(taken.values()):8.1f} µs  median of parse\n")


if __name__ == "__main__":
    main()
