package dev.hone.compare;

import dev.hone.math.statistics.Interval;
import dev.hone.math.statistics.PairedBootstrap;
import dev.hone.schema.EvaluationRow;
import dev.hone.schema.RescoreRow;
import dev.hone.schema.Split;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Base against tuned, by the reward that trained and by the audit, on the prompts whose answers both could score under both policies.
 *
 * @param grader name and version of the audit
 * @param prompts how many those are
 * @param reward means of the reward that trained, with 95 % intervals
 * @param audit the same of the audit
 */
public record AuditComparison(
        String grader, Split split, int prompts, PairedBootstrap.Result reward, PairedBootstrap.Result audit) {

    /** One evaluation as both rewards see it. */
    public record Audited(List<EvaluationRow> answers, List<RescoreRow> audit) {

        private Map<String, Double> rewards() {
            return answers.stream()
                    .filter(EvaluationRow::isScored)
                    .collect(Collectors.groupingBy(
                            EvaluationRow::promptId, TreeMap::new, Collectors.averagingDouble(answer -> answer.reward()
                                    .orElseThrow())));
        }

        private Map<String, Double> audits() {
            return audit.stream()
                    .filter(row -> row.result().reward().isPresent())
                    .collect(Collectors.groupingBy(
                            RescoreRow::promptId, TreeMap::new, Collectors.averagingDouble(row -> row.result()
                                    .reward()
                                    .orElseThrow())));
        }
    }

    /** Empty where no prompt could be scored by both under both policies. */
    public static Optional<AuditComparison> of(
            String grader, Split split, Audited base, Audited tuned, PairedBootstrap bootstrap) {
        List<Map<String, Double>> figures = List.of(base.rewards(), tuned.rewards(), base.audits(), tuned.audits());
        Set<String> prompts = new TreeSet<>(figures.get(0).keySet());
        figures.forEach(figure -> prompts.retainAll(figure.keySet()));
        if (prompts.isEmpty()) {
            return Optional.empty();
        }
        List<double[]> values = figures.stream()
                .map(figure -> prompts.stream().mapToDouble(figure::get).toArray())
                .toList();
        return Optional.of(new AuditComparison(
                grader,
                split,
                prompts.size(),
                bootstrap.compare(values.get(0), values.get(1)),
                bootstrap.compare(values.get(2), values.get(3))));
    }

    /** Whether the reward rose and the audit fell: both intervals say so. */
    public boolean contradicts() {
        return reward.difference().low() > 0 && audit.difference().high() < 0;
    }

    /** In one line. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "audit %s: base %.3f → tuned %.3f on %d %s prompts, %s; the reward %.3f → %.3f, %s",
                grader,
                audit.base().mean(),
                audit.tuned().mean(),
                prompts,
                split.columnValue(),
                text(audit.difference()),
                reward.base().mean(),
                reward.tuned().mean(),
                text(reward.difference()));
    }

    private static String text(Interval difference) {
        return String.format(
                Locale.ROOT,
                "%+.3f with 95 %% interval [%+.3f, %+.3f]",
                difference.mean(),
                difference.low(),
                difference.high());
    }
}
