"""What PyPI math-verify says of labelled answers: `pip install math-verify`, then `python math-verify.py FILE > VERDICTS`."""
import json
import sys

from math_verify import parse, verify

verdicts = []
for line in open(sys.argv[1], encoding="utf-8"):
    pair = json.loads(line)
    gold = pair["gold"] if "$" in pair["gold"] else f"${pair['gold']}$"
    try:
        verdicts.append(bool(verify(parse(gold), parse(pair["answer"]))))
    except Exception:
        verdicts.append(False)
print(json.dumps(verdicts))
