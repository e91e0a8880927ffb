"""Whether the calls that an explorer shows do what they are shown for: every one is run."""

import ast
import reprlib
from collections.abc import Callable, Sequence

from convbook.explore.calls import libraries_of


def check(explorer, given, shown: Callable | None, of: Callable | None, tolerance: float) -> str:
    """Run every call of ``explorer``; see :meth:`Explorer.check_calls`."""
    frames = []
    for values, frame in explorer.frames():
        frames.append(frame)
        where = f"{explorer.name} at {', '.join(f'{name} = {one}' for name, one in values.items())}"
        names = given(**values) if callable(given) else given
        if frame.kind == "refusal":
            for library, code in frame.calls:
                must_raise(f"{where}: {library or 'the call'}", code, names)
        elif frame.calls:
            results = {library: result_of(code, names) for library, code in frame.calls}
            found = {library or "the call": plain(of(one) if of else one)
                     for library, one in results.items()}  # fmt: skip
            if shown:
                found = {"the picture": plain(shown(**values)), **found}
            all_alike(where, found, tolerance)
    return summary(explorer.name, frames)


def summary(name: str, frames: Sequence) -> str:
    """What :meth:`Explorer.check_calls` returns; a page shows it for each explorer with calls."""
    if not libraries_of(frames):
        raise ValueError(f"{name} shows no call")
    kinds = [frame.kind == "refusal" for frame in frames if frame.calls]
    ran = f"{name}: the calls of {kinds.count(False)} settings run and give what is shown"
    return f"{ran}; those of {kinds.count(True)} are refused." if any(kinds) else f"{ran}."


def result_of(code: str, names: dict):
    """The value of the last line of ``code``, where ``names`` are known."""
    *before, last = ast.parse(code).body
    if not isinstance(last, ast.Expr):
        raise ValueError(f"the last line of a call must have a value, got {code!r}")
    known = dict(names)
    exec(compile(ast.Module(before, []), "<call>", "exec"), known)
    return eval(compile(ast.Expression(last.value), "<call>", "eval"), known)


def must_raise(where: str, code: str, names: dict):
    """Refuse a call that runs where the picture says that it cannot."""
    try:
        result = result_of(code, names)
    except (ValueError, RuntimeError, TypeError):
        return
    raise AssertionError(
        f"{where} gives {reprlib.repr(plain(result))}, the picture refuses: {code}"
    )


def plain(value):
    """Numbers in lists, whatever array, tensor or tuple they came in."""
    if hasattr(value, "tolist"):
        return value.tolist()
    return [plain(one) for one in value] if isinstance(value, (list, tuple)) else value


def all_alike(where: str, found: dict, tolerance: float):
    """Refuse results of which two differ; a single one has nothing to be compared with."""
    if len(found) < 2:
        raise ValueError(f"{where} has 1 result and nothing to compare it with; give shown")
    (first, wanted), *others = found.items()
    for name, result in others:
        if not alike(wanted, result, tolerance):
            raise AssertionError(
                f"{where}: {first} gives {reprlib.repr(wanted)}, {name} {reprlib.repr(result)}"
            )


def alike(one, other, tolerance: float) -> bool:
    """Whether two nested lists have the same shape and numbers."""
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(alike, one, other, [tolerance] * len(one)))
    if isinstance(one, list) or isinstance(other, list):
        return False
    return one == other or (tolerance > 0 and abs(one - other) <= tolerance)
