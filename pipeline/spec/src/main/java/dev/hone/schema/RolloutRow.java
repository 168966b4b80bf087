package dev.hone.schema;

import static dev.hone.schema.Column.column;
import static dev.hone.schema.ColumnType.BIGINT;
import static dev.hone.schema.ColumnType.FLOATS;
import static dev.hone.schema.ColumnType.INT;
import static dev.hone.schema.ColumnType.INTS;
import static dev.hone.schema.ColumnType.STRING;
import static dev.hone.schema.ColumnType.TIMESTAMP;
import static dev.hone.schema.ColumnType.optional;

import dev.hone.policy.SampledCompletion;
import dev.hone.policy.StopReason;
import dev.hone.policy.reasoning.CompletionParts;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One sampled completion.
 *
 * @param policyVersion number of updates that the sampling policy had seen
 * @param adapterSha hash of the adapter that sampled it
 * @param seed of the completion; each token's uniform number is a function of it and the position
 * @param tokenIds [T] sampled tokens, final end-of-sequence token and stop-string tokens included
 * @param samplerLogprobs [T] log softmax(logits / temperature) of each token, before truncation
 * @param parts reasoning and answer of the completion
 * @param forcedTokens positions of the tokens that the sampler put there and did not draw, from 0
 * @param unit planned unit in which it was decoded
 * @param sampleMillis time that its unit took
 * @param cpu processor of the host, as far as it decides bits; empty in rows of earlier versions
 */
