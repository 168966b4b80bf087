-- One row for each run, split, data set and step: the policy after that step against the one that the run started with.
WITH by_step AS (
  SELECT run_id, split, dataset, step, count(*) AS prompts,
         avg(CASE WHEN outcome THEN 1.0 ELSE 0.0 END) AS accuracy,
         avg(reward) AS mean_reward
  FROM evaluations
  GROUP BY run_id, split, dataset, step
)
SELECT tuned.run_id, tuned.split, tuned.dataset, tuned.step, tuned.prompts,
       base.accuracy AS base_accuracy, tuned.accuracy AS tuned_accuracy,
       tuned.accuracy - base.accuracy AS gain,
       CASE WHEN base.accuracy > 0 THEN tuned.accuracy / base.accuracy - 1 END AS relative_gain,
       base.mean_reward AS base_mean_reward, tuned.mean_reward AS tuned_mean_reward
FROM by_step tuned
JOIN by_step base ON base.run_id = tuned.run_id AND base.split = tuned.split AND base.dataset = tuned.dataset AND base.step = 0
WHERE tuned.step > 0
