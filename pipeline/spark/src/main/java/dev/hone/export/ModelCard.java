package dev.hone.export;

import dev.hone.compare.AuditComparison;
import dev.hone.math.statistics.Interval;
import dev.hone.math.statistics.PairedBootstrap;
import dev.hone.policy.checkpoint.ModelOrigin;
import dev.hone.report.Printable;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/** The text of README.md: what the model was rewarded for or taught, how much better it is, where it comes from, how to make it again. */
final class ModelCard {

    static final String NAME = "README.md";

    /** The file beside it that has the curve of the reward. */
    static final String CURVE = "reward.svg";

    private final ExportDescription about;
    private final ModelOrigin origin;
    private final StringBuilder text = new StringBuilder();

    private ModelCard(ExportDescription about, ModelOrigin origin) {
        this.about = about;
        this.origin = origin;
    }

    /**
     * Writes the card.
     *
     * @param library the library that loads this folder: {@code peft} or {@code transformers}
     */
    static String write(
            ExportDescription about, ModelOrigin origin, String baseSha256, String verification, String library) {
        ModelCard card = new ModelCard(about, origin);
        card.line("---");
        card.text.append(CardMetadata.yaml(about, origin, library));
        card.line("---");
        card.line("# " + about.runId());
        card.line("");
        card.line("A language model tuned by " + about.training().method() + " with Hone: " + about.steps()
                + " updates of " + Markdown.code(about.baseName()) + ".");
        card.section(about.training().heading());
        card.line(Markdown.text(about.goal()));
        card.evaluations();
        about.rewardCurve().ifPresent(curve -> card.picture(curve.title()));
        about.audit().ifPresent(card::audit);
        card.origin(baseSha256);
        card.section("Verified");
        card.line(verification);
        card.reproduce();
        return Printable.of(card.text.toString());
    }

    private void evaluations() {
        section("Base against tuned");
        if (about.evaluations().isEmpty()) {
            line("Not evaluated.");
            return;
        }
        line("| split | prompts | measure | majority answer | base | tuned | gain (95 % interval, paired) |");
        line("|---|---|---|---|---|---|---|");
        for (ExportDescription.Comparison comparison : about.evaluations()) {
            row(comparison, "accuracy, %", majority(comparison), comparison.accuracy(), 100);
            row(comparison, "mean reward", "", comparison.reward(), 1);
        }
        line("");
        line(
                "Every figure is computed from the table `evaluations` of the run; intervals are percentile bootstraps over prompts, and"
                        + " Wilson's at 0 and 100 %. The majority answer is the commonest reference answer, given to every prompt.");
        about.evaluations().stream()
                .filter(comparison -> comparison.unscored() > 0)
                .forEach(comparison -> line("Left out of " + comparison.split() + ": " + comparison.unscored()
                        + " prompts with an answer that could not be scored."));
    }

    private void picture(String title) {
        line("");
        line("![" + Markdown.text(title) + "](" + CURVE + ")");
    }

    private void audit(AuditComparison audit) {
        section("Audit");
        line("A second reward that never trained, " + Markdown.code(audit.grader()) + ", on the " + audit.prompts()
                + " " + audit.split().columnValue() + " prompts whose answers both rewards could score.");
        line("");
        line("| mean of | base | tuned | gain (95 % interval, paired) |");
        line("|---|---|---|---|");
        auditRow("the reward", audit.reward());
        auditRow("the audit", audit.audit());
        line("");
        line(
                audit.contradicts()
                        ? "The reward rose while the audit fell, both by more than chance: the policy may have learned the reward and not"
                                + " the task."
                        : "The audit does not contradict the reward: it did not fall by more than chance while the reward rose.");
    }

    private void auditRow(String name, PairedBootstrap.Result result) {
        line(String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s |",
                name,
                interval(result.base(), 1),
                interval(result.tuned(), 1),
                interval(result.difference(), 1)));
    }

    private static String majority(ExportDescription.Comparison comparison) {
        return comparison.majorityAccuracy().isPresent()
                ? String.format(
                        Locale.ROOT, "%.3g", 100 * comparison.majorityAccuracy().getAsDouble())
                : "";
    }

    private void row(
            ExportDescription.Comparison comparison,
            String measure,
            String majority,
            Optional<PairedBootstrap.Result> result,
            double unit) {
        result.ifPresent(r -> line(String.format(
                Locale.ROOT,
                "| %s | %d | %s | %s | %s | %s | %s |",
                comparison.split(),
                comparison.prompts(),
                measure,
                majority,
                interval(r.base(), unit),
                interval(r.tuned(), unit),
                interval(r.difference(), unit))));
    }

    private static String interval(Interval interval, double unit) {
        return String.format(
                Locale.ROOT,
                "%.3g (%.3g to %.3g)",
                interval.mean() * unit,
                interval.low() * unit,
                interval.high() * unit);
    }

    private void origin(String baseSha256) {
        section("Base model");
        line("- Name: " + Markdown.code(about.baseName())
                + origin.title().map(title -> " (" + Markdown.text(title) + ")").orElse(""));
        line("- Licence: "
                + origin.licence()
                        .map(Markdown::text)
                        .orElse("not stated in the base's README.md; find out before you pass this model on"));
        line("- SHA-256 of its configuration and weights: `" + baseSha256 + "`");
    }

    private void reproduce() {
        section("How to reproduce");
        line(Markdown.block("", about.command()));
        line("");
        line("Seed " + about.seed() + ". Versions: "
                + String.join(
                        ", ",
                        new TreeMap<>(about.versions())
                                .entrySet().stream()
                                        .map(e -> Markdown.text(e.getKey() + " " + e.getValue()))
                                        .toList())
                + ". The specification:");
        line("");
        line(Markdown.block("yaml", about.specification()));
    }

    private void section(String title) {
        line("");
        line("## " + title);
        line("");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
