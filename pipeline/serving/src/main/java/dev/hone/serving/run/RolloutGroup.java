package dev.hone.serving.run;

import dev.hone.schema.PromptRow;
import dev.hone.schema.RolloutRow;
import dev.hone.schema.ScoreRow;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The completions that a step sampled for one prompt, with what each was worth.
 *
 * @param prompt empty where the prompts are no longer there
 * @param completions by sample
 */
public record RolloutGroup(String promptId, Optional<PromptRow> prompt, List<Scored> completions) {

    /**
     * One of them.
     *
     * @param score empty while it is not scored yet
     * @param rescores by other rewards, by their names
     */
    public record Scored(RolloutRow rollout, Optional<ScoreRow> score, SortedMap<String, Double> rescores) {}

    public RolloutGroup {
        completions = List.copyOf(completions);
    }
}
