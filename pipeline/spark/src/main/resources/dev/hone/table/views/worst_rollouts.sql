-- The ten scored completions with the lowest reward of each run and step, with their prompts. The texts are joined after the choice. The answer
-- is what the reward has seen, the completion without its think blocks.
WITH ranked AS (
  SELECT run_id, step, prompt_id, sample, reward, outcome, explanation,
         row_number() OVER (PARTITION BY run_id, step ORDER BY reward, prompt_id, sample) AS place
  FROM scores
  WHERE reward IS NOT NULL
),
prompt_texts AS (
  SELECT prompt_id, max_by(messages, ingested_at) AS prompt, max_by(reference_answer, ingested_at) AS reference_answer
  FROM prompts
  GROUP BY prompt_id
)
SELECT ranked.*, prompt_texts.prompt, prompt_texts.reference_answer,
       coalesce(rollouts.answer, rollouts.completion) AS answer, rollouts.completion, rollouts.stop_reason
FROM ranked
JOIN rollouts USING (run_id, step, prompt_id, sample)
LEFT JOIN prompt_texts USING (prompt_id)
WHERE place <= 10
