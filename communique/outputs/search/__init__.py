"""The search: its page, its script, the files of words, and a text for each release.

``catalogue.search_index`` has the index; decision 21 tells why it is ours, and what it costs.
"""
