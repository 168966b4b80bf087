"""Tests of hone_dag.py without Airflow: what it decides by an exit code, and how runs are called. python3 scripts/airflow/test_hone_dag.py"""

import importlib
import sys
import types
import unittest
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Decision:
    action: str
    reason: str = ""

    @classmethod
    def fail(cls, reason):
        return cls("fail", reason)

    @classmethod
    def default(cls):
        return cls("default")


class AirflowException(Exception):
    pass


class AirflowSkipException(AirflowException):
    pass


class Operator:
    """Stands in for SparkSubmitOperator, whose message is what the DAG goes by."""

    def __init__(self, **settings):
        self.settings = settings

    def execute(self, context):
        if context:
            raise AirflowException(f"Cannot execute: spark-submit. {context}")

    def __rshift__(self, other):
        return other


class Dag:
    def __init__(self, **settings):
        self.settings = settings

    def __enter__(self):
        return self

    def __exit__(self, *thrown):
        return False


def module(name, **content):
    made = types.ModuleType(name)
    made.__dict__.update(content)
    sys.modules[name] = made


def load(retry_policies=True):
    for name in [name for name in sys.modules if name == "hone_dag" or name.split(".")[0] == "airflow"]:
        del sys.modules[name]
    for package in ("airflow", "airflow.sdk.definitions", "airflow.providers", "airflow.providers.apache",
                    "airflow.providers.apache.spark", "airflow.providers.apache.spark.operators"):
        module(package)
    module("airflow.sdk", DAG=Dag)
    if retry_policies:
        module("airflow.sdk.definitions.retry_policy", RetryDecision=Decision, RetryPolicy=object)
    module("airflow.exceptions", AirflowException=AirflowException, AirflowSkipException=AirflowSkipException)
    module("airflow.providers.apache.spark.operators.spark_submit", SparkSubmitOperator=Operator)
    return importlib.import_module("hone_dag")


def decision(dag, message):
    return dag.RetryByExitCode().evaluate(AirflowException(message), 1, 3).action


class TestHoneDag(unittest.TestCase):
    def test_what_would_occur_again_fails_at_once_and_all_else_is_tried_again(self):
        dag = load()
        for code in (2, 65, 70, 78):
            self.assertEqual(decision(dag, f"Error code is: {code}."), "fail", code)
        for code in (1, 52, 69, 75, 130, 137, 143, -2, -9, -15):
            self.assertEqual(decision(dag, f"Error code is: {code}."), "default", code)
        self.assertEqual(decision(dag, "the connection was lost"), "default")

    def test_a_signal_is_the_code_that_a_shell_shows(self):
        self.assertEqual(load().exit_code("Error code is: -15."), 143)

    def test_on_kubernetes_the_driver_says_how_it_ended(self):
        self.assertEqual(decision(load(), "Error code is: 1. Kubernetes spark exit code is: 78"), "fail")
        self.assertEqual(decision(load(), "Error code is: 1. Kubernetes spark exit code is: None"), "default")

    def test_a_run_that_is_complete_is_skipped(self):
        dag = load()
        with self.assertRaises(AirflowSkipException):
            dag.train.execute("Error code is: 99.")
        with self.assertRaisesRegex(AirflowException, "75"):
            dag.train.execute("Error code is: 75.")

    def test_each_run_of_the_dag_has_a_run_of_its_own(self):
        dag = load()
        first = dag.hone_run_id("scheduled__2026-11-30T00:00:00+00:00")
        self.assertRegex(first, "^tickets-scheduled__2026-11-30T[A-Za-z0-9._-]+$")
        self.assertNotEqual(first, dag.hone_run_id("scheduled__2026-12-01T00:00:00+00:00"))
        long_ids = {dag.hone_run_id("x" * 200 + str(i)) for i in range(9)}
        self.assertEqual(len(long_ids), 9)
        self.assertLessEqual(max(map(len, long_ids)), 100)
        self.assertIn("{{ params.run_id or hone_run_id(run_id) }}", dag.train.settings["application_args"])

    def test_an_older_airflow_is_told(self):
        with self.assertRaisesRegex(ImportError, "needs Airflow 3.3 or later"):
            load(retry_policies=False)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    unittest.main()
