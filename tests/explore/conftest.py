"""Parts that several tests of explorers share."""

import re

import pytest

from convbook.explore.packing import unpack


@pytest.fixture
def stored():
    """A function that reads the frames of a player back from its HTML."""

    def frames(html):
        return unpack(re.search(r'(?s)<script type="application/json">(.*?)</script>', html)[1])

    return frames
