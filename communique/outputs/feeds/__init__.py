"""A feed as a value, and the formats that it is written in."""
