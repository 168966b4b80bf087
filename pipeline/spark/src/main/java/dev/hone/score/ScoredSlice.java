package dev.hone.score;

import dev.hone.error.ConfigException;
import dev.hone.error.DataException;
import dev.hone.error.EndpointException;
import dev.hone.error.HoneException;
import dev.hone.reward.CompletionGroup;
import dev.hone.reward.RewardDefinitionException;
import dev.hone.reward.RewardUnavailableException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** What became of some groups, as it travels from tasks to the driver. */
sealed interface ScoredSlice extends Serializable {

    /** One row per completion, in order. */
    record Whole(ArrayList<ScoredRow> rows) implements ScoredSlice {}

    /** They were not scored to their end, and trying again will not help. Not an exception: Spark would only try the slice again. */
    record Broken(String why, int exitCode) implements ScoredSlice {

        private static final String GO_ON = ". These scores were not stored; start again and the run goes on from here";

        HoneException exception() {
            return switch (exitCode) {
                case 69 -> new EndpointException(why);
                case 78 -> new ConfigException(why);
                default -> new DataException(why + GO_ON);
            };
        }

        /** The driver has made the function before. */
        private static Broken of(RewardDefinitionException wrong) {
            return new Broken(
                    "the reward works in the driver, but cannot be made where it scores: " + wrong.getMessage()
                            + "\nGive executors what the driver has: jars by --jars or --packages, programs and files on every host",
                    new ConfigException("").exitCode());
        }

        private static Broken of(RewardUnavailableException unavailable) {
            return unavailable.getCause() instanceof HoneException cause
                    ? new Broken(cause.getMessage(), cause.exitCode())
                    : new Broken(unavailable.getMessage(), new EndpointException("").exitCode());
        }
    }

    /** Scores groups one batch after the other. */
    static ScoredSlice of(List<CompletionGroup> groups, RewardCalls calls) throws InterruptedException {
        MemoryReserve.isWhole();
        ArrayList<ScoredRow> rows = new ArrayList<>();
        try {
            for (List<CompletionGroup> batch : GroupBatches.batches(groups)) {
                rows.addAll(calls.score(batch));
            }
            return new Whole(rows);
        } catch (RewardBreakdown e) {
            return new Broken(e.getMessage(), new DataException("").exitCode());
        } catch (RewardDefinitionException e) {
            return Broken.of(e);
        } catch (RewardUnavailableException e) {
            return Broken.of(e);
        }
    }
}
