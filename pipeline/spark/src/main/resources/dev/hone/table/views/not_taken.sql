-- Every record that is no prompt, with what became of it and why, by the last reading of its file; one that a later run took is not shown.
WITH decisions AS (
  SELECT dataset, source, line, 'quarantined' AS outcome, reason, message, NULL AS kept_prompt_id, quarantined_at AS decided_at, file_version FROM quarantine
  UNION ALL
  SELECT dataset, source, line, outcome, reason, message, kept_prompt_id, skipped_at, file_version FROM skipped_records
),
newest AS (
  SELECT dataset, path, max_by(version, ingested_at) AS version, max(ingested_at) AS read_at FROM ingested_files GROUP BY dataset, path
),
contents AS (
  SELECT newest.*, (SELECT min(f.ingested_at) FROM ingested_files f WHERE f.dataset = newest.dataset AND f.path = newest.path AND f.version = newest.version) AS first_read_at
  FROM newest
),
records AS (
  SELECT
    decisions.* EXCEPT (file_version),
    rank() OVER (PARTITION BY decisions.dataset, source, line ORDER BY decided_at DESC) AS age,
    -- Prompts that were written before this are of another content of the file.
    CASE WHEN file_version = version THEN first_read_at WHEN file_version <> version THEN decided_at ELSE TIMESTAMP '1970-01-01' END AS content_since
  FROM decisions
  LEFT JOIN contents ON contents.dataset = decisions.dataset AND contents.path = decisions.source
  -- Of a file that was replaced only the new content counts, or a newer one of which no prompt was written yet.
  WHERE file_version IS NULL OR version IS NULL OR file_version = version OR decided_at > read_at
)
SELECT records.* EXCEPT (age, content_since)
FROM records
LEFT ANTI JOIN prompts
  ON prompts.dataset = records.dataset AND prompts.source = concat_ws(':', records.source, records.line) AND prompts.ingested_at >= content_since
WHERE age = 1
