"""Pashto letters that depend on their place, in ASCII."""

from communique.text.languages.fa import romanise_by

romanise = romanise_by({"و": "w", "ی": "y", "ي": "y"}, {"ا": "a", "ای": "i", "او": "o"}, {"ه": "a"})
