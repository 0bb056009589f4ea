"""The nouns of a newsroom as frozen values: no input or output, no HTML, no Pelican."""
