"""Writes a model as a file, and as an MLflow model that mlflow.sklearn loads."""

import datetime
import json
import pickle
import platform
import uuid

import pandas
import sklearn
import yaml

PACKAGES = {"scikit-learn": sklearn.__version__, "pandas": pandas.__version__}


def write(outputs, model, prepared):
    folder = outputs / "mlflow-model"
    folder.mkdir(parents=True, exist_ok=True)
    content = pickle.dumps(model, protocol=4)
    (outputs / "model.pkl").write_bytes(content)
    (folder / "model.pkl").write_bytes(content)
    requirements = [f"{name}=={version}" for name, version in PACKAGES.items()]
    (folder / "requirements.txt").write_text("\n".join(["mlflow", *requirements]) + "\n")
    conda = {"name": "mlflow-env", "channels": ["conda-forge"],
             "dependencies": [f"python={platform.python_version()}", "pip", {"pip": ["mlflow", *requirements]}]}
    (folder / "conda.yaml").write_text(yaml.safe_dump(conda, sort_keys=False))
    virtual = {"python": platform.python_version(), "build_dependencies": ["pip"], "dependencies": ["-r requirements.txt"]}
    (folder / "python_env.yaml").write_text(yaml.safe_dump(virtual, sort_keys=False))
    columns = [{"name": str(name), "type": "double", "required": False} for name in prepared["numeric"]]
    columns += [{"name": str(name), "type": "string", "required": False} for name in prepared["categorical"]]
    description = {
        "artifact_path": "outputs/mlflow-model",
        "flavors": {
            "python_function": {"env": {"conda": "conda.yaml", "virtualenv": "python_env.yaml"},
                                "loader_module": "mlflow.sklearn", "model_path": "model.pkl", "predict_fn": "predict",
                                "python_version": platform.python_version()},
            "sklearn": {"code": None, "pickled_model": "model.pkl", "serialization_format": "pickle",
                        "sklearn_version": sklearn.__version__}},
        "model_uuid": uuid.uuid4().hex,
        "signature": {"inputs": json.dumps(columns), "outputs": None},
        "utc_time_created": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M:%S.%f")}
    (folder / "MLmodel").write_text(yaml.safe_dump(description, sort_keys=False))
