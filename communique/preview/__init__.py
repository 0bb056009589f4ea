"""The newsroom in a browser: ``inv serve`` while writing, ``inv show`` after a build.

``inv serve`` shows the site with drafts, and reloads pages at each save. It builds as any build
does, with one exception: a planned page is made when somebody opens it (``preview/preview.py``).
So a changed template costs the same for one page and for ten thousand.
"""
