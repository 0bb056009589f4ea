"""A newsroom of one's own: what it begins with, and what a newer version changes for it."""
