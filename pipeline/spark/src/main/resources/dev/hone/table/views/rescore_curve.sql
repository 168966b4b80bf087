-- Completions of a run under another reward beside the one that trained, by step: of rollouts (split train) and of evaluations. The two means and
-- the correlation (Pearson's, over all) are of the completions that both have scored.
WITH trained AS (
  SELECT run_id, 'train' AS split, step, prompt_id, sample, reward, grader FROM scores
  UNION ALL
  SELECT run_id, split, step, prompt_id, sample, reward, grader FROM evaluations
)
SELECT rescores.run_id, rescores.grader, rescores.split, rescores.step,
       count(*) AS completions, count_if(rescores.reward IS NULL) AS without_reward,
       count_if(trained.reward IS NOT NULL AND rescores.reward IS NOT NULL) AS compared,
       avg(trained.reward) FILTER (WHERE rescores.reward IS NOT NULL) AS trained_mean_reward,
       avg(rescores.reward) FILTER (WHERE trained.reward IS NOT NULL) AS mean_reward,
       corr(trained.reward, rescores.reward) AS correlation,
       avg(CAST(rescores.outcome AS INT)) AS outcome_rate,
       sum(rescores.cost_usd) AS cost_usd, avg(rescores.latency_millis) AS mean_latency_millis,
       any_value(trained.grader) AS trained_grader
FROM rescores
LEFT JOIN trained USING (run_id, split, step, prompt_id, sample)
GROUP BY rescores.run_id, rescores.grader, rescores.split, rescores.step
