"""Whether a text says in other ways than by its headers that it is held back.

``headers``: in a line like a header where none is read. ``marks``: in the words of offices, with a
moment (``moments``). ``unfinished``: by what an editor has yet to write. ``likeness``: how a line
looks to a person, whatever characters it is in.
"""
