"""A DAG that trains a model with Hone: ingest, train, export. For Apache Airflow 3.3 or later with the Spark provider.

Each run of the DAG trains a run of its own, named after it (`tickets-scheduled__2026-11-30T00_00_00_00_00`), so a schedule trains again each
time, and a task that is retried or cleared resumes where it was. To go on with a certain run, start the DAG with the parameter run_id. Name
`warehouse` in the specification: its default follows from the run, and then each run reads all sources again.

Exit codes decide what a retry is worth: 2, 65, 70 and 78 fail at once, since they would occur again; 99 (nothing to do) skips the task, and
not those behind it: an export that failed is made when the task is cleared. All others are tried again: 69 (a judge or reward endpoint is
down), 75 (storage), 1 (unforeseen), and 130, 137 and 143, which mean that somebody or something ended the process: a lost spot machine, a
`yarn kill`. Set the variables HONE_SPEC, HONE_ASSEMBLY and HONE_RUN in the environment of the workers, or change the defaults below; for
paths on S3 also HONE_PACKAGES, as docs/storage.md has them ("On a cluster").
"""

import hashlib
import os
import re
from datetime import timedelta

try:
    from airflow.sdk import DAG
    from airflow.sdk.definitions.retry_policy import RetryDecision, RetryPolicy
except ImportError as error:
    raise ImportError(
        "hone_dag.py needs Airflow 3.3 or later, where a task can decide by its error whether to retry; this Airflow is older. "
        "Upgrade it, or take out retry_policy and have every failure retried"
    ) from error
from airflow.exceptions import AirflowException, AirflowSkipException
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator

SPEC = os.environ.get("HONE_SPEC", "/opt/hone/conf/tickets.yaml")
ASSEMBLY = os.environ.get("HONE_ASSEMBLY", "/opt/hone/jobs-assembly.jar")
RUN = os.environ.get("HONE_RUN", "tickets")
PACKAGES = os.environ.get("HONE_PACKAGES", "io.delta:delta-spark_2.13:4.0.1")
WOULD_OCCUR_AGAIN = {2, 65, 70, 78}
NOTHING_TO_DO = 99
MAX_RUN_ID_LENGTH = 100


def exit_code(exception):
    """Hone's exit code from the operator's message: on Kubernetes the driver's, and for a process that a signal ended what a shell says."""
    text = str(exception)
    found = re.search(r"Kubernetes spark exit code is: (\d+)", text) or re.search(r"Error code is: (-?\d+)", text)
    code = int(found.group(1)) if found else None
    return 128 - code if code is not None and code < 0 else code


def hone_run_id(dag_run_id):
    """The id of the run that a run of the DAG trains: letters, digits, '.', '_' and '-' only."""
    run_id = f"{RUN}-{re.sub('[^A-Za-z0-9._-]+', '_', dag_run_id)}"
    if len(run_id) <= MAX_RUN_ID_LENGTH:
        return run_id
    digest = hashlib.sha256(dag_run_id.encode()).hexdigest()[:12]
    return f"{run_id[:MAX_RUN_ID_LENGTH - 13]}-{digest}"


class RetryByExitCode(RetryPolicy):
    """Does not repeat what would fail again."""

    def evaluate(self, exception, try_number, max_tries, context=None):
        code = exit_code(exception)
        if code in WOULD_OCCUR_AGAIN:
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
        application_args=["--spec", SPEC, "--run-id", "{{ params.run_id or hone_run_id(run_id) }}"],
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
    params={"run_id": ""},
    user_defined_macros={"hone_run_id": hone_run_id},
    doc_md=__doc__,
    tags=["hone"],
) as dag:
    ingest_prompts = job("ingest_prompts", "dev.hone.jobs.IngestPromptsJob")
    train = job("train", "dev.hone.jobs.TrainJob")
    export_model = job("export_model", "dev.hone.jobs.ExportJob")
    ingest_prompts >> train >> export_model
