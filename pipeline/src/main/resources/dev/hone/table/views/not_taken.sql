-- Every record that is no prompt, with what became of it and why; one that a later run took is not shown.
WITH records AS (
  SELECT dataset, source, line, 'quarantined' AS outcome, reason, message, NULL AS kept_prompt_id, quarantined_at AS decided_at FROM quarantine
  UNION ALL
  SELECT dataset, source, line, outcome, reason, message, kept_prompt_id, left_out_at FROM left_out
)
SELECT records.*
FROM records
LEFT ANTI JOIN prompts ON prompts.dataset = records.dataset AND prompts.source = concat_ws(':', records.source, records.line)
