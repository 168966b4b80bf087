-- Signs that a policy learns its reward and not its task, one row a step; docs/metrics.md says what each is. NULL where it could not be computed.
SELECT run_id, step,
       metrics['reward'] AS reward,
       metrics['outcome_rate'] AS outcome_rate,
       metrics['completions/mean_length'] AS mean_completion_tokens,
       metrics['watch/correlation/length'] AS reward_with_length,
       metrics['watch/correlation/lists'] AS reward_with_lists,
       metrics['watch/correlation/headings'] AS reward_with_headings,
       metrics['watch/correlation/code_fences'] AS reward_with_code_fences,
       metrics['watch/correlation/bold'] AS reward_with_bold,
       metrics['watch/formatted_share'] AS formatted_share,
       metrics['watch/surging_phrases'] AS surging_phrases,
       metrics['watch/surging_phrase_rise'] AS surging_phrase_rise,
       metrics['watch/outcome_drift'] AS outcome_drift,
       metrics['watch/audit_drift'] AS audit_drift
FROM steps
