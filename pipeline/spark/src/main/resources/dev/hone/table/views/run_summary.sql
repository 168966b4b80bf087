-- One row a run: its state, how far it came, where the reward started and ended, and which step was best on validation.
-- The learning rate is marked where it followed from the model.
SELECT runs.run_id, runs.state, runs.state_reason, runs.planned_steps,
       max(steps.step) AS completed_steps,
       max_by(steps.metrics['reward'], steps.step) AS last_reward,
       min_by(steps.metrics['reward'], steps.step) AS first_reward,
       sum(steps.timings['step_seconds']) AS seconds,
       min_by(steps.step, struct(-steps.metrics['validation/accuracy'], -steps.metrics['validation/reward'], steps.step))
         FILTER (WHERE steps.metrics['validation/accuracy'] IS NOT NULL) AS best_step,
       any_value(if(runs.kind = 'sft', runs.identity['spec.sft.learningRate'],
         concat(runs.identity['spec.train.learningRate'],
           if(runs.spec LIKE '%# by model, adapter: train.learningRate=%', ' by model', '')))) AS learning_rate,
       runs.created_at, runs.updated_at, runs.base_model
FROM runs
LEFT JOIN steps ON steps.run_id = runs.run_id
GROUP BY runs.run_id, runs.state, runs.state_reason, runs.planned_steps, runs.created_at, runs.updated_at, runs.base_model
