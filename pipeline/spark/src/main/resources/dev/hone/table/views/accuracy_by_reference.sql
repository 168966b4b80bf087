-- Accuracy on the prompts of each reference answer, of the policy that the run started with and of the tuned one: a gain that comes from one
-- answer alone shows here. A prompt of which it is not known for both whether the answer is right is left out of the means, and counted.
WITH prompt_texts AS (
  SELECT prompt_id, max_by(reference_answer, ingested_at) AS reference_answer
  FROM prompts
  GROUP BY prompt_id
),
pairs AS (
  SELECT tuned.run_id, tuned.split, tuned.step, prompt_id, base.outcome AS base_outcome, tuned.outcome AS tuned_outcome
  FROM evaluations tuned
  JOIN evaluations base USING (run_id, split, dataset, prompt_id, sample)
  WHERE base.step = 0 AND tuned.step > 0
),
compared AS (
  SELECT run_id, split, step, reference_answer, count(*) AS prompts,
         avg(CAST(base_outcome AS INT)) FILTER (WHERE tuned_outcome IS NOT NULL) AS base_accuracy,
         avg(CAST(tuned_outcome AS INT)) FILTER (WHERE base_outcome IS NOT NULL) AS tuned_accuracy,
         count_if(base_outcome IS NULL OR tuned_outcome IS NULL) AS without_outcome
  FROM pairs
  LEFT JOIN prompt_texts USING (prompt_id)
  GROUP BY run_id, split, step, reference_answer
)
SELECT run_id, split, step, reference_answer, prompts, base_accuracy, tuned_accuracy, tuned_accuracy - base_accuracy AS gain, without_outcome
FROM compared
