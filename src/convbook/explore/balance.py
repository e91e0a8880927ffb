"""Other people's HTML: whether it closes what it opens, and nothing of the page around."""

import re
from html.parser import HTMLParser

# As HTML reads them: <!--> is a whole comment, and --!> ends one too.
COMMENT = re.compile(r"(?s)<!--(?!-?>)(?:(?!--!?>|<!--).)*-->")

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
END_MAY_BE_LEFT_OUT = frozenset(
    "caption colgroup dd dt li optgroup option p rp rt tbody td tfoot th thead tr".split()
)
OF_A_WHOLE_PAGE = frozenset("body frameset head html plaintext".split())
FOREIGN = frozenset(("math", "svg"))


def is_balanced(html: str) -> bool:
    """Whether ``html`` can stand inside an element of a page without changing what is around.

    Parameters
    ----------
    html : str

    Returns
    -------
    bool
        False where an end tag is missing or too many, a tag or comment does not end, or a tag of a
        whole page occurs. Where a browser would mend the text, the answer may be False, too.

    Examples
    --------
    >>> is_balanced("<ul><li>one<li>two</ul>"), is_balanced("one</div>"), is_balanced("<!-- one")
    (True, False, False)
    """
    html = COMMENT.sub("", html)
    if "<!" in html or "<?" in html:
        return False
    tags = Tags()
    tags.feed(html)
    return not tags.wrong and "<" not in tags.rawdata and END_MAY_BE_LEFT_OUT.issuperset(tags.open)


class Tags(HTMLParser):
    """The elements that are open, and whether a tag was met that fits none."""

    def __init__(self):
        super().__init__()
        self.open: list[str] = []
        self.wrong = False

    def handle_starttag(self, tag, attrs):
        self.wrong |= tag in OF_A_WHOLE_PAGE
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        # The slash closes an element of SVG or MathML only: <div/> stays open.
        if not FOREIGN.intersection([*self.open, tag]):
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        while self.open and self.open[-1] != tag and self.open[-1] in END_MAY_BE_LEFT_OUT:
            self.open.pop()
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.wrong = True
