"""Convolution in NumPy: reference implementations, drawings and interactive figures.

Importing ``convbook`` loads nothing else. Import the part you need::

    import convbook.functional as F      # fast forms, with the names of torch.nn.functional
    from convbook import definition      # the same names, one product at a time
    from convbook.arithmetic import Slide
"""

__version__ = "0.2.0"
