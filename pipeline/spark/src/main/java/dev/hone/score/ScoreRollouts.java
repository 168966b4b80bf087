package dev.hone.score;

import dev.hone.error.ConfigException;
import dev.hone.error.DataException;
import dev.hone.error.HoneException;
import dev.hone.grader.reply.ReplyStores;
import dev.hone.reward.CompletionGroup;
import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardDefinitionException;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardFunctions;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardPlace;
import dev.hone.settings.ScoreSettings;
import dev.hone.spark.JobGroup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Scores completions with a reward function, on the executors in one Spark job labelled {@code SCORE-ROLLOUTS-<step>}, or in the driver
 * where the function says so. It is made once in each JVM and called with whole groups, up to {@value GroupBatches#MAX_BATCH_ROWS} rows at a
 * time. A row whose reward throws, is not finite or takes too long has no reward but an error; no row is lost.
 */
public final class ScoreRollouts {

    /** Fewer rows are not worth a task of their own. */
    private static final int MIN_TASK_ROWS = 16;

    private final JavaSparkContext context;
    private final RewardDefinition definition;
    private final ScoreSettings settings;
    private final String name;
    private final String grader;
    private final String description;
    private final Map<String, Double> componentWeights;
    private final RewardPlace place;

    /** @throws ConfigException if no function can be made from the definition */
    public ScoreRollouts(SparkSession spark, RewardDefinition definition, ScoreSettings settings) {
        this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        this.definition = definition;
        this.settings = settings;
        try (RewardFunction function = RewardFunctions.create(definition)) {
            this.name = function.name();
            this.grader = function.name() + "@" + function.version();
            this.description = function.description();
            this.componentWeights = function.componentWeights();
            this.place = function.place();
        } catch (RewardDefinitionException e) {
            throw new ConfigException(e.getMessage(), e);
        }
    }

    /** Name and version of the reward function, as tables store them: {@code label_match@0123456789abcdef}. */
    public String grader() {
        return grader;
    }

    /** What it rewards, in words. */
    public String description() {
        return description;
    }

    /** Where it is called. */
    public RewardPlace place() {
        return place;
    }

    /** The weights of the reward's components, where it is their weighted sum. */
    public Map<String, Double> componentWeights() {
        return componentWeights;
    }

    /**
     * Scores the completions of a step.
     *
     * @param completions with all completions of a prompt among them
     * @param input what the reward function sees of one
     * @throws HoneException when nobody can be asked for rewards
     * @throws DataException when the reward function leaves a JVM in which nothing more can be scored; where that is this one and it is
     *     memory that is missing, the process ends at once
     */
    public <C> ScoreResult<C> execute(int step, List<C> completions, Function<C, RewardInput> input) {
        if (completions.isEmpty()) {
            return ScoreResult.of(List.of(), settings.maxErrorShare());
        }
        List<List<Unscored<C>>> groups = groups(completions, input);
        Iterator<ScoredRow> rows = score(
                        step,
                        groups.stream()
                                .map(group -> new CompletionGroup(
                                        group.stream().map(Unscored::input).toList()))
                                .toList())
                .iterator();
        List<ScoredCompletion<C>> scored = groups.stream()
                .flatMap(List::stream)
                .map(unscored -> unscored.with(rows.next(), grader))
                .toList();
        return ScoreResult.of(scored, settings.maxErrorShare());
    }

    private record Unscored<C>(C completion, RewardInput input) {

        ScoredCompletion<C> with(ScoredRow row, String grader) {
            return new ScoredCompletion<>(completion, input, row.result(), grader, row.scoreMillis());
        }
    }

    private static <C> List<List<Unscored<C>>> groups(List<C> completions, Function<C, RewardInput> input) {
        Map<String, List<Unscored<C>>> groups = completions.stream()
                .map(completion -> new Unscored<>(completion, input.apply(completion)))
                .collect(Collectors.groupingBy(
                        unscored -> unscored.input().promptId(), LinkedHashMap::new, Collectors.toList()));
        groups.values()
                .forEach(group -> group.sort(
                        Comparator.comparingInt(unscored -> unscored.input().sample())));
        return List.copyOf(groups.values());
    }

    private List<ScoredRow> score(int step, List<CompletionGroup> groups) {
        List<ScoredSlice> slices = place == RewardPlace.DRIVER ? inDriver(groups) : inTasks(step, groups);
        List<ScoredRow> rows = new ArrayList<>();
        for (ScoredSlice slice : slices) {
            rows.addAll(rows(slice));
        }
        return rows;
    }

    /** What judges were paid for is in the table before the scores are. */
    private List<ScoredSlice> inDriver(List<CompletionGroup> groups) {
        List<ScoredSlice> slices = new DriverScoring(definition, settings.timeoutSeconds()).score(groups);
        ReplyStores.current().commit();
        return slices;
    }

    private List<ScoredSlice> inTasks(int step, List<CompletionGroup> groups) {
        int rows = GroupBatches.rows(groups);
        int tasks = Math.max(1, Math.min(context.defaultParallelism(), rows / MIN_TASK_ROWS));
        List<byte[]> slices = GroupBatches.slices(groups, tasks).stream()
                .map(slice -> SerializedForm.write(slice.toArray(CompletionGroup[]::new)))
                .toList();
        return JobGroup.run(
                context.sc(), "SCORE-ROLLOUTS-" + step, rows + " rollouts, " + name, () -> context
                        .parallelize(slices, slices.size())
                        .map(new ScoreTask(definition, settings.timeoutSeconds()))
                        .collect()
                        .stream()
                        .map(slice -> SerializedForm.read(slice, ScoredSlice.class))
                        .toList());
    }

    private static List<ScoredRow> rows(ScoredSlice slice) {
        if (slice instanceof ScoredSlice.Whole whole) {
            return whole.rows();
        }
        HoneException broken = ((ScoredSlice.Broken) slice).exception();
        if (!MemoryReserve.isWhole()) {
            endProcess(broken);
        }
        throw broken;
    }

    /** Where tasks run in the driver, which now has no memory left: a clean end would take hours, or another error would hide this one. */
    private static void endProcess(HoneException broken) {
        System.err.println("error: " + broken.getMessage());
        Runtime.getRuntime().halt(broken.exitCode());
    }
}
