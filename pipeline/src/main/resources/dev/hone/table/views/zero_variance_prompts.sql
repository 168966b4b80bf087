-- Prompts whose samples in a step all earned the same reward: they teach nothing in that step, and none of them was trained on.
SELECT run_id, prompt_id, count(*) AS steps_without_signal, avg(mean_reward) AS mean_reward, max(step) AS last_step
FROM (
  SELECT run_id, step, prompt_id, avg(reward) AS mean_reward
  FROM scores
  WHERE reward IS NOT NULL
  GROUP BY run_id, step, prompt_id
  HAVING max(loss_weight) = 0
)
GROUP BY run_id, prompt_id
