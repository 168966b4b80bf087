package dev.hone.update;

import dev.hone.error.DivergedException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.stream.DoubleStream;

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

    private enum Sign {
        WITHOUT_SIGNAL,
        SAME_ANSWER,
        LOW_ENTROPY,
        HIGH_KL
    }

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
        Map<Sign, String> now = warnings(history);
        Map<Sign, String> before = history.isEmpty() ? Map.of() : warnings(history.subList(0, history.size() - 1));
        List<String> fresh = new ArrayList<>();
        now.forEach((sign, text) -> {
            if (!before.containsKey(sign)) {
                fresh.add(text);
            }
        });
        return new Verdict(List.copyOf(fresh), collapse(history).or(() -> runaway(history)));
    }

    private Map<Sign, String> warnings(List<? extends SortedMap<String, Double>> history) {
        Map<Sign, String> warnings = new EnumMap<>(Sign.class);
        OptionalDouble kl = lastOf(history, "kl");
        if (kl.isPresent() && kl.getAsDouble() > settings.maxKl()) {
            warnings.put(
                    Sign.HIGH_KL,
                    ("KL to the starting policy is %.2f nats a token (limit %.1f over %d steps, then the run stops). Try a lower"
                                    + " learning rate or a klCoefficient above 0.")
                            .formatted(kl.getAsDouble(), settings.maxKl(), settings.window()));
        }
        if (history.size() < settings.window()) {
            return warnings;
        }
        double withoutSignal = recent(history, "frac_reward_zero_std").orElse(0);
        if (withoutSignal >= settings.withoutSignalWarning()) {
            warnings.put(
                    Sign.WITHOUT_SIGNAL,
                    ("%.0f %% of the groups had no signal over the last %d steps: all completions of a prompt got the same reward."
                                    + " Try more samples per prompt, a higher temperature, a reward with more shades, or prompts"
                                    + " that are neither too easy nor too hard.")
                            .formatted(100 * withoutSignal, settings.window()));
        }
        double mostCommon = recent(history, "completions/most_common_share").orElse(0);
        if (mostCommon >= settings.mostCommonWarning()) {
            warnings.put(
                    Sign.SAME_ANSWER,
                    ("%.0f %% of all completions over the last %d steps are one and the same text, whatever the prompt. If that is"
                                    + " not the right answer so often, lower the learning rate before the policy collapses.")
                            .formatted(100 * mostCommon, settings.window()));
        }
        double entropy = entropyShare(history);
        if (entropy <= settings.entropyWarning()) {
            warnings.put(
                    Sign.LOW_ENTROPY,
                    ("The entropy of the policy fell to %.0f %% of what it was in the first %d steps: it explores little now. Try a"
                                    + " lower learning rate, a larger clipHigh, or a higher temperature.")
                            .formatted(100 * entropy, settings.window()));
        }
        return warnings;
    }

    private Optional<String> collapse(List<? extends SortedMap<String, Double>> history) {
        if (history.size() < settings.window()) {
            return Optional.empty();
        }
        double withoutSignal = recent(history, "frac_reward_zero_std").orElse(0);
        double mostCommon = recent(history, "completions/most_common_share").orElse(0);
        double entropy = entropyShare(history);
        boolean same = mostCommon >= settings.mostCommonStop();
        boolean frozen = entropy <= settings.entropyStop() && rewardFell(history, REWARD_LOSS);
        boolean lost = rewardFell(history, REWARD_LOST);
        if (withoutSignal < settings.withoutSignalStop() || !(same || frozen || lost)) {
            return Optional.empty();
        }
        String sign = same
                ? "%.0f %% of the completions are one and the same text".formatted(100 * mostCommon)
                : frozen
                        ? "the entropy is %.1f %% of what it was, while the reward is below its best"
                                .formatted(100 * entropy)
                        : "the reward is less than half of its best";
        return Optional.of(
                ("The policy collapsed: over the last %d steps %.0f %% of the groups had no signal, and %s. Its"
                                + " answers to a prompt all earn the same, so there is nothing left to learn from. The usual cause is a learning"
                                + " rate that is too high. The last checkpoints are kept: evaluate an earlier one, or start a new run with a"
                                + " third of the learning rate, more prompts a step, or a klCoefficient such as 0.02.")
                        .formatted(settings.window(), 100 * withoutSignal, sign));
    }

    private Optional<String> runaway(List<? extends SortedMap<String, Double>> history) {
        double[] recent = values(tail(history), "kl").sorted().toArray();
        if (recent.length < settings.window() || recent[recent.length / 2] <= settings.maxKl()) {
            return Optional.empty();
        }
        return Optional.of(
                ("KL to the starting policy ran away: its median over the last %d steps is %.2f nats a token (limit %.1f)."
                                + " The policy has left the text that it was trained on. The last checkpoints are kept: evaluate an earlier"
                                + " one, or start a new run with a lower learning rate or a klCoefficient such as 0.02.")
                        .formatted(settings.window(), recent[recent.length / 2], settings.maxKl()));
    }

    /** Entropy of the window as a share of that of the first steps; 1 while they overlap or where it was not measured. */
    private double entropyShare(List<? extends SortedMap<String, Double>> history) {
        if (history.size() < 2 * settings.window()) {
            return 1;
        }
        OptionalDouble start =
                values(history.subList(0, settings.window()), "entropy").average();
        OptionalDouble now = recent(history, "entropy");
        return start.isPresent() && now.isPresent() && start.getAsDouble() > 0
                ? now.getAsDouble() / start.getAsDouble()
                : 1;
    }

    private boolean rewardFell(List<? extends SortedMap<String, Double>> history, double share) {
        double best = Double.NEGATIVE_INFINITY;
        double worst = Double.POSITIVE_INFINITY;
        for (int end = settings.window(); end <= history.size(); end++) {
            double mean = values(history.subList(end - settings.window(), end), "reward")
                    .average()
                    .orElse(Double.NaN);
            best = Math.max(best, mean);
            worst = Math.min(worst, mean);
        }
        double now = recent(history, "reward").orElse(Double.NaN);
        return best - now > share * Math.max(best - worst, Math.abs(best));
    }

    private List<? extends SortedMap<String, Double>> tail(List<? extends SortedMap<String, Double>> history) {
        return history.subList(Math.max(0, history.size() - settings.window()), history.size());
    }

    private OptionalDouble recent(List<? extends SortedMap<String, Double>> history, String name) {
        return values(tail(history), name).average();
    }

    private static OptionalDouble lastOf(List<? extends SortedMap<String, Double>> history, String name) {
        return history.isEmpty()
                ? OptionalDouble.empty()
                : values(history.subList(history.size() - 1, history.size()), name)
                        .findFirst();
    }

    private static DoubleStream values(List<? extends SortedMap<String, Double>> steps, String name) {
        return steps.stream().filter(step -> step.containsKey(name)).mapToDouble(step -> step.get(name));
    }
}
