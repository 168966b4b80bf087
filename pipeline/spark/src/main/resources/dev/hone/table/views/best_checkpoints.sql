-- The kept checkpoint of each run that was best on validation: by accuracy, then mean reward, then the earlier step. The start does not count.
SELECT run_id, step, path, adapter_sha, validation_accuracy, validation_reward
FROM (
  SELECT *, row_number() OVER (
    PARTITION BY run_id ORDER BY validation_accuracy DESC, validation_reward DESC, step) AS place
  FROM checkpoints
  WHERE validation_accuracy IS NOT NULL AND step > 0
)
WHERE place = 1
