-- Groups that nothing was learned from, since all their completions were worth the same: all right, all wrong, or equal rewards without a notion
-- of right. With the prompt, and the answer that was given most often.
WITH completions AS (
  SELECT scores.*, coalesce(rollouts.answer, rollouts.completion) AS answer
  FROM scores
  JOIN rollouts USING (run_id, step, prompt_id, sample)
),
groups AS (
  SELECT run_id, step, prompt_id,
         CASE WHEN every(outcome) THEN 'all right' WHEN NOT some(outcome) THEN 'all wrong' ELSE 'equal rewards' END AS verdict,
         avg(reward) AS mean_reward, count(*) AS completions, count_if(reward IS NULL) AS without_reward,
         mode(answer, true) AS commonest_answer, count(DISTINCT answer) AS distinct_answers
  FROM completions
  GROUP BY run_id, step, prompt_id
  HAVING max(abs(advantage) * loss_weight) = 0 AND count(reward) > 0
),
prompt_texts AS (
  SELECT prompt_id, max_by(messages, ingested_at) AS prompt, max_by(reference_answer, ingested_at) AS reference_answer
  FROM prompts
  GROUP BY prompt_id
)
SELECT groups.*, prompt_texts.prompt, prompt_texts.reference_answer
FROM groups
LEFT JOIN prompt_texts USING (prompt_id)
