-- How often each prompt was solved by a run: what it remembers for the curriculum. Never sampled prompts are not here.
WITH visits AS (
  SELECT run_id, prompt_id, step, count_if(outcome) AS solved, count(outcome) AS known
  FROM scores
  GROUP BY run_id, prompt_id, step
)
SELECT visits.run_id, prompts.dataset, visits.prompt_id,
       count(*) AS visits, max(visits.step) AS last_step,
       sum(visits.solved) AS solved, sum(visits.known) AS completions,
       try_divide(sum(visits.solved), sum(visits.known)) AS pass_rate,
       max_by(try_divide(visits.solved, visits.known), visits.step) AS last_pass_rate
FROM visits
JOIN (SELECT DISTINCT dataset, prompt_id FROM prompts) prompts USING (prompt_id)
GROUP BY visits.run_id, prompts.dataset, visits.prompt_id
