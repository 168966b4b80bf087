package dev.hone.policy.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.hone.math.sampling.SamplingSettings;
import dev.hone.math.sampling.TokenDistribution;
import dev.hone.policy.serve.GeneratedToken;
import dev.hone.policy.serve.GeneratedToken.Probable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.PriorityQueue;

/**
 * The next token of each sequence of a batch, each by its own settings: in the program for all rows at once where the policy draws freely,
 * with {@link TokenDistribution} in the rows where a rule, a truncation or a thinking budget has a say.
 */
final class RowSampler {

    private final TorchProgram program;

    RowSampler(TorchProgram program) {
        this.program = program;
    }

    /**
     * Draws.
     *
     * @param logits [B, V]
     * @param sequences [B]
     * @return [B]; a log-probability that is not finite where the logits are not
     */
    List<GeneratedToken> draw(NDManager scratch, NDArray logits, List<ServedSequence> sequences) {
        int rows = sequences.size();
        double[] drawn = new double[2 * rows];
        if (sequences.stream().anyMatch(RowSampler::free)) {
            drawn = drawFree(scratch, logits, sequences);
        }
        List<GeneratedToken> tokens = new ArrayList<>();
        for (int b = 0; b < rows; b++) {
            ServedSequence sequence = sequences.get(b);
            tokens.add(
                    free(sequence)
                            ? new GeneratedToken((int) drawn[b], (float) drawn[rows + b], List.of())
                            : drawHere(row(logits, b), sequence));
        }
        return tokens;
    }

    private static boolean free(ServedSequence sequence) {
        SamplingSettings settings = sequence.request().asked().sampling();
        return sequence.rule().isEmpty()
                && sequence.request().asked().topLogprobs() == 0
                && sequence.completion().nextForced().isEmpty()
                && (settings.temperature() == 0 || settings.untruncated());
    }

    private double[] drawFree(NDManager scratch, NDArray logits, List<ServedSequence> sequences) {
        double[] uniforms = sequences.stream()
                .mapToDouble(sequence -> sequence.completion().nextUniform())
                .toArray();
        double[] temperatures = sequences.stream()
                .mapToDouble(sequence -> sequence.request().asked().sampling().temperature())
                .toArray();
        try (TorchProgram.Call call = program.call("sample_rows")) {
            return call.tensor(logits)
                    .tensor(scratch.create(uniforms))
                    .tensor(scratch.create(temperatures))
                    .tensorIn(scratch)
                    .toDoubleArray();
        }
    }

    private static GeneratedToken drawHere(float[] logits, ServedSequence sequence) {
        SamplingSettings settings = sequence.request().asked().sampling();
        sequence.rule().ifPresent(rule -> rule.apply(logits));
        OptionalInt forced = sequence.completion().nextForced();
        int token = forced.isPresent()
                ? forced.getAsInt()
                : TokenDistribution.of(logits, settings)
                        .draw(sequence.completion().nextUniform());
        double divisor = settings.temperature() == 0 ? 1 : settings.temperature();
        double normaliser = logits[token] / divisor - TokenDistribution.logprob(logits, token, settings.temperature());
        List<Probable> top = new ArrayList<>();
        for (int id : greatest(logits, sequence.request().asked().topLogprobs())) {
            top.add(new Probable(id, (float) (logits[id] / divisor - normaliser)));
        }
        return new GeneratedToken(token, (float) (logits[token] / divisor - normaliser), top);
    }

    /** The tokens with the greatest logits, greatest first. */
    private static List<Integer> greatest(float[] logits, int count) {
        Comparator<Integer> byLogit = Comparator.comparingDouble(id -> logits[id]);
        PriorityQueue<Integer> kept = new PriorityQueue<>(byLogit);
        for (int id = 0; id < logits.length && count > 0; id++) {
            if (kept.size() < count || logits[id] > logits[kept.element()]) {
                kept.add(id);
            }
            if (kept.size() > count) {
                kept.remove();
            }
        }
        return kept.stream().sorted(byLogit.reversed()).toList();
    }

    private static float[] row(NDArray logits, int row) {
        try (NDArray ofRow = logits.get(row)) {
            return ofRow.toFloatArray();
        }
    }
}
