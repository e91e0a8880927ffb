"""Repairs of the theme, one fault a file.

Each says at its head which private names or which HTML of the theme or of Sphinx it rests on. That
is why both are pinned: after an update each of these files is looked at again.
"""
