package dev.hone.policy.torch;

import dev.hone.error.DataException;
import dev.hone.policy.TrainingGroup;
import dev.hone.policy.architecture.ModelConfig;

/**
 * A training group laid out for the program: the prompt, then the completions one after the other without padding. The last token of a
 * completion is predicted but never read, so it is not computed.
 *
 * @param ids [N] tokens that are read
 * @param positions [N] of each in its own sequence
 * @param promptTokens P
 * @param completions G
 * @param padded [G * T] completion token (from 0, in ids after the prompt) at each place of a padded batch; 0 where there is none
 * @param packed [N - P] place in the padded batch of each completion token
 * @param rows [M] position in ids whose logits predict each completion token
 * @param targets [M] the completion tokens
 * @param lengths [G] tokens of each completion; they sum to M
 */
record GroupBatch(
        long[] ids,
        long[] positions,
        int promptTokens,
        int completions,
        long[] padded,
        long[] packed,
        long[] rows,
        long[] targets,
        int[] lengths) {

    static GroupBatch of(TrainingGroup group, ModelConfig config) {
        int[] prompt = group.promptTokenIds();
        int[][] completions = group.completionTokenIds();
        int total = 0;
        int longest = 0;
        int[] lengths = new int[completions.length];
        for (int g = 0; g < completions.length; g++) {
            lengths[g] = completions[g].length;
            total += lengths[g];
            longest = Math.max(longest, lengths[g]);
        }
        requireRoom(prompt.length, longest, config);
        int read = total - completions.length;
        long[] ids = new long[prompt.length + read];
        long[] positions = new long[ids.length];
        for (int p = 0; p < prompt.length; p++) {
            ids[p] = valid(prompt[p], config);
            positions[p] = p;
        }
        long[] padded = new long[completions.length * (longest - 1)];
        long[] packed = new long[read];
        long[] rows = new long[total];
        long[] targets = new long[total];
        int at = 0;
        int m = 0;
        for (int g = 0; g < completions.length; g++) {
            for (int t = 0; t < lengths[g]; t++) {
                rows[m] = t == 0 ? prompt.length - 1 : prompt.length + at - 1;
                targets[m++] = valid(completions[g][t], config);
                if (t < lengths[g] - 1) {
                    int place = g * (longest - 1) + t;
                    ids[prompt.length + at] = completions[g][t];
                    positions[prompt.length + at] = (long) prompt.length + t;
                    padded[place] = at;
                    packed[at++] = place;
                }
            }
        }
        return new GroupBatch(
                ids, positions, prompt.length, completions.length, padded, packed, rows, targets, lengths);
    }

    /** [M] values cut into [G][T_g]. */
    float[][] split(float[] values) {
        float[][] split = new float[lengths.length][];
        int start = 0;
        for (int g = 0; g < lengths.length; g++) {
            split[g] = java.util.Arrays.copyOfRange(values, start, start + lengths[g]);
            start += lengths[g];
        }
        return split;
    }

    /** [G][T_g] values one after the other, [M]. */
    float[] join(float[][] values) {
        float[] joined = new float[targets.length];
        int start = 0;
        for (int g = 0; g < lengths.length; g++) {
            if (values.length != lengths.length || values[g].length != lengths[g]) {
                throw new IllegalArgumentException("completion " + g + " has " + lengths[g] + " tokens, not as given");
            }
            System.arraycopy(values[g], 0, joined, start, lengths[g]);
            start += lengths[g];
        }
        return joined;
    }

    private static void requireRoom(int prompt, int longest, ModelConfig config) {
        if (prompt + longest > config.maxPositions()) {
            throw new DataException("A prompt of " + prompt + " tokens with a completion of " + longest
                    + " does not fit the model's context of " + config.maxPositions()
                    + " tokens. Lower maxPromptLength or inferenceMaxTokens");
        }
    }

    static int valid(int token, ModelConfig config) {
        if (token < 0 || token >= config.vocabSize()) {
            throw new DataException("Token " + token + " is not in the model's vocabulary of " + config.vocabSize()
                    + ". Check that tokenizer.json belongs to the model");
        }
        return token;
    }
}
