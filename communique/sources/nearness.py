"""Names that differ by a typing error."""

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from communique.sources.vocabulary import fold

SHORTEST = 5
"""Shorter names, such as G7 and G20, differ by a letter on purpose."""

LONGEST = 200
"""Longer names are not compared: one is kept in as many forms as it has letters."""


def near_pairs(names: Iterable[str]) -> set[tuple[str, str]]:
    """Return sorted pairs of names one slip apart, with equal digits; linear in the names."""
    by_form: dict[str, set[str]] = defaultdict(set)
    for name in names:
        folded = fold(name)
        if SHORTEST <= len(folded) <= LONGEST:
            by_form[folded].add(name)
            for place in range(len(folded)):
                by_form[folded[:place] + folded[place + 1 :]].add(name)
    return {
        pair
        for group in by_form.values()
        for pair in combinations(sorted(group), 2)
        if _digits(pair[0]) == _digits(pair[1])
    }


def _digits(word: str) -> list[str]:
    return re.findall(r"\d+", word)
