"""What the site consists of: a module for each kind of output.

Every kind has three functions. ``every`` names all its outputs from the catalogue; ``load`` takes
from it what one of them shows, or None where there is no such output any more; ``render`` makes its
bytes from that alone, in any process.
"""
