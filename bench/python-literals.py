"""Reference values for src/sources/python-literal.test.ts, made by CPython's own `ast`.

    python3 bench/python-literals.py > src/sources/fixtures/python-literals.json

Every case is a module source with a constant TEXT: what it holds, or null where Python refuses it. Holes of f-strings
are written as {name}. Cases are hand-written ones and a seeded random walk over hostile fragments.
"""

import ast
import json
import random
import sys
import warnings

warnings.simplefilter("ignore")

HAND = [
    'TEXT = "plain"',
    "TEXT: str = 'annotated'",
    "TEXT = ('one ' 'two '\n        \"three\")",
    'TEXT = """\\\nfirst line\nsecond "quoted" line\n"""',
    'TEXT = """\n  padded\t\x0b\n""".strip()',
    'TEXT = ("a" + \'b\' + """c""")',
    "TEXT = r'raw \\n \\' kept'",
    'TEXT = Rb"bytes \\x41"',
    'TEXT = bR"bytes \\x41"',
    'TEXT = b"\\xe4\\xbd\\xa0 \\101 \\u0041"',
    'TEXT = u"\\u4f60\\U0001F600"',
    'TEXT = "\\N{EM DASH} \\N{bullet}"',
    'TEXT = "\\0\\7\\77\\777\\1234\\8"',
    'TEXT = "\\x4"',
    'TEXT = "\\u12"',
    'TEXT = "\\U00110000"',
    'TEXT = "\\d \\( \\w"',
    'TEXT = "a\\\nb"',
    "TEXT = 'a\nb'",
    'TEXT = "open',
    'TEXT = """open" ""',
    'TEXT = "a"  # comment with "quotes" and \'\'\'\nOTHER = "b"',
    'TEXT = "first"\nTEXT = "last"',
    '# TEXT = "commented"\n"""\nTEXT = "in a docstring"\n"""\nTEXT = "real"',
    'def f():\n    TEXT = "local"\nTEXT = "module"',
    'OTHER = TEXT = "chained"',
    'A = "x"; TEXT = "after a semicolon"',
    'TEXT = \\\n    "continued"',
    "TEXT = f'{name} and {{name2}} and {name}'",
    "TEXT = f'''{{\"a\": {name}}}'''",
    "TEXT = rf'\\d {name} \\''",
    "TEXT = fR'{name}\\n'",
    "TEXT = 'plain {{x}} ' f'{{x}} {name}'",
    "TEXT = f'{name}' '\\x41' r'\\x41'",
    "TEXT = f'a\\\nb{name}'",
    "TEXT = f'{'",
    "TEXT = f'}'",
    "TEXT = f'{}'",
    "TEXT = f''",
    "TEXT = ''",
    "TEXT = ''''''",
    "TEXT = '''''''",
    "TEXT = 'a' b'b'",
    "TEXT = b'\u00e9'",
    "TEXT = '\u201c\u2028\u0085'",
    "TEXT = '\\ud83d'",
    "TEXT = ('a',)",
    "TEXT = 'a'.upper()",
    "TEXT = 'a' % x",
    "TEXT = ''.join(['a'])",
    "TEXT = 1",
]

FRAGMENTS = [
    "a", "{", "}", "{{", "}}", "{name}", "{other}", "\\", "\\\\", "\\n", "\\t", "\\'", '\\"', "'", '"', "'''", '"""',
    "\\x41", "\\x4", "\\101", "\\400", "\\u4f60", "\\U0001F600", "\\N{BULLET}", "\\N", "\\\n", "\n", "\r\n", "#", " ",
    "\u6c49", "\U0001F600", "\\d", "\\{", "\\}", ";", "(", ")", "=",
]  # fmt: skip


def join(node):
    """The text of a string expression with holes by name; raises for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.Constant) and isinstance(node.value, bytes):
        return node.value.decode("utf-8")
    if isinstance(node, ast.JoinedStr):
        return "".join(join(value) for value in node.values)
    if isinstance(node, ast.FormattedValue) and isinstance(node.value, ast.Name) and node.conversion == -1:
        if node.format_spec is None:
            return "{" + node.value.id + "}"
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return join(node.left) + join(node.right)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "strip":
        if not node.args and not node.keywords:
            return join(node.func.value).strip()
    raise ValueError("not a string")


def holes(node):
    return [child.value.id for child in ast.walk(node) if isinstance(child, ast.FormattedValue)]


def value(source):
    """What TEXT holds, None where Python or the rules refuse it."""
    try:
        module = ast.parse(source.encode("utf-8"))
        found = None
        for statement in module.body:
            targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
            if any(isinstance(target, ast.Name) and target.id == "TEXT" for target in targets):
                found = statement.value
        text = join(found)
        text.encode("utf-8")
        if any(text.count("{" + hole + "}") != holes(found).count(hole) for hole in holes(found)):
            return None  # literal text that looks like a hole: refused by design
        return text
    except (SyntaxError, ValueError, AttributeError):
        return None


def main():
    rng = random.Random(20240711)
    cases = [{"source": source, "value": value(source)} for source in HAND]
    kept = {True: 0, False: 0}
    while kept[True] < 500 or kept[False] < 150:
        prefix = rng.choice(["", "", "r", "f", "F", "rf", "fR", "u", "U", "b", "Rb", "BR"])
        quote = rng.choice(["'", '"', "'''", '"""'])
        inside = "".join(rng.choice(FRAGMENTS) for _ in range(rng.randint(0, 7)))
        source = f"TEXT = {prefix}{quote}{inside}{quote}"
        if rng.random() < 0.3:
            source += f" {rng.choice(['', 'r', 'f'])}'{rng.choice(FRAGMENTS)}'"
        result = value(source)
        good = result is not None
        if kept[good] < (500 if good else 150):
            kept[good] += 1
            cases.append({"source": source, "value": result})
    json.dump({"python": sys.version.split()[0], "cases": cases}, sys.stdout, ensure_ascii=True, indent=0)
    print()


main()
