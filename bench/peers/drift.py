"""Evidently's DataDriftPreset on two Parquet files: seconds from reading them to the result, peak memory, and the columns it calls drifted."""

import json
import resource
import sys
import time

import evidently
import pandas as pd
from evidently import DataDefinition, Dataset, Report
from evidently.presets import DataDriftPreset

reference_path, current_path, numerical, categorical = sys.argv[1:5]
start = time.perf_counter()
reference, current = pd.read_parquet(reference_path), pd.read_parquet(current_path)
definition = DataDefinition(numerical_columns=numerical.split(","), categorical_columns=categorical.split(","))
report = Report([DataDriftPreset()])
snapshot = report.run(
    Dataset.from_pandas(current, data_definition=definition),
    Dataset.from_pandas(reference, data_definition=definition),
)
metrics = snapshot.dict()["metrics"]
seconds = time.perf_counter() - start


def drifted(metric):
    """Evidently's default for more than 1,000 rows are distances: drift from 0.1 on."""
    name = metric["config"].get("type", "") if "config" in metric else str(metric.get("metric_id", ""))
    return "ValueDrift" in name and isinstance(metric["value"], (int, float)) and metric["value"] >= 0.1


columns = [str(metric.get("config", {}).get("column") or metric.get("metric_id", "")) for metric in metrics if drifted(metric)]
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
print(json.dumps({"name": f"evidently {evidently.__version__} DataDriftPreset", "seconds": seconds, "megabytes": peak, "drifted": columns}))
