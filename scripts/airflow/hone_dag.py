"""A DAG that trains a model with Hone: ingest, train, export. For Apache Airflow 3 with the Spark provider.

Exit codes decide what a retry is worth: 69 (a judge or reward endpoint is down), 75 (storage) and 1 (unforeseen) are tried again, and a
run then resumes by itself; 2, 65, 70 and 78 fail at once; 99 (nothing to do) skips the task, and not those behind it: an export that
failed is made when the DAG runs again. Set the variables HONE_SPEC and HONE_ASSEMBLY in the environment of the workers, or change the
defaults below; for paths on S3 also HONE_PACKAGES, as docs/storage.md has them ("On a cluster").
"""

import os
import re
from datetime import timedelta

from airflow.sdk import DAG
from airflow.sdk.definitions.retry_policy import RetryDecision, RetryPolicy
from airflow.exceptions import AirflowException, AirflowSkipException
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator

SPEC = os.environ.get("HONE_SPEC", "/opt/hone/conf/tickets.yaml")
ASSEMBLY = os.environ.get("HONE_ASSEMBLY", "/opt/hone/jobs-assembly.jar")
PACKAGES = os.environ.get("HONE_PACKAGES", "io.delta:delta-spark_2.13:4.0.1")
WORTH_A_RETRY = {1, 69, 75}
NOTHING_TO_DO = 99


def exit_code(exception):
    found = re.search(r"Error code is: (\d+)", str(exception))
    return int(found.group(1)) if found else None


class RetryByExitCode(RetryPolicy):
    """Reads Hone's exit code from the operator's message."""

    def evaluate(self, exception, try_number, max_tries, context=None):
        code = exit_code(exception)
        if code is not None and code not in WORTH_A_RETRY:
            return RetryDecision.fail(reason=f"Hone ended with exit code {code}")
        return RetryDecision.default()

    def serialize(self):
        return {}

    @classmethod
    def deserialize(cls, data):
        return cls()


class HoneSubmitOperator(SparkSubmitOperator):
    """Skips where there was nothing to do."""

    def execute(self, context):
        try:
            return super().execute(context)
        except AirflowException as error:
            if exit_code(error) == NOTHING_TO_DO:
                raise AirflowSkipException("the run is complete already") from error
            raise


def job(task_id, java_class):
    return HoneSubmitOperator(
        task_id=task_id,
        application=ASSEMBLY,
        java_class=java_class,
        application_args=["--spec", SPEC, "--run-id", "{{ params.run_id }}"],
        packages=PACKAGES,
        exclude_packages="software.amazon.awssdk:bundle",
        conf={"spark.speculation": "false"},
        trigger_rule="none_failed",
        retries=3,
        retry_delay=timedelta(minutes=2),
        retry_policy=RetryByExitCode(),
    )


with DAG(
    dag_id="hone",
    schedule=None,
    catchup=False,
    max_active_runs=1,
    params={"run_id": "tickets-1"},
    doc_md=__doc__,
    tags=["hone"],
) as dag:
    ingest_prompts = job("ingest_prompts", "dev.hone.jobs.IngestPromptsJob")
    train = job("train", "dev.hone.jobs.TrainJob")
    export_model = job("export_model", "dev.hone.jobs.ExportJob")
    ingest_prompts >> train >> export_model
