-- The parts of the reward by step, to see which one is learned and which one is gamed. A part that is made of others itself is followed by
-- those, as part.component: they do not add to the reward once more.
WITH parts AS (
  SELECT run_id, step, explode(components) AS (component, value) FROM scores
  UNION ALL
  SELECT run_id, step, explode(map_filter(metrics,
    (name, value) -> exists(map_keys(components), part -> startswith(name, part || '.')))) AS (component, value)
  FROM scores
)
SELECT run_id, step, component, avg(value) AS mean_value, min(value) AS min_value, max(value) AS max_value,
       avg(CAST(value <> 0 AS INT)) AS share_not_zero
FROM parts
GROUP BY run_id, step, component
