"""How pictures look: colors, paths, sizes, and the SVG text of boards."""
