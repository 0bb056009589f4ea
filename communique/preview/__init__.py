"""The newsroom in a browser: ``inv serve`` while writing, ``inv show`` after a build."""
