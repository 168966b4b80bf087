package dev.hone.reward;

import java.util.List;
import java.util.Map;

/**
 * What a completion is worth. An implementation is used by one thread at a time; it is made from its definition on each executor, so it need
 * not be serializable.
 */
public interface RewardFunction {

    /** A short name, stored with each score. */
    String name();

    /** What it rewards, in words, for the model card: no sentence, but what can stand alone, such as "1 where the answer is right, else 0". */
    default String description() {
        return "what the reward function " + name() + " gives";
    }

    /** Changes whenever the same completion may get another reward: a hash of code identity and parameters. Stored with each score. */
    default String version() {
        return RewardVersions.ofClass(getClass(), Map.of());
    }

    /**
     * The weights of the {@link RewardResult#components} where the reward is their weighted sum, by name in their order; empty where it is
     * not. Advantages that treat each component as a reward of its own read them.
     */
    default Map<String, Double> componentWeights() {
        return Map.of();
    }

    /**
     * Scores one completion. What it throws becomes the error of that row alone.
     *
     * @return a finite reward, or an error where none could be computed
     */
    RewardResult score(RewardInput input);

    /**
     * Scores several completions; graders behind a network override this. A row that throws fails alone here; what an overriding method
     * throws fails its whole batch.
     *
     * @return one result per input, in the same order
     */
    default List<RewardResult> scoreBatch(List<RewardInput> inputs) {
        return inputs.stream()
                .map(input -> RewardResult.attempt(() -> score(input)))
                .toList();
    }
}
