package dev.hone.reward;

import java.util.List;
import java.util.Map;

/**
 * What a completion is worth. A simple one implements {@link #name} and {@link #score} alone. It is made from its definition once in each
 * JVM that calls it, so it need not be serializable; all tasks of that JVM share it and call it at the same time, so it keeps no state
 * between calls, or guards it. It is closed when the JVM ends, or before, where a call did not come back and another instance took its
 * place.
 */
public interface RewardFunction extends AutoCloseable {

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

    /** Where training calls it. SQL calls every reward function where the query runs. */
    default RewardPlace place() {
        return RewardPlace.EXECUTORS;
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

    /**
     * Scores whole groups: the call that training makes. Here the completions of all groups are one batch; a reward that compares
     * completions of a prompt with each other is a {@link GroupReward}. What an overriding method throws fails all of the groups.
     *
     * @return one result per completion: those of the first group in order of sample, then those of the next
     */
    default List<RewardResult> scoreGroups(List<CompletionGroup> groups) {
        return scoreBatch(
                groups.stream().flatMap(group -> group.completions().stream()).toList());
    }

    /** Gives back what it holds, such as connections. Called once, when no call is under way. */
    @Override
    default void close() {}
}
