package dev.hone.update;

import dev.hone.policy.TrainingGroup;
import java.util.List;

/**
 * A prompt with its sampled completions.
 *
 * @param promptId the prompt
 * @param promptTokenIds the rendered prompt, at least one token
 * @param samples [G] its completions, in order of sample
 */
public record UpdateGroup(String promptId, int[] promptTokenIds, List<UpdateSample> samples) {

    public UpdateGroup {
        samples = List.copyOf(samples);
    }

    /** The same prompt with some of its completions. */
    UpdateGroup with(List<UpdateSample> some) {
        return new UpdateGroup(promptId, promptTokenIds, some);
    }

    /** [G][T] the tokens that count. */
    boolean[][] masks() {
        return samples.stream().map(UpdateSample::mask).toArray(boolean[][]::new);
    }

    /** Number of tokens that count. */
    long drawnTokens() {
        return samples.stream().mapToLong(UpdateSample::drawnTokens).sum();
    }

    TrainingGroup trainingGroup() {
        return new TrainingGroup(
                promptTokenIds, samples.stream().map(UpdateSample::tokenIds).toArray(int[][]::new));
    }
}
