-- Which answers the policy gives how often: one row for each run, step, split and different answer, those of training under the split train. The
-- policy that the run started with is step 0 of an evaluation. A reward that could not be computed is left out of the means, and counted.
WITH answers AS (
  SELECT rollouts.run_id, rollouts.step, 'train' AS split, coalesce(rollouts.answer, rollouts.completion) AS answer, scores.outcome, scores.reward, scores.error
  FROM rollouts
  LEFT JOIN scores USING (run_id, step, prompt_id, sample)
  UNION ALL
  SELECT run_id, step, split, coalesce(answer, completion), outcome, reward, error
  FROM evaluations
),
counted AS (
  SELECT run_id, step, split, trim(answer) AS answer, count(*) AS answers,
         avg(CASE WHEN reward IS NOT NULL THEN CAST(coalesce(outcome, false) AS INT) END) AS accuracy, avg(reward) AS mean_reward, count(error) AS without_reward
  FROM answers
  GROUP BY run_id, step, split, trim(answer)
)
SELECT run_id, step, split, answer, answers,
       answers / sum(answers) OVER (PARTITION BY run_id, step, split) AS share,
       accuracy, mean_reward, without_reward
FROM counted
