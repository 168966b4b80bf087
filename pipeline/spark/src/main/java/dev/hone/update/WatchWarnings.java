package dev.hone.update;

import dev.hone.metrics.Metric;
import dev.hone.settings.WatchSettings;
import java.util.EnumMap;
import java.util.Map;

/** What {@link TrainingWatch} warns of: each sign with what it means and what to try. */
final class WatchWarnings {

    private final WatchSettings settings;

    WatchWarnings(WatchSettings settings) {
        this.settings = settings;
    }

    /** A sign that something goes wrong. */
    enum Sign {
        WITHOUT_SIGNAL,
        SAME_ANSWER,
        LOW_ENTROPY,
        HIGH_KL,
        CUT,
        LONGER
    }

    /** The signs that show in the latest steps. */
    Map<Sign, String> of(StepWindow steps) {
        Map<Sign, String> warnings = new EnumMap<>(Sign.class);
        kl(steps, warnings);
        if (steps.isFull()) {
            signal(steps, warnings);
            sameAnswer(steps, warnings);
            entropy(steps, warnings);
            lengths(steps, warnings);
        }
        return warnings;
    }

    private void kl(StepWindow steps, Map<Sign, String> warnings) {
        double perToken = steps.last(Metric.KL).orElse(0);
        double perCompletion = steps.last(Metric.KL_PER_COMPLETION).orElse(0);
        if (perToken > settings.maxKl() && perCompletion > settings.maxKlPerCompletion()) {
            warnings.put(
                    Sign.HIGH_KL,
                    ("KL to the starting policy is %.2f nats a token and %.0f a completion (limits %.1f and %.0f over %d steps, then"
                                    + " the run stops). Try a lower learning rate or a klCoefficient above 0.")
                            .formatted(
                                    perToken,
                                    perCompletion,
                                    settings.maxKl(),
                                    settings.maxKlPerCompletion(),
                                    settings.window()));
        }
    }

    private void signal(StepWindow steps, Map<Sign, String> warnings) {
        double withoutSignal = steps.recent(Metric.FRAC_REWARD_ZERO_STD).orElse(0);
        if (withoutSignal >= settings.withoutSignalWarning()) {
            warnings.put(
                    Sign.WITHOUT_SIGNAL,
                    ("%.0f %% of the groups had no signal over the last %d steps: all completions of a prompt got the same reward."
                                    + " Try more samples per prompt, a higher temperature, a reward with more shades, or prompts"
                                    + " that are neither too easy nor too hard.")
                            .formatted(100 * withoutSignal, settings.window()));
        }
    }

    private void sameAnswer(StepWindow steps, Map<Sign, String> warnings) {
        double mostCommon = steps.recent(Metric.COMPLETIONS_MOST_COMMON_SHARE).orElse(0);
        if (mostCommon >= settings.mostCommonWarning()) {
            warnings.put(
                    Sign.SAME_ANSWER,
                    ("%.0f %% of all completions over the last %d steps are one and the same text, whatever the prompt. If that is"
                                    + " not the right answer so often, lower the learning rate before the policy collapses.")
                            .formatted(100 * mostCommon, settings.window()));
        }
    }

    private void entropy(StepWindow steps, Map<Sign, String> warnings) {
        double entropy = steps.shareOfStart(Metric.ENTROPY);
        if (entropy <= settings.entropyWarning()) {
            warnings.put(
                    Sign.LOW_ENTROPY,
                    ("The entropy of the policy fell to %.0f %% of what it was in the first %d steps: it explores little now. Try a"
                                    + " lower learning rate, a larger clipHigh, or a higher temperature.")
                            .formatted(100 * entropy, settings.window()));
        }
    }

    /** Rewards that look at the start of an answer alone stay high while the policy forgets to end it. */
    private void lengths(StepWindow steps, Map<Sign, String> warnings) {
        double cut = steps.recent(Metric.COMPLETIONS_CLIPPED_RATIO).orElse(0);
        double cutAtFirst = steps.first(Metric.COMPLETIONS_CLIPPED_RATIO).orElse(0);
        if (cut >= settings.cutWarning()) {
            String why = cutAtFirst < settings.cutWarning()
                    ? "The policy has unlearned to end its answers; a reward that stays high does not look at their ends. Lower"
                            + " the learning rate, set train.overlong, or let the reward ask for an exact answer."
                    : "Raise train.inferenceMaxTokens where right answers are that long; else teach the policy to end: hone"
                            + " sft on short answers, or train.overlong.";
            warnings.put(
                    Sign.CUT,
                    "%.0f %% of the completions over the last %d steps were cut at inferenceMaxTokens (%.0f %% in the first %d). %s"
                            .formatted(100 * cut, settings.window(), 100 * cutAtFirst, settings.window(), why));
        }
        double longer = steps.shareOfStart(Metric.COMPLETIONS_MEAN_LENGTH);
        if (longer >= settings.longerWarning()) {
            warnings.put(
                    Sign.LONGER,
                    ("Completions are %.1f times as long as in the first %d steps. If they are not better for it, set train.overlong"
                                    + " or objective dr_grpo, which does not divide by length.")
                            .formatted(longer, settings.window()));
        }
    }
}
