"""The catalogue: a cache in one SQLite file of every source, release and output of a build."""
