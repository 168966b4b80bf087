package dev.hone.train.step;

import dev.hone.schema.PromptRow;
import dev.hone.schema.RolloutRow;
import dev.hone.schema.ScoreRow;
import dev.hone.table.OptimisticCommit;
import java.util.List;

/**
 * A round of a step's sampling.
 *
 * @param prompts sampled together
 * @param rollouts their completions
 * @param scores their rewards and advantages, which are one commit
 */
public record Round(List<PromptRow> prompts, Stored<RolloutRow> rollouts, Stored<ScoreRow> scores) {

    public Round {
        prompts = List.copyOf(prompts);
    }

    /**
     * Rows that are one commit.
     *
     * @param commit of them, prepared before the look at whether they are there
     * @param rows as a killed driver has committed them; empty where none has
     */
    public record Stored<R>(OptimisticCommit commit, List<R> rows) {

        public Stored {
            rows = List.copyOf(rows);
        }

        public boolean isThere() {
            return !rows.isEmpty();
        }
    }
}
