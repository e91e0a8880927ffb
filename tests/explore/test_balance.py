"""HTML of other libraries as a first frame: what breaks the page is told from what does not."""

import pytest

from convbook.explore import Explorer
from convbook.explore.balance import is_balanced

WHOLE = [
    "plain words",
    "<div><b>bold</b> and <i>more</i></div>",
    "<ul><li>one<li>two</ul>",
    "<table><tr><td>1<td>2<tr><td>3</table>",
    "a line<br>another<br/><img src='x.png'><input disabled>",
    "<svg><path d='M0 0'/><g/></svg>",
    "<style scoped>a > b {}</style><table></table>",
    "<p>one<p>two",
    "<!-- a <div> --><em>1 &lt; 2</em>",
    "<DIV></div>",
    "<script>if (1 < 2) { document.title = '</div'; }</script>",
]
BROKEN = [
    "one</div>",
    "<div>one",
    "<b><i>crossed</b></i>",
    "<div/>",
    "<!-- one",
    "<!--> </div> -->",
    "<!-- a --!> </div> -->",
    "<script>one",
    "<div class='a>one</div>",
    "<table><tr><td>1",
    "<body>one</body>",
    "<plaintext>",
    "<![CDATA[ </div> ]]>",
    "<style>a {}",
    "</p></div>",
    "one <div",
]


@pytest.mark.parametrize("html", WHOLE)
def test_what_closes_its_tags_may_stand_in_a_page(html):
    assert is_balanced(html)


@pytest.mark.parametrize("html", BROKEN)
def test_what_leaves_a_tag_open_or_closes_one_of_the_page_may_not(html):
    assert not is_balanced(html)


class Shown:
    """Something with a form in HTML."""

    def __init__(self, html):
        self.html = html

    def _repr_html_(self):
        return self.html

    def __str__(self):
        return "a table & more"


def player_of(html):
    """A player whose frames are all ``html``."""
    return Explorer(lambda n: Shown(html), title="T", name="t", n=(1, 2)).player()


@pytest.mark.parametrize("html", ["<section><u>one", "one</section></div>", "<!-- one"])
def test_a_first_frame_that_would_break_the_page_shows_its_words(html, stored):
    player = player_of(html)
    assert '<div class="cb-view"><pre class="cb-text">a table &amp; more</pre></div>' in player
    assert [frame.body for frame in stored(player)] == [html, html]  # it moves as it did


def test_a_first_frame_in_html_shows_without_a_script():
    html = "<table><tr><td>7</table>"
    assert f'<div class="cb-view"><div class="cb-html">{html}</div></div>' in player_of(html)


def test_html_with_metadata_is_html(stored):
    [frame, _] = stored(player_of(("<b>7</b>", {"isolated": True})))
    assert frame.body == "<b>7</b>"


@pytest.mark.parametrize("returned", [None, 3, b"<b>7</b>"])
def test_a_form_in_html_that_is_no_text_is_refused(returned):
    with pytest.raises(TypeError, match=r"whose _repr_html_\(\) is a str; got Shown"):
        player_of(returned)
