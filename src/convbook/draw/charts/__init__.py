"""Pictures of numbers: bars, curves, images, rooflines, graphs of units."""
