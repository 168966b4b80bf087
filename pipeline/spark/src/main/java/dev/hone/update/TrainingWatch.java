package dev.hone.update;

import dev.hone.error.DivergedException;
import dev.hone.metrics.Metric;
import dev.hone.settings.WatchSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;

/**
 * Watches a run for collapse and runaway KL: warns first, then stops it. A pure function of the metrics of the steps so far, so a resumed run
 * judges as the undisturbed one.
 *
 * <p>Collapse is when nearly every group has lost its signal and either nearly all completions are the same text, or the entropy is gone
 * while the reward is below its best, or the reward is less than half of its best. A policy that is simply right everywhere has no signal either, but keeps different answers and its
 * reward: it only gets a warning.
 */
public final class TrainingWatch {

    private static final double REWARD_LOSS = 0.05;
    private static final double REWARD_LOST = 0.5;

    private final WatchSettings settings;

    public TrainingWatch(WatchSettings settings) {
        this.settings = settings;
    }

    /**
     * A judgement on the latest step.
     *
     * @param warnings what became worrying with this step and what to try; not repeated while it lasts
     * @param stop why the run must stop, if it must
     */
    public record Verdict(List<String> warnings, Optional<String> stop) {}

    /**
     * Judges and stops.
     *
     * @param history metrics of all steps so far, oldest first
     * @return warnings
     * @throws DivergedException when the run must stop
     */
    public List<String> check(List<? extends SortedMap<String, Double>> history) {
        Verdict verdict = judge(history);
        verdict.stop().ifPresent(reason -> {
            throw new DivergedException(reason);
        });
        return verdict.warnings();
    }

    /** Judges the latest step of a history, oldest first. */
    public Verdict judge(List<? extends SortedMap<String, Double>> history) {
        StepWindow window = new StepWindow(history, settings.window());
        WatchWarnings rules = new WatchWarnings(settings);
        Map<WatchWarnings.Sign, String> now = rules.of(window);
        Map<WatchWarnings.Sign, String> before = rules.of(window.before());
        List<String> fresh = new ArrayList<>();
        now.forEach((sign, text) -> {
            if (!before.containsKey(sign)) {
                fresh.add(text);
            }
        });
        return new Verdict(List.copyOf(fresh), collapse(window).or(() -> runaway(window)));
    }

    private Optional<String> collapse(StepWindow steps) {
        if (!steps.isFull()) {
            return Optional.empty();
        }
        double withoutSignal = steps.recent(Metric.FRAC_REWARD_ZERO_STD).orElse(0);
        double mostCommon = steps.recent(Metric.COMPLETIONS_MOST_COMMON_SHARE).orElse(0);
        double entropy = steps.shareOfStart(Metric.ENTROPY);
        boolean same = mostCommon >= settings.mostCommonStop();
        boolean frozen = entropy <= settings.entropyStop() && steps.rewardFell(REWARD_LOSS);
        boolean lost = steps.rewardFell(REWARD_LOST);
        if (withoutSignal < settings.withoutSignalStop() || !(same || frozen || lost)) {
            return Optional.empty();
        }
        String sign = same
                ? String.format(Locale.ROOT, "%.0f %% of the completions are one and the same text", 100 * mostCommon)
                : frozen
                        ? String.format(
                                Locale.ROOT,
                                "the entropy is %.1f %% of what it was, while the reward is below its best",
                                100 * entropy)
                        : "the reward is less than half of its best";
        return Optional.of(
                ("The policy collapsed: over the last %d steps %.0f %% of the groups had no signal, and %s. Its"
                                + " answers to a prompt all earn the same, so there is nothing left to learn from. The usual cause is a learning"
                                + " rate that is too high. The last checkpoints are kept: evaluate an earlier one, or start a new run with a"
                                + " third of the learning rate, more prompts a step, or a klCoefficient such as 0.02.")
                        .formatted(settings.window(), 100 * withoutSignal, sign));
    }

    private Optional<String> runaway(StepWindow steps) {
        OptionalDouble perToken = steps.median(Metric.KL);
        OptionalDouble perCompletion = steps.median(Metric.KL_PER_COMPLETION);
        if (perToken.orElse(0) <= settings.maxKl() || perCompletion.orElse(0) <= settings.maxKlPerCompletion()) {
            return Optional.empty();
        }
        return Optional.of(
                ("KL to the starting policy ran away: its median over the last %d steps is %.2f nats a token (limit %.1f)"
                                + " and %.0f a completion (limit %.0f). The policy has left the text that it was trained on. The last checkpoints are kept: evaluate an earlier"
                                + " one, or start a new run with a lower learning rate or a klCoefficient such as 0.02.")
                        .formatted(
                                settings.window(),
                                perToken.getAsDouble(),
                                settings.maxKl(),
                                perCompletion.getAsDouble(),
                                settings.maxKlPerCompletion()));
    }
}
