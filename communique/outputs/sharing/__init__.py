"""What a page tells other programs: previews of shared links, search engines."""
