"""Words of other programs and offices that say of a text that it is held back."""

from pathlib import Path

from communique.shipped import read_table

WORDS = read_table(Path(__file__).with_name("words.toml"))
