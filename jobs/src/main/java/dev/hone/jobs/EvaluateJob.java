package dev.hone.jobs;

import dev.hone.config.Part;
import dev.hone.error.DataException;
import dev.hone.evaluate.Comparison;
import dev.hone.evaluate.ComparisonText;
import dev.hone.evaluate.EvaluatePolicy;
import dev.hone.evaluate.ScoreMajorityAnswer;
import dev.hone.math.statistics.PairedBootstrap;
import dev.hone.report.RunConsole;
import dev.hone.run.RunSetup;
import dev.hone.run.SavedRun;
import dev.hone.schema.EvaluationRow;
import dev.hone.schema.MajorityAnswerRow;
import dev.hone.schema.PromptRow;
import dev.hone.schema.Split;
import dev.hone.score.ScoreRollouts;
import dev.hone.table.Warehouse;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.SparkUserAppException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hone evaluate}: base against tuned on held-out prompts; evaluations that are stored are read, not made again. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "compare the policy before and after a run on held-out prompts")
public final class EvaluateJob extends SpecJob {

    @Option(names = "--split", description = "validation or test (default: ${DEFAULT-VALUE})")
    private Split split = Split.TEST;

    @Option(
            names = "--step",
            paramLabel = "N",
            description =
                    "the policy after this step (default: the best on validation, or the last, as evaluate.keepBest says)")
    private Integer step;

    public EvaluateJob() {
        super(Set.of(Part.MODEL, Part.TRAIN, Part.REWARD, Part.EVALUATE));
    }

    public static void main(String[] args) throws SparkUserAppException {
        Commands.main(new EvaluateJob(), args);
    }

    @Override
    String whatStays() {
        return "evaluations that are complete stay; the same command makes the missing ones";
    }

    @Override
    void execute(Warehouse warehouse, PrintStream out) {
        SavedRun run = SavedRun.find(warehouse, spec().run());
        for (Comparison comparison : compare(warehouse, run, step == null ? run.tunedStep() : step)) {
            ComparisonText.of(comparison).forEach(out::println);
        }
    }

    private List<Comparison> compare(Warehouse warehouse, SavedRun run, int tunedStep) {
        RunSetup setup = new RunSetup(spec(), warehouse);
        List<PromptRow> prompts = prompts(warehouse, run, setup.dataset());
        ScoreRollouts scoreRollouts = new ScoreRollouts(
                warehouse.spark(), spec().reward().orElseThrow(), spec().train().scoring());
        EvaluatePolicy evaluate = new EvaluatePolicy(
                warehouse,
                setup.policy(),
                spec().train().rollout().evaluatedAt(spec().evaluate().temperature()),
                setup.rolloutPlan(),
                scoreRollouts);
        RunConsole console = RunConsole.standard();
        console.doing("evaluating the policy before training on " + prompts.size() + " prompts");
        List<EvaluationRow> base = evaluate(evaluate, run, 0, prompts);
        console.doing("evaluating the tuned policy on " + prompts.size() + " prompts");
        List<EvaluationRow> tuned = evaluate(evaluate, run, tunedStep, prompts);
        List<MajorityAnswerRow> majority =
                new ScoreMajorityAnswer(warehouse, scoreRollouts).execute(spec().run(), split, prompts);
        console.done();
        List<Comparison> comparisons = Comparison.of(
                base,
                tuned,
                majority,
                new PairedBootstrap(spec().seed(), spec().evaluate().bootstrapResamples()));
        if (comparisons.isEmpty()) {
            throw new DataException(
                    "no prompt has an answer that could be scored under both policies. The column error of the"
                            + " table evaluations says why");
        }
        return comparisons;
    }

    private List<EvaluationRow> evaluate(EvaluatePolicy evaluate, SavedRun run, int at, List<PromptRow> prompts) {
        return evaluate.execute(
                spec().run(), at, split, run.checkpoint(at).state().adapter(), prompts);
    }

    private List<PromptRow> prompts(Warehouse warehouse, SavedRun run, String dataset) {
        int limit = split == Split.TEST
                ? spec().evaluate().testPrompts().orElse(Integer.MAX_VALUE)
                : spec().evaluate().validationPrompts();
        List<PromptRow> prompts = warehouse.prompts().prompts(run.promptsVersion(), dataset, split).stream()
                .limit(limit)
                .toList();
        if (prompts.isEmpty()) {
            throw new DataException("the data set " + dataset + " has no "
                    + split.name().toLowerCase(Locale.ROOT) + " prompts. Give that split a share in ingest.splits");
        }
        return prompts;
    }
}
