-- One row a step: how the reward, the KL and the length moved.
SELECT run_id, step, epoch,
       metrics['reward'] AS reward,
       metrics['reward_std'] AS reward_std,
       metrics['outcome_rate'] AS outcome_rate,
       metrics['kl'] AS kl,
       metrics['entropy'] AS entropy,
       metrics['completions/mean_length'] AS mean_completion_tokens,
       metrics['frac_reward_zero_std'] AS groups_without_signal,
       timings['step_seconds'] AS step_seconds
FROM steps
