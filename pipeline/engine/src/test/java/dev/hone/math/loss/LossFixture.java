package dev.hone.math.loss;

import static dev.hone.math.Golden.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.math.Golden;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Reads the batches and parameters of losses.json into our own types. */
public final class LossFixture {

    private LossFixture() {}

    public static LossBatch batch(JsonNode json) {
        return new LossBatch(
                table(json.path("current_logprobs")),
                table(json.path("old_logprobs")),
                Optional.of(table(json.path("sampler_logprobs"))),
                Optional.of(table(json.path("reference_logprobs"))),
                Optional.empty(),
                mask(json.path("mask")),
                advantages(json));
    }

    static LossBatch rows(LossBatch batch, int[] rows) {
        return new LossBatch(
                pick(batch.current(), rows),
                pick(batch.old(), rows),
                batch.sampler().map(s -> pick(s, rows)),
                batch.reference().map(r -> pick(r, rows)),
                batch.entropies().map(e -> pick(e, rows)),
                Arrays.stream(rows).mapToObj(b -> batch.mask()[b]).toArray(boolean[][]::new),
                pick(batch.advantages(), rows));
    }

    /** The batch with this number at every token outside the mask; empty rows stay, since their advantage is the row's. */
    static LossBatch outsideTheMask(LossBatch batch, double value) {
        boolean[][] mask = batch.mask();
        return new LossBatch(
                outside(batch.current(), mask, value),
                outside(batch.old(), mask, value),
                batch.sampler().map(s -> outside(s, mask, value)),
                batch.reference().map(r -> outside(r, mask, value)),
                batch.entropies().map(e -> outside(e, mask, value)),
                mask,
                outside(batch.advantages(), mask, value));
    }

    private static double[][] outside(double[][] table, boolean[][] mask, double value) {
        double[][] changed = new double[table.length][];
        for (int b = 0; b < table.length; b++) {
            changed[b] = table[b].clone();
            boolean[] counts = mask[b];
            boolean empty = IntStream.range(0, counts.length).noneMatch(t -> counts[t]);
            for (int t = 0; t < counts.length; t++) {
                changed[b][t] = counts[t] || empty ? table[b][t] : value;
            }
        }
        return changed;
    }

    static PolicyLoss loss(JsonNode p) {
        return new PolicyLoss(
                surrogate(p),
                p.has("kl") ? Optional.of(new KlPenalty(kl(p), p.path("beta").asDouble())) : Optional.empty(),
                p.has("correction") ? Optional.of(correction(p)) : Optional.empty(),
                optional(p, "off_policy_delta"),
                Optional.empty(),
                aggregation(p));
    }

    private static Surrogate surrogate(JsonNode p) {
        ClipRange range =
                new ClipRange(p.path("eps_low").asDouble(), p.path("eps_high").asDouble(), optional(p, "dual_clip"));
        return switch (p.path("surrogate").asText()) {
            case "clip" -> new Surrogate.Clip(range);
            case "gspo" -> new Surrogate.SequenceMeanRatio(range);
            case "gspo_token" -> new Surrogate.SequenceMeanRatioPerToken(range);
            case "cispo" ->
                new Surrogate.Cispo(
                        optional(p, "ratio_min"), p.path("ratio_max").asDouble());
            case "reinforce" -> new Surrogate.Reinforce();
            case "sequence" -> new Surrogate.SequenceRatio(range);
            default -> throw new IllegalArgumentException("unknown surrogate in " + p);
        };
    }

    private static KlEstimator kl(JsonNode p) {
        return KlEstimator.valueOf(p.path("kl").asText().toUpperCase(Locale.ROOT));
    }

    private static Correction correction(JsonNode p) {
        Correction.Kind kind =
                Correction.Kind.valueOf(p.path("correction").asText().toUpperCase(Locale.ROOT));
        return new Correction(kind, optional(p, "c_min"), p.path("c_max").asDouble());
    }

    private static Aggregation aggregation(JsonNode p) {
        return switch (p.path("aggregation").asText()) {
            case "sequence_mean" -> new Aggregation.SequenceMean();
            case "token_mean" -> new Aggregation.TokenMean();
            case "constant" ->
                new Aggregation.Constant(p.path("max_completion_tokens").asInt());
            case "sequence_sum" -> new Aggregation.SequenceSum();
            case "sequence" -> new Aggregation.Sequence();
            default -> throw new IllegalArgumentException("unknown aggregation in " + p);
        };
    }

    private static OptionalDouble optional(JsonNode p, String key) {
        return p.has(key) ? OptionalDouble.of(p.path(key).asDouble()) : OptionalDouble.empty();
    }

    private static boolean[][] mask(JsonNode json) {
        return Arrays.stream(Golden.intTable(json))
                .map(row -> {
                    boolean[] counts = new boolean[row.length];
                    IntStream.range(0, row.length).forEach(t -> counts[t] = row[t] == 1);
                    return counts;
                })
                .toArray(boolean[][]::new);
    }

    /** [B][T]; an advantage of a row is that of each of its tokens. */
    private static double[][] advantages(JsonNode json) {
        int width = json.path("mask").path(0).size();
        JsonNode given = json.path("advantages");
        return given.path(0).isArray()
                ? table(given)
                : Arrays.stream(Golden.row(given))
                        .mapToObj(a ->
                                IntStream.range(0, width).mapToDouble(t -> a).toArray())
                        .toArray(double[][]::new);
    }

    private static double[][] pick(double[][] values, int[] rows) {
        return Arrays.stream(rows).mapToObj(b -> values[b]).toArray(double[][]::new);
    }
}
