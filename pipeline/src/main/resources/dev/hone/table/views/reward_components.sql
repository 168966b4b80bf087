-- The parts of the reward by step, to see which one is learned and which one is gamed.
SELECT run_id, step, component, avg(value) AS mean_value, min(value) AS min_value, max(value) AS max_value
FROM (SELECT run_id, step, explode(components) AS (component, value) FROM scores)
GROUP BY run_id, step, component
