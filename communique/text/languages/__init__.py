"""A module for each language with rules of its own, named by its code; each has ``LANGUAGE``."""
