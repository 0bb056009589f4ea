"""Signs in a text that it is held back, besides its headers.

``headers``: lines that look like headers outside of the header. ``lines``: phrases such as
EMBARGOED UNTIL, with a moment (``moments``). ``unfinished``: questions and blanks that an editor
has not filled in. ``likeness``: how a line looks to a person.
"""
