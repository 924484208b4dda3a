"""SHAP's TreeExplainer on the trees, rows and background of a folder: answers one question per line of standard input."""

import json
import sys
import time
from pathlib import Path

import numpy as np
import shap

folder = Path(sys.argv[1])
described = json.loads((folder / "trees.json").read_text())
features = described["features"]
rows = np.fromfile(folder / "rows.f64").reshape(-1, features)
background = np.fromfile(folder / "background.f64").reshape(-1, features)

explainers = {}


def model():
    """A copy each: shap overwrites the node weights of the one it is given."""
    trees = [{key: np.array(value) for key, value in tree.items()} for tree in described["trees"]]
    for tree in trees:
        tree["values"] = tree["values"].reshape(-1, 1)
    return {"trees": trees, "internal_dtype": np.float64, "input_dtype": np.float64}


def explainer(method, count):
    if (method, count) not in explainers:
        kwargs = {"feature_perturbation": "tree_path_dependent"} if method == "path-dependent" else {"data": background[:count], "feature_perturbation": "interventional"}
        explainers[method, count] = shap.TreeExplainer(model(), **kwargs)
    return explainers[method, count]


print(json.dumps({"name": f"shap {shap.__version__}"}), flush=True)
for line in sys.stdin:
    question = json.loads(line)
    explain = explainer(question["method"], question["background"])
    part = rows[: question["rows"]]
    start = time.perf_counter()
    values = explain.shap_values(part, check_additivity=False)
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "rows": len(part), "contributions": np.asarray(values).ravel()[: 20 * features].tolist()}), flush=True)
