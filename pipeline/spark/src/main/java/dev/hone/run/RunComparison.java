package dev.hone.run;

import dev.hone.compare.Comparison;
import dev.hone.config.JobSpec;
import dev.hone.error.DataException;
import dev.hone.evaluate.EvaluatePolicy;
import dev.hone.evaluate.ScoreMajorityAnswer;
import dev.hone.math.statistics.PairedBootstrap;
import dev.hone.report.RunConsole;
import dev.hone.schema.EvaluationRow;
import dev.hone.schema.MajorityAnswerRow;
import dev.hone.schema.PromptRow;
import dev.hone.schema.Split;
import dev.hone.score.ScoreRollouts;
import dev.hone.table.Warehouse;
import java.util.List;
import java.util.Locale;

/** Compares a run with the policy that it started from, on the prompts of a split; evaluations that are stored are read, not made again. */
public final class RunComparison {

    private final JobSpec spec;
    private final Warehouse warehouse;
    private final SavedRun run;
    private final Split split;

    public RunComparison(JobSpec spec, Warehouse warehouse, SavedRun run, Split split) {
        this.spec = spec;
        this.warehouse = warehouse;
        this.run = run;
        this.split = split;
    }

    /**
     * Compares the policy after a step: over all prompts, then over each data set where there are several.
     *
     * @throws DataException where the split is empty, or nothing could be scored under both policies
     */
    public List<Comparison> execute(int tunedStep, RunConsole console) {
        RunSetup setup = new RunSetup(spec, warehouse);
        List<PromptRow> prompts = prompts(setup.dataset());
        ScoreRollouts scoreRollouts = new ScoreRollouts(
                warehouse.spark(), spec.reward().orElseThrow(), spec.train().scoring());
        EvaluatePolicy evaluate = new EvaluatePolicy(
                warehouse,
                setup.policy(),
                spec.train().rollout().evaluatedAt(spec.evaluate().temperature()),
                setup.rolloutPlan(),
                scoreRollouts);
        console.doing("evaluating the policy before training on " + prompts.size() + " prompts");
        List<EvaluationRow> base = evaluate(evaluate, 0, prompts);
        console.doing("evaluating the tuned policy on " + prompts.size() + " prompts");
        List<EvaluationRow> tuned = evaluate(evaluate, tunedStep, prompts);
        List<MajorityAnswerRow> majority =
                new ScoreMajorityAnswer(warehouse, scoreRollouts).execute(spec.run(), split, prompts);
        console.done();
        List<Comparison> comparisons = Comparison.of(
                base,
                tuned,
                majority,
                new PairedBootstrap(spec.seed(), spec.evaluate().bootstrapResamples()));
        if (comparisons.isEmpty()) {
            throw new DataException(
                    "no prompt has an answer that could be scored under both policies. The column error of the"
                            + " table evaluations says why");
        }
        return comparisons;
    }

    private List<EvaluationRow> evaluate(EvaluatePolicy evaluate, int step, List<PromptRow> prompts) {
        return evaluate.execute(
                spec.run(), step, split, run.checkpoint(step).state().adapter(), prompts);
    }

    private List<PromptRow> prompts(String dataset) {
        int limit = split == Split.TEST
                ? spec.evaluate().testPrompts().orElse(Integer.MAX_VALUE)
                : spec.evaluate().validationPrompts();
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
