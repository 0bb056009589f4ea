"""What a reader waits for on a phone with slow 3G: ``python -m benchmarks.walk``.

The demonstration is built and served, uncompressed. Chromium is a phone of 360 px whose processor
is slowed to a quarter, and whose line takes 400 ms and carries 400 kbit a second. Its cache is
empty at the first page.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

from playwright.sync_api import Browser

from tests.browser.chromium import open_chromium, serve
from tests.browser.screenshots import build_demonstration

STEPS = {
    "front page": "en/",
    "release": "en/2019/06/05/sco-observer-mission/",
    "search page": "en/search/",
    "search": "en/search/?q=observer",
    "subscribe": "en/subscribe/",
}
BITS = 400 * 1024
LINE = {"latency": 400, "downloadThroughput": BITS / 8, "uploadThroughput": BITS / 8}
PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


def main() -> None:
    """Walk through the demonstration, and print a line a step."""
    with tempfile.TemporaryDirectory() as name, open_chromium() as browser:
        root = Path(name)
        with serve(root / "output") as address:
            build_demonstration(root, address)
            print("| step | first words | whole | KB |\n|---|--:|--:|--:|")
            _walk(browser, address)


def _walk(browser: Browser, address: str) -> None:
    page = browser.new_page(
        viewport={"width": 360, "height": 740},
        device_scale_factor=2,
        is_mobile=True,
        has_touch=True,
    )
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", {"offline": False, **LINE})
    line.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    sizes: list[float] = []

    def note(event: dict[str, Any]) -> None:
        sizes.append(event["encodedDataLength"])

    line.on("Network.loadingFinished", note)
    for step, path in STEPS.items():
        sizes.clear()
        start = perf_counter()
        page.goto(f"{address}/{path}", wait_until="load")
        if "?" in path:
            page.locator(".results li").first.wait_for()
        whole = perf_counter() - start
        words = page.wait_for_function(PAINTED).json_value() / 1000
        print(f"| {step} | {words:.1f} s | {whole:.1f} s | {sum(sizes) / 1000:.0f} |", flush=True)


if __name__ == "__main__":
    main()
