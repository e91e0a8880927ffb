"""The rules of a stylesheet that a site can use: the others only make a page slower.

Theme and extensions bring rules for hundreds of things that this book never shows. A rule stays if
every class and id that its selector asks for stands in some page or in some script. Rests on no
private name; it serves ``one_stylesheet``.
"""

import re

import tinycss2

NAMES = re.compile(r"""\s(?:class|id)=(?:"([^"]*)"|'([^']*)')""")
WORDS = re.compile(r"[\w-]+")
NESTING = ("media", "supports", "layer", "container")


def names_in(pages, scripts):
    """Classes and ids in pages, and every word of the scripts, which may set them.

    Parameters
    ----------
    pages, scripts : iterable of str
        Texts of HTML pages, and of JavaScript files.

    Returns
    -------
    set of str
    """
    found = set()
    for page in pages:
        for match in NAMES.finditer(page):
            found.update((match[1] or match[2] or "").split())
        for script in re.findall(r"<script[^>]*>(.*?)</script>", page, re.DOTALL):
            found.update(WORDS.findall(script))
    for script in scripts:
        found.update(WORDS.findall(script))
    return found


def used(stylesheet, names):
    """A stylesheet without the rules that ask for other names; comments go as well.

    Parameters
    ----------
    stylesheet : str
    names : set of str
        As from :func:`names_in`.

    Returns
    -------
    str

    Examples
    --------
    >>> used("a, .kept > b, .gone { color: red } @media print { .gone { color: red } }", {"kept"})
    'a, .kept > b{ color: red }'
    """
    return "".join(kept(rules(stylesheet), names)).strip()


def rules(tokens):
    """The rules that a text or a list of tokens holds."""
    return tinycss2.parse_stylesheet(tokens, skip_comments=True, skip_whitespace=True)


def kept(found, names):
    """The text of each rule that stays."""
    for rule in found:
        if rule.type == "qualified-rule":
            selectors = [text for text in selectors_of(rule.prelude, names) if text]
            if selectors:
                yield f"{', '.join(selectors)}{{{tinycss2.serialize(rule.content)}}}"
        elif rule.type == "at-rule" and rule.content and rule.lower_at_keyword in NESTING:
            inner = "".join(kept(rules(rule.content), names))
            if inner:
                prelude = tinycss2.serialize(rule.prelude).strip()
                yield f"@{rule.at_keyword} {prelude}{{{inner}}}"
        else:
            yield rule.serialize()


def selectors_of(prelude, names):
    """Each selector of a list, or an empty text where it asks for a name that is not there."""
    selector, wanted, before = [], True, None
    for token in [*prelude, None]:
        if token is None or token == ",":
            yield tinycss2.serialize(selector).strip() if wanted else ""
            selector, wanted, before = [], True, None
            continue
        asks = (token.type == "ident" and before == ".") or token.type == "hash"
        wanted = wanted and not (asks and token.value not in names)
        selector.append(token)
        before = token
