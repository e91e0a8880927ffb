"""Pages of the definitions: the loops themselves, printed from the package.

``{loops} pooling.max_pool`` prints the functions of ``convbook.definition.pooling.max_pool`` as
code. Every public function can be linked to as ``convbook.definition.NAME``. Forms along one and
three axes that differ from the two-dimensional one in their names alone are named beside it.
"""

import ast
import re
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

PACKAGE = "convbook.definition"
RANK = re.compile(r"[123]d(?=_backward$|$)")
POINTER = re.compile(r'^ +"""See :func:`[\w.]+`\."""\n', re.MULTILINE)


class Loops(SphinxDirective):
    """Print the functions of one module of the definitions."""

    required_arguments = 1

    def run(self):
        """Return a code block for each function, and targets for the public ones."""
        file = Path(self.env.srcdir, "src", *PACKAGE.split("."), *self.arguments[0].split("."))
        file = file.with_suffix(".py")
        self.env.note_dependency(str(file))
        return [node for block in blocks(file.read_text("utf-8")) for node in self.shown(*block)]

    def shown(self, code, names):
        """Return a target for each public name, and the code that serves them."""
        twins = [name for name in names if name != names[0]]
        result = [self.target(name) for name in names]
        result.append(nodes.literal_block(code, code, language="python"))
        if twins:
            result.append(nodes.paragraph("", "", nodes.Text("In the same way: "), *listed(twins)))
        return result

    def target(self, name):
        """Return the place to which links to a public function lead."""
        anchor = nodes.target("", "", ids=[f"{PACKAGE}.{name}"])
        self.state.document.note_explicit_target(anchor)
        domain = self.env.get_domain("py")
        domain.note_object(f"{PACKAGE}.{name}", "function", anchor["ids"][0], location=anchor)
        return anchor


def blocks(source):
    """Yield (code, public names that it serves) for each function and constant of a module.

    >>> list(blocks("__all__ = ['f1d', 'f2d']\\ndef f1d(x): return g(x, 1)\\n"
    ...             "def f2d(x): return g(x, 2)\\n"))
    [('def f2d(x): return g(x, 2)', ['f2d', 'f1d'])]
    """
    public, code = [], {}
    lines = source.splitlines(keepends=True)
    for node in ast.parse(source).body:
        name = node.targets[0].id if isinstance(node, ast.Assign) else getattr(node, "name", None)
        if name == "__all__":
            public = ast.literal_eval(node.value)
        elif name:
            first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
            code[name] = POINTER.sub("", "".join(lines[first - 1 : node.end_lineno])).rstrip()
    for name, text in code.items():
        twins = [f"{RANK.sub(rank, name)}" for rank in ("1d", "3d")] if is_planar(name) else []
        twins = [twin for twin in twins if alike(text, code.get(twin))]
        planar = RANK.sub("2d", name)
        if planar == name or not alike(code.get(planar), text):
            yield text, [one for one in (name, *twins) if one in public]


def is_planar(name):
    """Whether this is a form along two axes."""
    return RANK.sub("2d", name) == name and RANK.search(name) is not None


def alike(one, other):
    """Whether two functions differ in nothing but a number of axes."""
    return None not in (one, other) and re.sub(r"[123]", "", one) == re.sub(r"[123]", "", other)


def listed(names):
    """Return names as literals with commas between them."""
    result = []
    for name in names:
        result += [nodes.Text(", "), nodes.literal("", name)]
    return [*result[1:], nodes.Text(".")]


def setup(app):
    """Give the directive its name."""
    app.add_directive("loops", Loops)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
