"""Violations of WCAG A and AA that axe-core finds on a page."""

from axe_playwright_python.sync_playwright import Axe

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
EVERY_RULE = {
    "runOnly": {"type": "tag", "values": WCAG},
    # axe holds these back as young or as mere advice; the book keeps to them.
    "rules": {"label-content-name-mismatch": {"enabled": True}, "region": {"enabled": True}},
    "resultTypes": ["violations"],
}
RULES_OF_COLOR = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}

# A page holds a thousand pieces of code, and a color is much work for axe: of those that look the
# same and stand in the same kinds of elements it judges the contrast of the first.
MARK_REPEATED = """
() => {
  const kinds = new Map();
  const kind = element => {
    if (!element) return "";
    if (!kinds.has(element)) {
      const { color, backgroundColor, fontSize, fontWeight, opacity } = getComputedStyle(element);
      const own = [element.tagName, element.className, color, backgroundColor, fontSize,
        fontWeight, opacity, element.getAttribute("style")].join();
      kinds.set(element, `${kind(element.parentElement)} > ${own}`);
    }
    return kinds.get(element);
  };
  const seen = new Set();
  for (const piece of document.querySelectorAll(":is(.highlight pre, dt.sig) span, math *")) {
    piece.toggleAttribute("data-repeated", seen.has(kind(piece)));
    seen.add(kind(piece));
  }
  axe.configure({rules: [{id: "color-contrast", selector: ":not([data-repeated])"}]});
}
"""


def violations(page, options):
    """What axe finds on a page: rule, element, and how to mend it."""
    axe = Axe()
    page.evaluate(axe.axe_script)
    page.evaluate(MARK_REPEATED)
    found = page.evaluate("options => axe.run(options).then(found => found.violations)", options)
    return [
        (violation["id"], node["target"], node["failureSummary"])
        for violation in found
        for node in violation["nodes"]
    ]
