-- Rollouts under the reward that trained and under another one, with their prompts and answers. A place says which share of the run's compared
-- completions a reward leaves behind, 0 to 1, half of the equal ones counted: so rewards of different scales can be compared, and the rows that
-- differ most have the greatest place_difference. NULL where one of the rewards could not be computed.
WITH pairs AS (
  SELECT scores.run_id, rescores.grader, scores.step, scores.prompt_id, scores.sample,
         scores.reward AS trained_reward, rescores.reward, scores.reward IS NOT NULL AND rescores.reward IS NOT NULL AS compared,
         scores.advantage AS trained_advantage, scores.outcome AS trained_outcome, rescores.outcome, rescores.components,
         nullif(scores.cost_usd, 0) AS trained_cost_usd, rescores.cost_usd,
         scores.explanation AS trained_explanation, rescores.explanation, rescores.error, scores.grader AS trained_grader
  FROM rescores
  JOIN scores USING (run_id, step, prompt_id, sample)
  WHERE rescores.split = 'train'
),
placed AS (
  SELECT *,
         CASE WHEN compared THEN (cume_dist() OVER trained + (rank() OVER trained - 1) / count(*) OVER everything) / 2 END AS trained_place,
         CASE WHEN compared THEN (cume_dist() OVER other + (rank() OVER other - 1) / count(*) OVER everything) / 2 END AS place
  FROM pairs
  WINDOW everything AS (PARTITION BY run_id, grader, compared),
         trained AS (PARTITION BY run_id, grader, compared ORDER BY trained_reward),
         other AS (PARTITION BY run_id, grader, compared ORDER BY reward)
),
prompt_texts AS (
  SELECT prompt_id, max_by(messages, ingested_at) AS prompt, max_by(reference_answer, ingested_at) AS reference_answer
  FROM prompts
  GROUP BY prompt_id
)
SELECT placed.* EXCEPT (compared), place - trained_place AS place_difference, rollouts.completion_tokens,
       prompt_texts.prompt, prompt_texts.reference_answer, coalesce(rollouts.answer, rollouts.completion) AS answer
FROM placed
JOIN rollouts USING (run_id, step, prompt_id, sample)
LEFT JOIN prompt_texts USING (prompt_id)
