"""The newsroom in a browser: ``inv serve`` while it is written, ``inv show`` when it is built.

``inv serve`` shows it as it will be, drafts and all, in a browser that follows each save. A change
is built as any build is, except one thing: what is planned is made when somebody looks at it
(``engine/on_demand.py``), so that a template of ten thousand pages costs as much as one.
"""
