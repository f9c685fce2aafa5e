"""Writes expected values as compact JSON beside the tests: src/stats/fixtures/NAME.json, one case a line."""
import json
import math
import pathlib

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "src" / "stats" / "fixtures"


def plain(value):
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, float):
        assert math.isfinite(value), value
    return value


def write(name, made_by, cases):
    """`cases`: name of a routine -> list of cases, each a list of arguments and expected values."""
    lines = []
    for routine, rows in cases.items():
        assert len(rows) >= 200, (routine, len(rows))
        body = ",\n".join(json.dumps(plain(row), separators=(",", ":")) for row in rows)
        lines.append(f'"{routine}":[\n{body}\n]')
    text = "{\n" + f'"madeBy":{json.dumps(made_by)},\n' + ",\n".join(lines) + "\n}\n"
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{name}.json").write_text(text)
    print(name, {routine: len(rows) for routine, rows in cases.items()}, len(text), "bytes")
