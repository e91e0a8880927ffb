"""Search in English, Chinese and numbers.

Chinese is written without spaces, so the default search knows only whole runs of signs: where a
page says 卷积核, it finds 卷积核 but not 卷积. Here each run counts as its single signs and its
pairs of neighbors, on the page and in the question alike: any part of a term finds it, without a
dictionary that could cut a term at the wrong place.

The index holds numbers, but Sphinx leaves a word of digits out of every query. It tells them by
``queryTerm.match``, and here the words of a query that are numbers say of themselves that they are
not; in all else they are strings.
"""

import re

from sphinx.search import languages
from sphinx.search.en import SearchEnglish

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
HAN_RUN = re.compile(f"[{HAN}]+|[^\\W{HAN}]+")
IS_HAN = re.compile(f"[{HAN}]")

SPLIT_QUERY = r"""
function splitQuery(query) {
  const words = [];
  const runs = /[HAN]+|(?:(?![HAN])[\p{Letter}\p{Number}_\p{Emoji_Presentation}])+/gu;
  for (const [run] of query.matchAll(runs)) {
    if (/^\d+$/.test(run)) words.push(Object.assign(new String(run), { match: () => null }));
    else if (!/^[HAN]/u.test(run) || run.length === 1) words.push(run);
    else for (let i = 0; i + 1 < run.length; i++) words.push(run.slice(i, i + 2));
  }
  return words;
}
""".replace("HAN", HAN)


class SearchEnglishAndChinese(SearchEnglish):
    """English words, stemmed, and Chinese signs with their pairs."""

    lang = "en"
    language_name = "English and Chinese"
    js_splitter_code = SPLIT_QUERY

    def split(self, input):
        """Words of a text, as the index keeps them."""
        words = []
        for run in HAN_RUN.findall(input):
            if IS_HAN.match(run):
                words += list(run)
                words += [run[i : i + 2] for i in range(len(run) - 1)]
            else:
                words.append(run)
        return words


def setup(app):
    """Register the language under the name that the search index asks for."""
    languages["en"] = SearchEnglishAndChinese
    return {"parallel_read_safe": True, "parallel_write_safe": True}
