-- One row for each run, split, data set and step: the policy after that step against the one that the run started with, in pairs. A prompt of
-- which it is not known for both whether the answer is right, or what it is worth, is left out of those means, and counted. Beside them what the
-- commonest reference answer alone would have got.
WITH pairs AS (
  SELECT tuned.run_id, tuned.split, tuned.dataset, tuned.step,
         base.outcome AS base_outcome, tuned.outcome AS tuned_outcome, base.reward AS base_reward, tuned.reward AS tuned_reward
  FROM evaluations tuned
  JOIN evaluations base USING (run_id, split, dataset, prompt_id, sample)
  WHERE base.step = 0 AND tuned.step > 0
),
compared AS (
  SELECT run_id, split, dataset, step, count(*) AS prompts,
         avg(CAST(base_outcome AS INT)) FILTER (WHERE tuned_outcome IS NOT NULL) AS base_accuracy,
         avg(CAST(tuned_outcome AS INT)) FILTER (WHERE base_outcome IS NOT NULL) AS tuned_accuracy,
         avg(base_reward) FILTER (WHERE tuned_reward IS NOT NULL) AS base_mean_reward,
         avg(tuned_reward) FILTER (WHERE base_reward IS NOT NULL) AS tuned_mean_reward,
         count_if(base_outcome IS NULL OR tuned_outcome IS NULL) AS without_outcome,
         count_if(base_reward IS NULL OR tuned_reward IS NULL) AS without_reward
  FROM pairs
  GROUP BY run_id, split, dataset, step
)
SELECT run_id, split, dataset, step, prompts, base_accuracy, tuned_accuracy, tuned_accuracy - base_accuracy AS gain,
       CASE WHEN base_accuracy > 0 THEN tuned_accuracy / base_accuracy - 1 END AS relative_gain,
       base_mean_reward, tuned_mean_reward, without_outcome, without_reward, majority.accuracy AS majority_accuracy
FROM compared
LEFT JOIN (SELECT run_id, split, dataset, accuracy FROM majority_answers WHERE accuracy > 0) majority USING (run_id, split, dataset)
