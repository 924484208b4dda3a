"""Fairlearn's MetricFrame on the rows of a folder: measures once per line of standard input."""

import json
import sys
import time
from pathlib import Path

import fairlearn
import fairlearn.metrics as fm
import numpy as np

folder = Path(sys.argv[1])
groups = np.fromfile(folder / "groups.i32", dtype=np.int32)
selected = np.fromfile(folder / "selected.u8", dtype=np.uint8)
truth = np.fromfile(folder / "truth.u8", dtype=np.uint8)
METRICS = {
    "selectionRate": fm.selection_rate,
    "truePositiveRate": fm.true_positive_rate,
    "falsePositiveRate": fm.false_positive_rate,
    "falseNegativeRate": fm.false_negative_rate,
    "trueNegativeRate": fm.true_negative_rate,
}

print(json.dumps({"name": f"fairlearn {fairlearn.__version__} MetricFrame"}), flush=True)
for _ in sys.stdin:
    start = time.perf_counter()
    frame = fm.MetricFrame(metrics=METRICS, y_true=truth, y_pred=selected, sensitive_features=groups)
    by_group, _, _ = frame.by_group, frame.difference(), frame.ratio()
    seconds = time.perf_counter() - start
    rates = {name: [float(by_group.loc[group, name]) for group in by_group.index] for name in METRICS}
    print(json.dumps({"seconds": seconds, "rates": rates}), flush=True)
