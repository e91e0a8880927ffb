"""Pictures of grids: windows that move, kernels, gradients, shades."""
