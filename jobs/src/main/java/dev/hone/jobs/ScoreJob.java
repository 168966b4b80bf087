package dev.hone.jobs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.hone.config.JobSpec;
import dev.hone.config.Part;
import dev.hone.error.ConfigException;
import dev.hone.report.RunConsole;
import dev.hone.rescore.ScoreRun;
import dev.hone.rescore.StepRange;
import dev.hone.reward.RewardDefinition;
import dev.hone.run.RunSetup;
import dev.hone.run.SavedRun;
import dev.hone.score.ScoreRollouts;
import dev.hone.table.Warehouse;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.SparkUserAppException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hone score}: the logged completions of a run under another reward, in rows of their own. */
@Command(
        name = "score",
        mixinStandardHelpOptions = true,
        description =
                "score what a run has logged with another reward, into the table rescores; goes on where it was stopped")
public final class ScoreJob extends SpecJob {

    private static final int MAX_WIDTH = 60;

    @Mixin
    private RewardOption rewardOption;

    @Option(
            names = "--steps",
            paramLabel = "A-B",
            description = "steps to score, such as 3-10 or 7; step 0 is the evaluation of the base (default: all)")
    private String steps;

    @Mixin
    private OutputOptions output;

    private RewardDefinition reward;
    private StepRange range = StepRange.ALL;

    public ScoreJob() {
        super(Set.of(Part.TRAIN));
    }

    public static void main(String[] args) throws SparkUserAppException {
        Commands.main(new ScoreJob(), args);
    }

    @Override
    JobSpec complete(JobSpec written) {
        reward = rewardOption.read(written);
        if (steps != null) {
            range = range(steps);
        }
        return written;
    }

    /** Steps as written after an option. */
    static StepRange range(String text) {
        try {
            return StepRange.of(text);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("--steps: " + e.getMessage(), e);
        }
    }

    @Override
    String whatStays() {
        return "steps that are scored stay; the same command scores the others";
    }

    @Override
    void execute(Warehouse warehouse, PrintStream out) {
        ScoreRollouts scoreRollouts =
                new ScoreRollouts(warehouse.spark(), reward, spec().train().scoring());
        String grader = scoreRollouts.grader();
        ScoreRun.Result result = score(warehouse, spec(), scoreRollouts, range, output.console());
        Dataset<Row> summary = summary(warehouse, grader);
        output.result(out, text(result, grader) + text(summary, grader), () -> fields(result, grader, summary));
    }

    /** Scores what is not scored yet, with its progress on the console. */
    static ScoreRun.Result score(
            Warehouse warehouse, JobSpec spec, ScoreRollouts scoreRollouts, StepRange range, RunConsole console) {
        SavedRun run = SavedRun.find(warehouse, spec.run());
        ScoreRun scoreRun =
                new ScoreRun(warehouse, spec.run(), run.promptsVersion(), RunSetup.dataset(spec), console::doing);
        try {
            return scoreRun.execute(scoreRollouts, range);
        } finally {
            console.done();
        }
    }

    private String text(ScoreRun.Result result, String grader) {
        return String.format(
                Locale.ROOT,
                "Run %s, scored with %s: %,d completions of %d steps and evaluations, %,d without a reward%s.%n",
                spec().run(),
                grader,
                result.scored(),
                result.steps(),
                result.errors(),
                result.stepsBefore() > 0 ? "; " + result.stepsBefore() + " were there already" : "");
    }

    private ObjectNode fields(ScoreRun.Result result, String grader, Dataset<Row> summary) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        fields.put("run", spec().run())
                .put("grader", grader)
                .put("scored", result.scored())
                .put("errors", result.errors())
                .put("steps", result.steps())
                .put("steps_before", result.stepsBefore());
        ArrayNode splits = fields.putArray("splits");
        summary.toJSON().collectAsList().forEach(row -> splits.addRawValue(new RawValue(row)));
        return fields;
    }

    private Dataset<Row> summary(Warehouse warehouse, String grader) {
        warehouse.registerViews("rescore_curve"::equals);
        return warehouse
                .spark()
                .table("rescore_curve")
                .where(functions
                        .col("run_id")
                        .equalTo(spec().run())
                        .and(functions.col("grader").equalTo(grader)))
                .groupBy("split")
                .agg(
                        functions.expr("concat_ws('-', min(step), max(step))").as("steps"),
                        functions.expr("sum(completions)").as("completions"),
                        functions.expr("sum(without_reward)").as("without_reward"),
                        functions
                                .expr("try_divide(sum(trained_mean_reward * compared), sum(compared))")
                                .as("trained_mean_reward"),
                        functions
                                .expr("try_divide(sum(mean_reward * compared), sum(compared))")
                                .as("mean_reward"),
                        functions.expr("sum(cost_usd)").as("cost_usd"))
                .orderBy("split");
    }

    private static String text(Dataset<Row> summary, String grader) {
        return new ResultTable(summary.schema().fields(), summary.collectAsList(), MAX_WIDTH).text()
                + "By step:    hone sql \"select * from rescore_curve where grader = '" + grader
                + "' order by split, step\"\n"
                + "Row by row: hone sql \"select * from rescores where reward is null\" or hone backtest --against "
                + grader + "\n";
    }
}
