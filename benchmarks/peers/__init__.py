"""The programs that are measured. All make the same tree of addresses from the same releases."""

from benchmarks.peers.communique import Communique
from benchmarks.peers.hugo import Hugo
from benchmarks.peers.peer import Peer
from benchmarks.peers.stock_pelican import PlainPelican, StockPelican

PEERS: dict[str, type[Peer]] = {
    "communique": Communique,
    "hugo": Hugo,
    "pelican": StockPelican,
    "plain-pelican": PlainPelican,
}
"""In the order in which they take their turns; the first is what the others are compared with."""
