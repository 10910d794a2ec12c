import json
import os
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
    time.sleep(request.get("seconds", 0))
    return {"name": os.environ["NAME"], "files": sorted(os.listdir(os.environ["AZUREML_MODEL_DIR"]))}
