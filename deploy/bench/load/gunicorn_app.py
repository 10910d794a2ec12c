"""An entry script behind Flask, for gunicorn: init() as a worker starts, run() for each request."""
import importlib.util
import os

from flask import Flask, Response, json, request

spec = importlib.util.spec_from_file_location("entry", os.environ["SCRIPT"])
script = importlib.util.module_from_spec(spec)
spec.loader.exec_module(script)
script.init()
app = Flask(__name__)


@app.post("/score")
def score():
    return Response(json.dumps(script.run(request.get_data(as_text=True))), mimetype="application/json")
