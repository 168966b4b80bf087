-- Completions whose reward could not be computed, and why.
SELECT run_id, step, prompt_id, sample, grader, error
FROM scores
WHERE error IS NOT NULL
