"""A newsroom of your own: its first files, and what a newer version changes for it."""
