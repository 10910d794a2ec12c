import importlib
import json
import os
import sys
import time


def init():
    print("init of", os.environ["NAME"])
    if "BROKEN" in os.environ:
        raise ValueError("broken by its variable")


def run(raw_data):
    request = json.loads(raw_data)
    if request.get("do") == "raise":
        raise ValueError("the script raised")
    if request.get("do") == "note":
        print("noted", request["text"])
    if request.get("do") == "variable":
        return os.environ.get(request["name"])
    if request.get("do") == "import":
        module = importlib.import_module(request["module"])
        return {"python": "python%d.%d" % sys.version_info[:2], "version": getattr(module, "__version__", None)}
    if request.get("do") == "overwrite":
        open(importlib.import_module(request["module"]).__file__, "w")
    time.sleep(request.get("seconds", 0))
    return {"name": os.environ["NAME"], "files": sorted(os.listdir(os.environ["AZUREML_MODEL_DIR"]))}
