package dev.hone.train;

import dev.hone.compare.AuditComparison;
import dev.hone.math.statistics.PairedBootstrap;
import dev.hone.metrics.Metric;
import dev.hone.rescore.AuditScore;
import dev.hone.rescore.ScoreAgain;
import dev.hone.schema.EvaluationRow;
import dev.hone.schema.PromptRow;
import dev.hone.schema.RescoreRow;
import dev.hone.schema.Split;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The audit of a run's evaluations, where it has one. What it says is stored beside them; it decides nothing while a run trains. */
final class AuditedEvaluations {

    private final Optional<ScoreAgain> audit;
    private final Map<Split, SortedMap<Integer, AuditComparison.Audited>> evaluations = new TreeMap<>();

    AuditedEvaluations(Optional<ScoreAgain> audit) {
        this.audit = audit;
    }

    /** Scores an evaluation, or reads what was scored. */
    void add(Split split, int step, List<EvaluationRow> answers, List<PromptRow> prompts) {
        audit.ifPresent(reward -> {
            List<RescoreRow> rows = reward.evaluation(split, step, answers, ScoreAgain.byId(prompts));
            evaluations
                    .computeIfAbsent(split, unseen -> new TreeMap<>())
                    .put(step, new AuditComparison.Audited(answers, rows));
        });
    }

    /** Notes what the validation after a step showed among the metrics of the step; nothing where there was none. */
    void note(int step, SortedMap<String, Double> metrics) {
        score(step).ifPresent(score -> {
            score.reward().ifPresent(reward -> metrics.put(Metric.VALIDATION_AUDIT_REWARD.key(), reward));
            metrics.put(Metric.VALIDATION_AUDIT_ERROR_RATE.key(), score.errorShare());
            score.gap().ifPresent(gap -> score(0).map(AuditScore::gap)
                    .ifPresent(start ->
                            start.ifPresent(first -> metrics.put(Metric.WATCH_AUDIT_DRIFT.key(), gap - first))));
        });
    }

    /** Base against tuned on the test prompts; empty without them, or without an audit. */
    Optional<AuditComparison> comparison(int tunedStep, PairedBootstrap bootstrap) {
        SortedMap<Integer, AuditComparison.Audited> test = evaluations.getOrDefault(Split.TEST, new TreeMap<>());
        if (tunedStep == 0 || !test.containsKey(0) || !test.containsKey(tunedStep)) {
            return Optional.empty();
        }
        return AuditComparison.of(
                audit.orElseThrow().grader(), Split.TEST, test.get(0), test.get(tunedStep), bootstrap);
    }

    private Optional<AuditScore> score(int step) {
        return Optional.ofNullable(evaluations
                        .getOrDefault(Split.VALIDATION, new TreeMap<>())
                        .get(step))
                .filter(audited -> !audited.audit().isEmpty())
                .map(audited -> AuditScore.of(audited.answers(), audited.audit()));
    }
}
