package dev.hone.policy.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.hone.error.DivergedException;
import dev.hone.math.sampling.SamplingSettings;
import dev.hone.math.sampling.TokenDistribution;

/**
 * Draws one token per row of logits by inverse CDF: from the whole distribution in the program, from a truncated one with
 * {@link TokenDistribution}.
 */
final class TokenChooser {

    private final TorchProgram program;
    private final SamplingSettings settings;

    /**
     * The tokens drawn.
     *
     * @param tokens [B]
     * @param logprobs [B] under softmax(logits / temperature) before truncation
     */
    record Choice(int[] tokens, float[] logprobs) {}

    TokenChooser(TorchProgram program, SamplingSettings settings) {
        this.program = program;
        this.settings = settings;
    }

    /**
     * Draws.
     *
     * @param logits [B, V]
     * @param uniforms [B] numbers in [0, 1)
     */
    Choice choose(NDManager scratch, NDArray logits, double[] uniforms) {
        boolean inProgram = settings.temperature() == 0 || settings.untruncated();
        Choice choice = inProgram ? drawInProgram(scratch, logits, uniforms) : drawHere(logits, uniforms);
        for (float logprob : choice.logprobs()) {
            if (!Float.isFinite(logprob)) {
                throw new DivergedException(
                        "The policy's logits are not finite numbers any more, so no token can be drawn."
                                + " Go back to the last good checkpoint and lower learningRate");
            }
        }
        return choice;
    }

    /** Puts another token into a row of the choice, with the policy's own log-probability of it. */
    void replace(Choice choice, NDArray logits, int row, int token) {
        choice.tokens()[row] = token;
        choice.logprobs()[row] = (float) TokenDistribution.logprob(row(logits, row), token, settings.temperature());
    }

    private Choice drawInProgram(NDManager scratch, NDArray logits, double[] uniforms) {
        double[] drawn;
        try (TorchProgram.Call call = program.call("sample_tokens")) {
            drawn = call.tensor(logits)
                    .tensor(scratch.create(uniforms))
                    .number(settings.temperature())
                    .tensorIn(scratch)
                    .toDoubleArray();
        }
        int rows = uniforms.length;
        int[] tokens = new int[rows];
        float[] logprobs = new float[rows];
        for (int b = 0; b < rows; b++) {
            tokens[b] = (int) drawn[b];
            logprobs[b] = (float) drawn[rows + b];
        }
        return new Choice(tokens, logprobs);
    }

    private Choice drawHere(NDArray logits, double[] uniforms) {
        int rows = uniforms.length;
        int[] tokens = new int[rows];
        float[] logprobs = new float[rows];
        for (int b = 0; b < rows; b++) {
            float[] row = row(logits, b);
            tokens[b] = TokenDistribution.of(row, settings).draw(uniforms[b]);
            logprobs[b] = (float) TokenDistribution.logprob(row, tokens[b], settings.temperature());
        }
        return new Choice(tokens, logprobs);
    }

    /** [V] logits of one row: those of all rows together may be more than a buffer holds. */
    private static float[] row(NDArray logits, int row) {
        try (NDArray ofRow = logits.get(row)) {
            return ofRow.toFloatArray();
        }
    }
}
