"""
Joins what several nodes have scored for a batch job: their rows in the order of the mini batches, or the files that the
script has written, unless more files failed than may.

Started as: python3 batch_joining.py '{"instances": ..., "errorThreshold": ..., "outputFileName": ...}'.
"""
import json
import os
import shutil
import sys

from batch_scoring import OUTPUT, join, say


def main():
    instructions = json.loads(sys.argv[1])
    nodes = [os.environ[f"AZURE_ML_INPUT_part_{number + 1}"] for number in range(instructions["instances"])]
    output = os.environ[OUTPUT]
    os.makedirs(output, exist_ok=True)
    failed, threshold = sum(map(failures, nodes)), instructions["errorThreshold"]
    say(f"{failed} files failed")
    if 0 <= threshold < failed:
        sys.exit(f"{failed} files failed, more than the errorThreshold of {threshold}.")
    if instructions.get("outputFileName"):
        parts = [os.path.join(node, "rows", name) for node in nodes for name in names(os.path.join(node, "rows"))]
        join(sorted(parts, key=lambda part: int(os.path.basename(part))), os.path.join(output, instructions["outputFileName"]))
    for node in nodes:
        if os.path.isdir(os.path.join(node, "files")):
            shutil.copytree(os.path.join(node, "files"), output, dirs_exist_ok=True)


def failures(node):
    with open(os.path.join(node, "result.json"), encoding="utf-8") as file:
        return json.load(file)["failed"]


def names(folder):
    return os.listdir(folder) if os.path.isdir(folder) else []


if __name__ == "__main__":
    main()
