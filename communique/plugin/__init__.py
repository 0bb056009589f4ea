"""Pelican's side of the house: thin adapters, the only importers of pelican."""
