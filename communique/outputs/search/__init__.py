"""The search: page, script, files of words, a text for each release (decision 21)."""
