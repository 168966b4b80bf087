-- The hundred scored completions with the lowest reward, with their texts: the text is joined after the limit.
WITH worst AS (
  SELECT run_id, step, prompt_id, sample, reward, outcome, explanation
  FROM scores
  WHERE reward IS NOT NULL
  ORDER BY reward, run_id, step, prompt_id, sample
  LIMIT 100
)
SELECT worst.*, rollouts.completion, rollouts.stop_reason
FROM worst
JOIN rollouts USING (run_id, step, prompt_id, sample)
