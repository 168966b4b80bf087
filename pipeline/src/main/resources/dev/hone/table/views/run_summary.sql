-- One row a run: its state, how far it came, and where the reward started and ended.
SELECT runs.run_id, runs.state, runs.state_reason, runs.planned_steps,
       max(steps.step) AS completed_steps,
       max_by(steps.metrics['reward'], steps.step) AS last_reward,
       min_by(steps.metrics['reward'], steps.step) AS first_reward,
       sum(steps.timings['step_seconds']) AS seconds,
       runs.created_at, runs.updated_at, runs.base_model
FROM runs
LEFT JOIN steps ON steps.run_id = runs.run_id
GROUP BY runs.run_id, runs.state, runs.state_reason, runs.planned_steps, runs.created_at, runs.updated_at, runs.base_model
