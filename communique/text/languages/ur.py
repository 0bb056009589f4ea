"""Urdu letters that depend on their place, in ASCII."""

from communique.text.languages.fa import romanise_by

romanise = romanise_by(
    {"و": "w", "ی": "y", "ي": "y"}, {"ا": "i", "ای": "i", "او": "o"}, {"ہ": "a", "ه": "a"}
)
