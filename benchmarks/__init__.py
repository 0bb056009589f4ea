"""The benchmark: Communiqué, Hugo and stock Pelican building the same newsroom, measured in turn.

Communiqué is measured twice: as its own settings have it, with search, beside Hugo with Pagefind;
and with ``SEARCH = False``, beside Hugo alone. Stock Pelican has no search and is in both tables.

``make bench`` or ``python -m benchmarks --help``. Read in this order: ``corpus`` (what is built),
``peers`` (by whom), ``cases`` (after which edits), ``checks`` (that all did the work), ``measure``
(what it cost), ``bench`` (the whole run), ``report`` (the tables), ``picture`` (the growth).

All make release pages, archives of kinds, tags, years and months, and an RSS feed of 20 whole texts
for each kind and tag; ``checks`` holds them to it. What is not the same, and in whose favour:

- Communiqué alone writes archives of days, Atom and JSON feeds, sitemaps of months, the page of
  subscriptions: against Communiqué, about 1.8 times the files.
- Stock Pelican has one page a year and a month instead of numbered ones, and links no neighbours:
  for Pelican.
- Hugo and stock Pelican leave the page of a deleted release in the output, and the old page of a
  backdated one. Removing them costs Hugo time (``--cleanDestinationDir``): for both.
"""
