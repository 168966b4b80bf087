package dev.hone.score;

import dev.hone.error.ConfigException;
import dev.hone.error.DataException;
import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardDefinitionException;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardFunctions;
import dev.hone.reward.RewardInput;
import dev.hone.settings.ScoreSettings;
import dev.hone.spark.JobGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Scores completions with a reward function on the executors, in one Spark job labelled {@code SCORE-ROLLOUTS-<step>}. The function is made
 * once per task and called with up to {@value ScoreSlice#MAX_BATCH_ROWS} rows at a time. A row whose reward throws, is not finite or takes
 * too long has no reward but an error; no row is lost.
 */
public final class ScoreRollouts {

    /** Fewer rows are not worth a task of their own. */
    private static final int MIN_TASK_ROWS = 16;

    private final JavaSparkContext context;
    private final RewardDefinition definition;
    private final RewardFunction function;
    private final ScoreSettings settings;

    /** @throws ConfigException if no function can be made from the definition */
    public ScoreRollouts(SparkSession spark, RewardDefinition definition, ScoreSettings settings) {
        this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        this.definition = definition;
        this.settings = settings;
        try {
            this.function = RewardFunctions.create(definition);
        } catch (RewardDefinitionException e) {
            throw new ConfigException(e.getMessage(), e);
        }
    }

    /**
     * What was scored.
     *
     * @param scored one per rollout, in the order given
     * @param errors how many have no reward
     * @param maxErrorShare greatest share of errors that is allowed
     */
    public record Result(List<ScoredRollout> scored, int errors, double maxErrorShare) {

        public Result {
            scored = List.copyOf(scored);
        }

        /** How many have a reward. */
        public int rewarded() {
            return scored.size() - errors;
        }

        /** Errors over rows; 0 without rows. */
        public double errorShare() {
            return scored.isEmpty() ? 0 : (double) errors / scored.size();
        }

        public boolean errorShareExceeded() {
            return errorShareExceeded(0, 0);
        }

        private boolean errorShareExceeded(int earlierRows, int earlierErrors) {
            int rows = scored.size() + earlierRows;
            return rows > 0 && (errors + earlierErrors) / (double) rows > maxErrorShare;
        }

        /**
         * To be called once the scores are stored.
         *
         * @throws dev.hone.error.DataException naming the commonest errors, if too many rows have no reward
         * @throws dev.hone.error.EndpointException the same, if most of them are those of an endpoint that does not answer
         */
        public void requireErrorShareWithinLimit() {
            requireErrorShareWithinLimit(0, 0);
        }

        /** The same for rows that go on from earlier ones, so that a few errors among few rows do not decide. */
        public void requireErrorShareWithinLimit(int earlierRows, int earlierErrors) {
            if (errors > 0 && errorShareExceeded(earlierRows, earlierErrors)) {
                throw CommonErrors.exception(this);
            }
        }
    }

    /** The weights of the reward's components, where it is their weighted sum. */
    public Map<String, Double> componentWeights() {
        return function.componentWeights();
    }

    /**
     * Scores the rollouts of a step.
     *
     * @throws DataException when the reward function leaves a JVM in which nothing more can be scored; where that is this one and it is
     *     memory that is missing, the process ends at once
     */
    public Result execute(int step, List<RolloutToScore> rollouts) {
        if (rollouts.isEmpty()) {
            return new Result(List.of(), 0, settings.maxErrorShare());
        }
        String description = rollouts.size() + " rollouts, " + function.name();
        List<byte[]> slices =
                JobGroup.run(context.sc(), "SCORE-ROLLOUTS-" + step, description, () -> scores(slices(rollouts)));
        List<ScoredRollout> scored = new ArrayList<>();
        for (byte[] slice : slices) {
            ScoreSlice.Scores scores = SerializedForm.read(slice, ScoreSlice.Scores.class);
            requireWhole(scores);
            for (int i = 0; i < scores.results().size(); i++) {
                RolloutToScore rollout = rollouts.get(scored.size());
                scored.add(new ScoredRollout(
                        rollout.promptId(),
                        rollout.sample(),
                        scores.results().get(i),
                        function.name(),
                        function.version(),
                        scores.millis().get(i)));
            }
        }
        int errors = (int)
                scored.stream().filter(row -> row.result().error().isPresent()).count();
        return new Result(scored, errors, settings.maxErrorShare());
    }

    private static void requireWhole(ScoreSlice.Scores scores) {
        if (scores.breakdown().isEmpty()) {
            return;
        }
        DataException broken = new DataException(
                scores.breakdown() + ". These scores were not stored; start again and the run goes on from here");
        if (!MemoryReserve.isWhole()) {
            endProcess(broken);
        }
        throw broken;
    }

    /** Where tasks run in the driver, which now has no memory left: an end in good order would take hours, or another error would hide this one. */
    private static void endProcess(DataException broken) {
        System.err.println("error: " + broken.getMessage());
        Runtime.getRuntime().halt(broken.exitCode());
    }

    private List<byte[]> scores(List<byte[]> slices) {
        return context.parallelize(slices, slices.size())
                .map(new ScoreSlice(definition, settings.timeoutSeconds()))
                .collect();
    }

    /** The rollouts in order, cut into one slice per task. */
    private List<byte[]> slices(List<RolloutToScore> rollouts) {
        int rows = rollouts.size();
        int count = Math.max(1, Math.min(context.defaultParallelism(), rows / MIN_TASK_ROWS));
        List<byte[]> slices = new ArrayList<>();
        for (int s = 0; s < count; s++) {
            int from = (int) ((long) rows * s / count);
            int to = (int) ((long) rows * (s + 1) / count);
            slices.add(SerializedForm.write(rollouts.subList(from, to).stream()
                    .map(RolloutToScore::input)
                    .toArray(RewardInput[]::new)));
        }
        return slices;
    }
}
