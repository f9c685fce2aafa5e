"""What the authors' own code asks and reads: prompts by SHA-256, verdicts as they are. Called by bench/authors-code.ts.

    python3 bench/authors-code.py AUTHORS DATA REPLIES > lines

AUTHORS holds checkouts of their repositories at the pinned commits: simple-evals, ChineseSimpleQA, Safety-J, auto-j.
Their functions are taken out of their files as they stand, since the files import servers and keys; nothing of them is
written here. REPLIES is JSON: {judge: [reply …]}. Prints one JSON object a line.
"""

import ast
import csv
import hashlib
import json
import re
import sys
from pathlib import Path

AUTHORS, DATA, REPLIES = (Path(argument) for argument in sys.argv[1:4])
csv.field_size_limit(2**30)


def take(path, names, given=None):
    """The named top-level functions, methods and constants of a file, run by themselves."""
    tree = ast.parse((AUTHORS / path).read_text(encoding="utf-8"))
    space = {"re": re, **(given or {})}
    for node in ast.walk(tree):
        targets = [node.target] if isinstance(node, ast.AnnAssign) else getattr(node, "targets", [])
        name = getattr(node, "name", None) if isinstance(node, ast.FunctionDef) else next(
            (target.id for target in targets if isinstance(target, ast.Name)), None
        )
        if name not in names:
            continue
        # Their annotations name types of packages that are not here.
        for inner in ast.walk(node):
            if isinstance(inner, ast.FunctionDef):
                inner.returns = None
                for argument in [*inner.args.args, *inner.args.kwonlyargs]:
                    argument.annotation = None
        if isinstance(node, ast.AnnAssign):
            node = ast.copy_location(ast.Assign(targets=[node.target], value=node.value), node)
        exec(compile(ast.fix_missing_locations(ast.Module([node], [])), path, "exec"), space)
    return space


def sha(*texts):
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()


def show(judge, **facts):
    print(json.dumps({"judge": judge, **facts}))


class Grader:
    """Their sampler: it is given a system message, and says one reply."""

    def __init__(self, system, wrap):
        self.system, self.wrap, self.reply, self.asked = system, wrap, "A", None

    def _pack_message(self, role, content):
        return {"role": role, "content": content}

    def __call__(self, messages):
        self.asked = [{"role": "system", "content": self.system}, *messages]
        return self.wrap(self.reply)


class Response:
    def __init__(self, text):
        self.response_text = text


def of_messages(messages):
    return sha(*(f"{message['role']}:{message['content']}" for message in messages))


def grader(judge, script, system_file, system_name, wrap, rows):
    space = take(script, {"GRADER_TEMPLATE", "grade_sample"})
    system = take(system_file, {system_name})[system_name]
    holder = type("Eval", (), {})()
    holder.grader_model = Grader(system, wrap)
    grade = space["grade_sample"]
    for question, target, answer in rows:
        grade(holder, question, target, answer)
        show(judge, prompt=of_messages(holder.grader_model.asked))
    for reply in replies[judge]:
        holder.grader_model.reply = reply
        show(judge, reply=reply, read=grade(holder, "q", "t", "p"))


def leaderboard(judge, rows):
    asked = {}

    def call_model(messages, _model):
        asked["messages"] = messages
        return asked["reply"], None

    script = "ChineseSimpleQA/judge/chinese_simpleqa_easy.py"
    judge_answer = take(script, {"judge_prompt", "judge_answer"}, {"call_model": call_model})["judge_answer"]
    asked["reply"] = "A"
    for row in rows:
        judge_answer(*row)
        show(judge, prompt=of_messages(asked["messages"]))
    for reply in replies[judge]:
        asked["reply"] = reply
        show(judge, reply=reply, read=judge_answer("q", "t", "p")["score"])


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except (AssertionError, ValueError):
        return "error"


def answer_to(question):
    """The same as in bench/authors-code.ts: holes, braces and a letter, which a template must not touch."""
    return f" {{target}} {{{{x}}}} B: {question[:40]}\n"


replies = json.loads(REPLIES.read_text(encoding="utf-8"))

with open(DATA / "simpleqa/simple_qa_test_set.csv", encoding="utf-8", newline="") as file:
    simpleqa = [(row["problem"], row["answer"], answer_to(row["problem"])) for row in csv.DictReader(file)]
with open(DATA / "chinese-simpleqa/chinese_simpleqa.jsonl", encoding="utf-8") as file:
    chinese = [json.loads(line) for line in file]
chinese = [(row["question"], row["answer"], answer_to(row["question"])) for row in chinese]

sampler = "sampler/chat_completion_sampler.py"
grader("simpleqa-grader", "simple-evals/simpleqa_eval.py", f"simple-evals/{sampler}", "OPENAI_SYSTEM_MESSAGE_API", Response, simpleqa)
grader("chinese-simpleqa-eval-grader", "ChineseSimpleQA/chinese_simpleqa_eval.py", f"ChineseSimpleQA/{sampler}", "OPENAI_SYSTEM_MESSAGE_API_CN", str, chinese)
leaderboard("chinese-simpleqa-grader", chinese)

create = take("Safety-J/code/label_level_evaluation.py", {"create_query", "get_prediction"})
for name, lang in [("BeaverTails", "en"), ("DiaSafety", "en"), ("Flames", "zh"), ("Jade", "zh")]:
    # Their data has no licence, so that not every copy has all of it.
    file = DATA / f"safety-j/label_level/{name}.json"
    for row in json.loads(file.read_text(encoding="utf-8")) if file.exists() else []:
        show(f"safety-j {lang}", prompt=sha(create["create_query"](row["query"], row["response"], lang)))
for lang in ["en", "zh"]:
    for reply in replies[f"safety-j {lang}"]:
        show(f"safety-j {lang}", reply=reply, read=create["get_prediction"](reply, lang))

usage = "auto-j/codes/usage"
reading = take(f"{usage}/bilingual_example.py", {"extract_single_rating", "zh_extract_single_rating", "extract_pariwise_result", "zh_extract_pariwise_result"})
for lang, prefix, file in [("en", "", "testdata_critique.jsonl"), ("zh", "zh_", "zh_testdata_critique.jsonl")]:
    names = {f"{prefix}protocol_mapping", f"{prefix}build_autoj_input", "llama2_wrapper", "PROMPT_INPUT_WO_SYSTEM", "PROMPT_INPUT_SYSTEM", f"{prefix}single", f"{prefix}pairwise_tie"}
    build = take(f"{usage}/{prefix}constants_prompt.py", names)[f"{prefix}build_autoj_input"]
    seen = set()
    for line in (DATA / "auto-j" / file).read_text(encoding="utf-8").split("\n"):
        row = json.loads(line) if line else None
        if row is None or row["prompt"] in seen:
            continue
        seen.add(row["prompt"])
        answer = answer_to(row["prompt"])
        show(f"auto-j {lang}", prompt=sha(build(row["prompt"], answer, protocol=f"{prefix}single")))
        show(f"auto-j pair {lang}", prompt=sha(build(row["prompt"], answer, row["response"], protocol=f"{prefix}pairwise_tie")))
    for reply in replies[f"auto-j {lang}"]:
        rating = attempt(reading[f"{prefix}extract_single_rating"], reply)
        # JSON has no nan and no inf.
        finite = rating if rating == "error" or abs(rating) < float("inf") else "error"
        show(f"auto-j {lang}", reply=reply, read=finite)
        show(f"auto-j pair {lang}", reply=reply, read=reading[f"{prefix}extract_pariwise_result"](reply))
