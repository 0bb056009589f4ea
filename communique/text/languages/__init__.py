"""A table for each language with rules of its own, named by its code: ``zh_Hant.toml``.

``text.language`` describes its keys. What no table can say is in a module of that name in small
letters: ``set_marks`` sets marks besides quotations, ``romanise`` puts letters into ASCII.
"""
