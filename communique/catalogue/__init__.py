"""The catalogue: one SQLite file that indexes every source, release and output of a build.

It is a cache: deleting it costs time and nothing else.
"""
