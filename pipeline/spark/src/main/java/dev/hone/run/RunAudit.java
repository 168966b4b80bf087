package dev.hone.run;

import dev.hone.compare.AuditComparison;
import dev.hone.compare.AuditComparison.Audited;
import dev.hone.config.JobSpec;
import dev.hone.error.ConfigException;
import dev.hone.math.statistics.PairedBootstrap;
import dev.hone.rescore.ScoreAgain;
import dev.hone.schema.EvaluationRow;
import dev.hone.schema.PromptRow;
import dev.hone.schema.Split;
import dev.hone.score.ScoreRollouts;
import dev.hone.settings.AuditSettings;
import dev.hone.table.Warehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the audit of a specification says about a run: evaluations that it has not scored yet, it scores now. */
public final class RunAudit {

    private final JobSpec spec;
    private final Warehouse warehouse;
    private final SavedRun run;

    public RunAudit(JobSpec spec, Warehouse warehouse, SavedRun run) {
        this.spec = spec;
        this.warehouse = warehouse;
        this.run = run;
    }

    /** Base against the policy after a step; empty without an audit, or where not both were evaluated. */
    public Optional<AuditComparison> compare(Split split, int step) {
        return spec.audit().flatMap(audit -> compare(audit, split, step));
    }

    /** The same on the test prompts, or on the validation prompts where there is nothing to compare on those. */
    public Optional<AuditComparison> compareHeldOut(int step) {
        return compare(Split.TEST, step).or(() -> compare(Split.VALIDATION, step));
    }

    /**
     * Looks at a policy before it is exported.
     *
     * @param comparison what {@link #compareHeldOut} says of it
     * @param force whether it is exported whatever the audit says
     * @return what to tell, in lines; none without an audit
     * @throws ConfigException where {@code audit.require} is set, and the audit contradicts the reward or cannot be computed
     */
    public List<String> beforeExport(int step, Optional<AuditComparison> comparison, boolean force) {
        if (spec.audit().isEmpty()) {
            return List.of();
        }
        boolean refuses = spec.audit().get().require() && !force;
        List<String> lines = new ArrayList<>();
        comparison.map(AuditComparison::text).ifPresent(lines::add);
        Optional<String> problem = comparison.isEmpty()
                ? Optional.of("the audit has no answers of both the base and the policy after step " + step + " of run "
                        + spec.run() + " that it could score. Evaluate both by hone evaluate --step " + step)
                : comparison.filter(AuditComparison::contradicts).map(RunAudit::contradiction);
        if (problem.isPresent() && refuses) {
            throw new ConfigException("not exported, as audit.require says: " + problem.get()
                    + " --force, or --set audit.require=false, exports it all the same. " + String.join(" ", lines));
        }
        problem.ifPresent(text -> lines.add("warning: " + text));
        return List.copyOf(lines);
    }

    private static String contradiction(AuditComparison comparison) {
        return "the reward that trained rose while the audit fell, and by more than chance (both 95 % intervals lie beside 0):"
                + " the policy may have learned the reward and not the task. Read some answers (hone sql \"select * from"
                + " rescores where grader = '" + comparison.grader()
                + "'\"), then correct the reward and train again, or"
                + " take an earlier step by --step.";
    }

    private Optional<AuditComparison> compare(AuditSettings audit, Split split, int step) {
        List<EvaluationRow> base = warehouse.evaluations().of(spec.run(), 0, split);
        List<EvaluationRow> tuned = warehouse.evaluations().of(spec.run(), step, split);
        if (step == 0 || base.isEmpty() || tuned.isEmpty()) {
            return Optional.empty();
        }
        warehouse.rescores().createIfAbsent();
        ScoreAgain reward = new ScoreAgain(
                warehouse.rescores(),
                new ScoreRollouts(
                        warehouse.spark(), audit.reward(), spec.train().scoring()),
                spec.run());
        Map<String, PromptRow> prompts =
                ScoreAgain.byId(warehouse.prompts().prompts(run.promptsVersion(), RunSetup.dataset(spec), split));
        return AuditComparison.of(
                reward.grader(),
                split,
                new Audited(base, reward.evaluation(split, 0, base, prompts)),
                new Audited(tuned, reward.evaluation(split, step, tuned, prompts)),
                new PairedBootstrap(spec.seed(), spec.evaluate().bootstrapResamples()));
    }
}
