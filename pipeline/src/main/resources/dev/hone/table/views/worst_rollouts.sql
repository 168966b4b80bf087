-- The hundred scored completions with the lowest reward, with their texts: the text is joined after the limit. The answer is what the reward
-- has seen, the completion without its think blocks.
WITH worst AS (
  SELECT run_id, step, prompt_id, sample, reward, outcome, explanation
  FROM scores
  WHERE reward IS NOT NULL
  ORDER BY reward, run_id, step, prompt_id, sample
  LIMIT 100
)
SELECT worst.*, coalesce(rollouts.answer, rollouts.completion) AS answer, rollouts.completion, rollouts.stop_reason
FROM worst
JOIN rollouts USING (run_id, step, prompt_id, sample)
