"""Adapters to Pelican: the only modules that import pelican."""
