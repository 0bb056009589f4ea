"""Two directions in one line: each word stands where a reader of the line's language expects it."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.conftest import Desk
from tests.browser.newsroom import VISIT

SEEN = """element => {
  const words = [], walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());)
    for (const found of node.data.matchAll(/[^\\s\\u2066-\\u2069]+/gu)) {
      const range = document.createRange();
      range.setStart(node, found.index);
      range.setEnd(node, found.index + found[0].length);
      const box = range.getBoundingClientRect();
      const middle = box.top + box.height / 2;
      if (box.width > 1) words.push({word: found[0], left: box.left, middle});
    }
  const lines = [];
  for (const each of words.sort((one, other) => one.middle - other.middle)) {
    if (!lines.length || each.middle - lines.at(-1)[0].middle > 12) lines.push([]);
    lines.at(-1).push(each);
  }
  const text = line => line.sort((one, other) => one.left - other.left).map(each => each.word);
  return lines.map(line => text(line).join(" "));
}"""
"""The lines of an element, each with its words from left to right as they stand on the screen."""

NOTE, EVENT = "2019/04/04/note-4/", "2017/02/02/note-2/"

LINES = {
    (f"ar/{NOTE}", ".prose p >> nth=0"): "2019. يونيو 5 يوم NATO من John Smith مع الوزير اجتمع",
    (f"ar/{NOTE}", ".prose p >> nth=1"): (
        "بالكامل. https://example.org/a-b?c=1 في A/RES/71/1 اتفاق تفاصيل"
    ),
    (f"ar/{NOTE}", ".prose p >> nth=2"): (
        "للصحفيين. press@example.org أو +7 (7172) 72-05-18 هاتف:"
    ),
    (f"ar/{NOTE}", ".prose p >> nth=3"): "للصحفيين. G7+ بيان في 10:00 – 12:00 الموعد",
    (f"ar/{VISIT}", ".dated"): "غرينتش ص 10:00 2019 يونيو 5 Vienna Press Office",
    (f"ar/{VISIT}", ".files li"): "كيلوبايت 1 · PDF Joint statement",
    (f"ar/{VISIT}", ".figure figcaption"): "Press Office الصورة: The lake shore crossing",
    (f"ar/{EVENT}", ".event dd >> nth=1"): "Press centre, 3rd fl.",
    (f"ar/{EVENT}", ".event dd >> nth=2"): "By 7 June; write to press@example.org .",
    (f"ar/{EVENT}", ".gallery figcaption"): "Office الصورة: The lake, from the east.",
    ("ar/", ".upcoming p >> nth=0"): "Press centre, 3rd fl.",
    (f"en/{NOTE}", ".prose p >> nth=0"): (
        "The text calls it “ (2017) الحدود اتفاق ”, and has 3 articles on it."
    ),
    (f"en/{NOTE}", ".prose p >> nth=1"): (
        "The embassy’s: مواد 5 في G7+ وشركاء الخارجية وزارة (in Arabic)."
    ),
}
"""What one sees from left to right: a page, an element of it, and its one line."""


def test_words_stand_in_the_order_of_their_line(desk: Desk, page: Page) -> None:
    """Names, numbers, addresses, files and times in Arabic; Arabic in an English text."""
    page.set_viewport_size({"width": 1900, "height": 900})
    seen, opened = {}, ""
    for address, element in LINES:
        if address != opened:
            page.goto(f"{desk.address}/{address}")
            opened = address
        seen[address, element] = page.locator(element).evaluate(SEEN)
    assert seen == {place: [line] for place, line in LINES.items()}
