"""Data for other programs: previews of shared links, search engines."""
