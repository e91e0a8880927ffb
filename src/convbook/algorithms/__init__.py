"""Convolution computed in other ways: the same numbers from other sums.

Each module holds ``conv2d``, most also ``conv1d``, with the arguments of
:mod:`convbook.functional`. A module refuses, in words, the settings that its method does not know.

:mod:`~convbook.algorithms.matrix`
    The convolution as one explicit matrix.
:mod:`~convbook.algorithms.im2col`
    Windows as columns, and one matrix product.
:mod:`~convbook.algorithms.fourier`
    A product of spectra.
:mod:`~convbook.algorithms.winograd`
    Fewer multiplications for small kernels.
:mod:`~convbook.algorithms.separable`
    A kernel of low rank as two kernels of one axis.
:mod:`~convbook.algorithms.best`
    A measured rule that chooses among them.
"""