public record RolloutRow(
        String runId,
        int step,
        String promptId,
        int sample,
        int policyVersion,
        String adapterSha,
        long seed,
        String completion,
        List<Integer> tokenIds,
        List<Float> samplerLogprobs,
        CompletionParts parts,
        List<Integer> forcedTokens,
        String stopReason,
        int promptTokens,
        int unit,
        long sampleMillis,
        String host,
        String cpu,
        Instant sampledAt)
        implements java.io.Serializable {
    public static final Column<RolloutRow, String> RUN_ID = column("run_id", STRING, "the run", RolloutRow::runId);
    public static final Column<RolloutRow, Integer> STEP =
            column("step", INT, "training step, from 1", RolloutRow::step);
    public static final Column<RolloutRow, String> PROMPT_ID =
            column("prompt_id", STRING, "the prompt", RolloutRow::promptId);
    public static final Column<RolloutRow, Integer> SAMPLE =
            column("sample", INT, "number of the completion in its group, from 0", RolloutRow::sample);
    public static final Column<RolloutRow, Integer> POLICY_VERSION =
            column("policy_version", INT, "updates that the sampling policy had seen", RolloutRow::policyVersion);
    public static final Column<RolloutRow, String> ADAPTER_SHA =
            column("adapter_sha", STRING, "SHA-256 of the adapter that sampled it", RolloutRow::adapterSha);
    public static final Column<RolloutRow, Long> SEED =
            column("seed", BIGINT, "seed of this completion: f(run seed, step, prompt_id, sample)", RolloutRow::seed);
    public static final Column<RolloutRow, String> COMPLETION =
            column("completion", STRING, "decoded text, cut before a stop string", RolloutRow::completion);
    public static final Column<RolloutRow, List<Integer>> TOKEN_IDS =
            column("token_ids", INTS, "sampled tokens, never re-encoded from the text", RolloutRow::tokenIds);
    public static final Column<RolloutRow, List<Float>> SAMPLER_LOGPROBS = column(
            "sampler_logprobs",
            FLOATS,
            "log softmax(logits / temperature) of each token, nats",
            RolloutRow::samplerLogprobs);
    public static final Column<RolloutRow, String> STOP_REASON =
            column("stop_reason", STRING, "end_of_sequence, stop_string or max_tokens", RolloutRow::stopReason);
    public static final Column<RolloutRow, Integer> PROMPT_TOKENS =
            column("prompt_tokens", INT, "length of the prompt in tokens", RolloutRow::promptTokens);
    public static final Column<RolloutRow, Integer> COMPLETION_TOKENS =
            column("completion_tokens", INT, "length of the completion in tokens", row -> row.tokenIds()
                    .size());
    public static final Column<RolloutRow, Integer> UNIT =
            column("unit", INT, "planned unit in which it was decoded", RolloutRow::unit);
    public static final Column<RolloutRow, Long> SAMPLE_MILLIS =
            column("sample_millis", BIGINT, "time that its unit took, milliseconds", RolloutRow::sampleMillis);
    public static final Column<RolloutRow, String> HOST =
            column("host", STRING, "machine that sampled it", RolloutRow::host);
    public static final Column<RolloutRow, Instant> SAMPLED_AT =
            column("sampled_at", TIMESTAMP, "when the unit was done, UTC", RolloutRow::sampledAt);
    public static final Column<RolloutRow, Optional<List<Integer>>> FORCED_TOKENS = column(
            "forced_tokens",
            optional(INTS),
            "positions of tokens that the sampler put there to end the thinking, from 0; not trained. NULL in rows of earlier versions",
            row -> Optional.of(row.forcedTokens()));
    public static final Column<RolloutRow, Optional<String>> CPU = column(
            "cpu",
            optional(STRING),
            "processor of the machine and its vector instructions; NULL in rows of earlier versions",
            row -> Optional.of(row.cpu()));

    public static final TableDefinition<RolloutRow> TABLE = new TableDefinition<>(
            "rollouts",
            "One sampled completion",
            Stream.<List<Column<RolloutRow, ?>>>of(
                            List.of(
                                    RUN_ID,
                                    STEP,
                                    PROMPT_ID,
                                    SAMPLE,
                                    POLICY_VERSION,
                                    ADAPTER_SHA,
                                    SEED,
                                    COMPLETION,
                                    TOKEN_IDS,
                                    SAMPLER_LOGPROBS,
                                    STOP_REASON,
                                    PROMPT_TOKENS,
                                    COMPLETION_TOKENS,
                                    UNIT,
                                    SAMPLE_MILLIS,
                                    HOST,
                                    SAMPLED_AT),
                            ReasoningColumns.of(RolloutRow::parts),
                            List.of(FORCED_TOKENS, CPU))
                    .flatMap(List::stream)
                    .toList(),
            Map.of(),
            Column.names(RUN_ID, STEP, PROMPT_ID, SAMPLE),
            RolloutRow::read);

    public RolloutRow {
        if (tokenIds.size() != samplerLogprobs.size()) {
            throw new IllegalArgumentException("as many log-probabilities as tokens are needed");
        }
    }

    /** The completion as the policy gave it. */
    public SampledCompletion sampled() {
        float[] logprobs = new float[samplerLogprobs.size()];
        for (int t = 0; t < logprobs.length; t++) {
            logprobs[t] = samplerLogprobs.get(t);
        }
        boolean[] forced = new boolean[tokenIds.size()];
        forcedTokens.forEach(position -> forced[position] = true);
        return new SampledCompletion(
                tokenIds.stream().mapToInt(Integer::intValue).toArray(),
                logprobs,
                forced,
                completion,
                parts,
                StopReason.valueOf(stopReason.toUpperCase(Locale.ROOT)));
    }

    private static RolloutRow read(StoredRow row) {
        return new RolloutRow(
                row.get(RUN_ID),
                row.get(STEP),
                row.get(PROMPT_ID),
                row.get(SAMPLE),
                row.get(POLICY_VERSION),
                row.get(ADAPTER_SHA),
                row.get(SEED),
                row.get(COMPLETION),
                row.get(TOKEN_IDS),
                row.get(SAMPLER_LOGPROBS),
                ReasoningColumns.read(row, row.get(COMPLETION)),
                row.get(FORCED_TOKENS).orElse(List.of()),
                row.get(STOP_REASON),
                row.get(PROMPT_TOKENS),
                row.get(UNIT),
                row.get(SAMPLE_MILLIS),
                row.get(HOST),
                row.get(CPU).orElse(""),
                row.get(SAMPLED_AT));
    }
}
