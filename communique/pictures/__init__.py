"""Pictures: sizes, metadata, variants in several widths; each file is read once."""
