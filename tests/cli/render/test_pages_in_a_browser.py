"""The pages of html in a real browser: on a desk, a phone and paper, in light and dark."""

from __future__ import annotations

import json
import re
import subprocess
from html import escape, unescape
from typing import TYPE_CHECKING, NamedTuple

import pytest

from prefpad import Edit, Pad
from tests.conftest import TODAY
from tests.helpers.making import days_ago
from tests.helpers.shell import answer

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

pytestmark = pytest.mark.needs("chromium")

PHONE, DESK, A4 = 360, 1280, 673  # A4 less its margins, in the pixels of CSS
TOPIC = "Aufzugsinstandhaltungsarbeitenverordnung"
LONG = TOPIC * 4
_LEAST_CONTRAST = 4.5
_LOOK = """
function light(colour) {
  const [r, g, b] = colour.match(/[\\d.]+/g).map(v => v / 255).map(
    v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
  return .2126 * r + .7152 * g + .0722 * b;
}
function look(frame) {
  const page = frame.contentDocument, view = frame.contentWindow;
  const wide = page.documentElement.clientWidth;
  const ground = light(view.getComputedStyle(page.body).backgroundColor);
  let over = 0, contrast = 21, widest = "";
  for (const one of page.body.querySelectorAll("*")) {
    const beyond = one.getBoundingClientRect().right - wide;
    if (beyond > over) { over = beyond; widest = one.outerHTML.slice(0, 200); }
    const ink = light(view.getComputedStyle(one).color);
    contrast = Math.min(contrast, (Math.max(ink, ground) + .05) / (Math.min(ink, ground) + .05));
  }
  return {over: over, scrolls: page.documentElement.scrollWidth - wide, contrast: contrast,
          ground: ground, height: page.body.scrollHeight, widest: widest};
}
addEventListener("load", () => {
  const seen = [...document.querySelectorAll("iframe")].map(look);
  document.body.innerHTML = "<pre></pre>";
  document.querySelector("pre").textContent = JSON.stringify(seen);
});
"""


class Seen(NamedTuple):
    """How a page looks at one width.

    Attributes:
        over: by how many pixels something stands beyond the right edge.
        scrolls: by how many the page is wider than its window.
        contrast: the least of any text with the ground.
        ground: how light the ground is.
        height: of the page.
        widest: what stands furthest beyond it.
    """

    over: float
    scrolls: float
    contrast: float
    ground: float
    height: float
    widest: str


def look(folder: Path, page: str, *, dark: bool = False) -> list[Seen]:
    """Return how a page looks on a phone, on a desk and on paper."""
    on_paper = page.replace("@media print", "@media all").replace("@media screen", "@media print")
    frames = "".join(
        f'<iframe style="width: {width}px; height: 900px" srcdoc="{escape(shown)}"></iframe>'
        for width, shown in ((PHONE, page), (DESK, page), (A4, on_paper))
    )
    harness = folder / "harness.html"
    harness.write_text(f"<body>{frames}<script>{_LOOK}</script>", encoding="utf-8")
    command = [
        "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=9000",
        f"--user-data-dir={folder / 'chromium'}", *["--force-dark-mode"] * dark, "--dump-dom",
        harness.as_uri(),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    found = re.search("<pre>(.*)</pre>", done.stdout, re.DOTALL)
    assert found, done.stderr
    return [Seen(**seen) for seen in json.loads(unescape(found[1]))]


@pytest.fixture(params=["report", "disclosure"])
def page(request: pytest.FixtureRequest, path: Path, tmp_path: Path, run: Run) -> str:
    with Pad(path, create=True, today=days_ago(200), author="Ana") as pad:
        for name in ("Sam Smith", f"Maximiliane {LONG}"):
            pad.edit(name, Edit({"role": "customer"}, {"phone": ["+44 20 7946 0101"]}), new=True)
            for days in range(200, 600, 20):
                pad.visit(name, on=days_ago(days))
            pad.add(name, f"{TOPIC}: {LONG}", kind="problem")
            pad.done(pad.add(name, f"wifi: {LONG}", kind="problem"))
            pad.add(name, f"{LONG} was kind", kind="praise")
            pad.confirm(pad.add(name, f"{TOPIC}: {LONG}", on=days_ago(400)))
            pad.add(name, f"referral: {LONG}", kind="fact")
            pad.done(pad.add(name, LONG, kind="promise"))
    with Pad(path, today=TODAY) as pad:
        pad.set("poll", f"What of {LONG}?")
        pad.add("Sam Smith", f"poll: {LONG}", kind="other")
    written = tmp_path / "page.html"
    if request.param == "report":
        answer(run("report", "--html", str(written)))
    else:
        answer(run("disclose", "sam", "smith", "--to", str(written)))
    return written.read_text(encoding="utf-8")


@pytest.mark.parametrize("dark", [False, True])
def test_nothing_overflows_and_all_can_be_read(page: str, tmp_path: Path, dark: bool) -> None:
    phone, desk, paper = look(tmp_path, page, dark=dark)
    for seen in (phone, desk, paper):
        assert seen.over <= 0, seen.widest
        assert seen.scrolls <= 0
        assert seen.contrast >= _LEAST_CONTRAST
        assert seen.height > 300
    assert (phone.ground < 0.1) is (desk.ground < 0.1) is dark
    assert paper.ground == 1


def test_what_overflows_or_cannot_be_read_would_be_seen(page: str, tmp_path: Path) -> None:
    without = page.replace("overflow-wrap: anywhere", "").replace("--soft: #555", "--soft: #ccc")
    phone, _, _ = look(tmp_path, without)
    assert phone.scrolls > 0
    assert phone.contrast < _LEAST_CONTRAST
