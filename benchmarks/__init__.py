"""The benchmark: Communiqué, Hugo and stock Pelican building the same newsroom, measured in turn.

``make bench`` or ``python -m benchmarks --help``. Read in this order: ``corpus`` (what is built),
``peers`` (by whom), ``cases`` (after which edits), ``checks`` (that all did the work), ``measure``
(what it cost), ``bench`` (the whole run), ``report`` (the tables), ``picture`` (the growth).
"""
