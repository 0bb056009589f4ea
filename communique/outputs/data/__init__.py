"""Releases as data: for researchers who would else read pages by programs."""
