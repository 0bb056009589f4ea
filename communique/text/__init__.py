"""Strings in, strings out: slugs, dates, summaries, typography and Markdown; no clock, no files."""
