-- Groups under the reward that trained and under another one: whether their rewards differ, so that there is something to learn from, and whether
-- another completion is the best. Completions that one of the two could not score are left out, and counted.
WITH pairs AS (
  SELECT scores.run_id, rescores.grader, scores.step, scores.prompt_id, scores.sample,
         CASE WHEN rescores.reward IS NOT NULL THEN scores.reward END AS trained_reward,
         CASE WHEN scores.reward IS NOT NULL THEN rescores.reward END AS reward
  FROM rescores
  JOIN scores USING (run_id, step, prompt_id, sample)
  WHERE rescores.split = 'train'
),
compared AS (
  SELECT *, max(trained_reward) OVER one_group AS trained_best, max(reward) OVER one_group AS best
  FROM pairs
  WINDOW one_group AS (PARTITION BY run_id, grader, step, prompt_id)
),
groups AS (
  SELECT run_id, grader, step, prompt_id, count(*) AS completions, count_if(reward IS NULL) AS not_compared,
         avg(trained_reward) AS trained_mean_reward, avg(reward) AS mean_reward,
         coalesce(max(trained_reward) - min(trained_reward) > 1e-9, false) AS trained_signal,
         coalesce(max(reward) - min(reward) > 1e-9, false) AS signal,
         some(trained_reward >= trained_best - 1e-9 AND reward >= best - 1e-9) AS shares_a_best,
         min_by(sample, struct(-trained_reward, sample)) FILTER (WHERE reward IS NOT NULL) AS trained_best_sample,
         min_by(sample, struct(-reward, sample)) FILTER (WHERE reward IS NOT NULL) AS best_sample
  FROM compared
  GROUP BY run_id, grader, step, prompt_id
)
SELECT * EXCEPT (shares_a_best), trained_signal AND signal AND NOT shares_a_best AS best_changes
FROM groups
