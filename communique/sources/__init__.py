"""From files to releases: the header, the schema, the editorial rules, the vocabulary, the scan."""
