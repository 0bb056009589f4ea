"""What the site consists of: a module for each kind of output.

A kind is a value (``kind.Kind``) at the end of its module. Most have three functions. ``every``
names all outputs. ``load`` takes from the catalogue what one output shows, or None if that output
does not exist any more. ``render`` makes its bytes from that alone, in any process.
"""
