-- One row for each run, split, data set and step: the policy after that step against the one that the run started with, in pairs. A prompt whose
-- answer has no reward under either policy is left out of the means, and counted (without_reward); as in the metrics, an answer that has a reward but
-- no outcome is not right (without_outcome counts the prompts of which one of the outcomes is not known). Beside them what the commonest
-- reference answer alone would have got.
WITH pairs AS (
  SELECT tuned.run_id, tuned.split, tuned.dataset, tuned.step,
         base.outcome AS base_outcome, tuned.outcome AS tuned_outcome, coalesce(base.outcome, false) AS base_right,
         coalesce(tuned.outcome, false) AS tuned_right, base.reward AS base_reward, tuned.reward AS tuned_reward
  FROM evaluations tuned
  JOIN evaluations base USING (run_id, split, dataset, prompt_id, sample)
  WHERE base.step = 0 AND tuned.step > 0
),
compared AS (
  SELECT run_id, split, dataset, step, count(*) AS prompts,
         avg(CAST(base_right AS INT)) FILTER (WHERE base_reward IS NOT NULL AND tuned_reward IS NOT NULL) AS base_accuracy,
         avg(CAST(tuned_right AS INT)) FILTER (WHERE base_reward IS NOT NULL AND tuned_reward IS NOT NULL) AS tuned_accuracy,
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
