-- Accuracy on the prompts of each reference answer, of the policy that the run started with and of the tuned one: a gain that comes from one
-- answer alone shows here. As in the metrics, an answer that has a reward but no outcome is not right; a prompt whose answer has no reward under
-- either policy is left out of the means, and counted.
WITH prompt_texts AS (
  SELECT prompt_id, max_by(reference_answer, ingested_at) AS reference_answer
  FROM prompts
  GROUP BY prompt_id
),
pairs AS (
  SELECT tuned.run_id, tuned.split, tuned.step, prompt_id,
         CASE WHEN base.reward IS NOT NULL THEN coalesce(base.outcome, false) END AS base_right,
         CASE WHEN tuned.reward IS NOT NULL THEN coalesce(tuned.outcome, false) END AS tuned_right
  FROM evaluations tuned
  JOIN evaluations base USING (run_id, split, dataset, prompt_id, sample)
  WHERE base.step = 0 AND tuned.step > 0
),
compared AS (
  SELECT run_id, split, step, reference_answer, count(*) AS prompts,
         avg(CAST(base_right AS INT)) FILTER (WHERE tuned_right IS NOT NULL) AS base_accuracy,
         avg(CAST(tuned_right AS INT)) FILTER (WHERE base_right IS NOT NULL) AS tuned_accuracy,
         count_if(base_right IS NULL OR tuned_right IS NULL) AS without_reward
  FROM pairs
  LEFT JOIN prompt_texts USING (prompt_id)
  GROUP BY run_id, split, step, reference_answer
)
SELECT run_id, split, step, reference_answer, prompts, base_accuracy, tuned_accuracy, tuned_accuracy - base_accuracy AS gain, without_reward
FROM compared
