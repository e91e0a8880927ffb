"""Links to an explorer at given settings: ``[see it](#places?i=10&stride=3)``.

MyST takes the whole of ``places?i=10&stride=3`` for the name of a target and finds none. Here the
name is what stands before the question mark, on this page or on another; the browser gets it all.
"""

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform


def settings_of(node):
    """The fragment with settings that a cross-reference carries, or None."""
    fragment = node.get("reftargetid") or node.get("reftarget", "")
    return fragment if "?" in fragment else None


class SettingsLinks(SphinxPostTransform):
    """Turn such references into plain links before MyST looks for their targets."""

    default_priority = 5

    def run(self, **kwargs):
        """Replace every reference that carries settings."""
        for node in list(self.document.findall(addnodes.pending_xref)):
            fragment = settings_of(node)
            if fragment is None:
                continue
            page = ""
            if node.get("reftargetid"):
                here, there = self.env.docname, node["reftarget"]
                page = self.app.builder.get_relative_uri(here, there) if there != here else ""
            link = nodes.reference("", "", internal=True, refuri=f"{page}#{fragment}")
            link += node.children[0].children if node.children else [nodes.Text(fragment)]
            node.replace_self(link)


def setup(app):
    """Connect to Sphinx."""
    app.add_post_transform(SettingsLinks)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
