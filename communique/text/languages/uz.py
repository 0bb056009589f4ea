"""Uzbek: marks stay as typed, for the apostrophe of O'zbekiston is a letter."""

from communique.text.language import Language, words

LANGUAGE = Language(
    code="uz",
    date_words=words("йил yil"),
    forms=(
        ("'", "", 2),
        ("(?:ning|dan|da|ni|ga|ka|qa|нинг|дан|да|ни|га|ка|қа)$", "", 4),
        ("(?:imiz|miz|si|i|имиз|миз|си|и)$", "", 4),
        ("(?:lar|лар)$", "", 3),
    ),
)
