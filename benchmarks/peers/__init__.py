"""The programs that are measured. All make the same tree of addresses from the same releases."""

from benchmarks.peers.communique import Communique, WithoutSearch
from benchmarks.peers.hugo import Hugo, HugoPagefind
from benchmarks.peers.peer import Peer
from benchmarks.peers.stock_pelican import StockPelican

PEERS: dict[str, type[Peer]] = {
    "communique": Communique,
    "hugo-pagefind": HugoPagefind,
    "without-search": WithoutSearch,
    "hugo": Hugo,
    "pelican": StockPelican,
}
"""In the order in which they take their turns."""

TABLES: dict[str, tuple[type[Peer], ...]] = {
    "With search, as the newsroom's own settings have it": (Communique, HugoPagefind, StockPelican),
    "Without search (`SEARCH = False`)": (WithoutSearch, Hugo, StockPelican),
}
"""Who is compared with whom: in each table with the first. Stock Pelican has no search."""
