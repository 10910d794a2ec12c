"""
Has the scoring script of a batch deployment: calls its init() once, then run() with each mini batch, a list of paths.

Started as: python3 batch_worker.py SCRIPT LEVEL REQUESTS ANSWERS, the last two being file descriptors for lines of JSON.
"""
import importlib.util
import json
import logging
import os
import sys
import traceback


def load(path):
    folder = os.path.dirname(path)
    sys.path.insert(0, folder)
    os.chdir(folder)
    spec = importlib.util.spec_from_file_location("scoring_script", path)
    script = importlib.util.module_from_spec(spec)
    sys.modules["scoring_script"] = script
    spec.loader.exec_module(script)
    for name in ("init", "run"):
        if not callable(getattr(script, name, None)):
            raise TypeError(f"the scoring script has no {name}()")
    return script


def rows(result):
    """What run() returned as lines, and their number: a table's rows with commas, else each element as text."""
    if hasattr(result, "to_csv") and hasattr(result, "columns"):
        return result.to_csv(header=False, index=False, lineterminator="\n"), len(result)
    if hasattr(result, "tolist"):
        result = result.tolist()
    if not isinstance(result, (list, tuple)):
        raise TypeError(f"run() must return a list or a table, not {type(result).__name__}")
    return "".join(f"{one}\n" for one in result), len(result)


def reason():
    traceback.print_exc()
    sys.stderr.flush()
    return traceback.format_exc(limit=0).strip().splitlines()[-1]


def main():
    path, level, requests, answers = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    logging.basicConfig(level=level.upper())
    with os.fdopen(requests, encoding="utf-8") as asked, os.fdopen(answers, "w", encoding="utf-8") as told:

        def tell(answer):
            sys.stdout.flush()
            told.write(json.dumps(answer) + "\n")
            told.flush()

        try:
            script = load(path)
            script.init()
        except BaseException:
            tell({"error": reason()})
            return
        tell({"ready": True})
        for line in asked:
            try:
                text, count = rows(script.run(json.loads(line)["files"]))
            except BaseException:
                tell({"error": reason()})
                continue
            tell({"text": text, "count": count})


if __name__ == "__main__":
    main()
