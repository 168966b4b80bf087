package dev.hone.serving.note;

import dev.hone.metrics.Metric;
import dev.hone.schema.StepRow;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Finds known bad patterns in the steps of a run: those that AWS's guide to reinforcement fine-tuning names (a plateau, validation that
 * falls while the reward rises, many errors), and those of reward hacking and collapse. Means of {@value #WINDOW} steps are compared, so
 * that one step says nothing.
 */
public final class Notes {

    private static final int WINDOW = 5;
    /** A plateau is said of this share of the run, and not before so many steps. */
    private static final int PLATEAU_STEPS = 20;

    private static final double PLATEAU_RISE = 0.005;
    private static final double CLEAR_RISE = 0.03;
    private static final double CLEAR_FALL = 0.03;
    private static final double MANY_ERRORS = 0.05;
    private static final double COLLAPSED_ENTROPY = 0.05;
    private static final double MANY_WITHOUT_SIGNAL = 0.7;
    private static final double MANY_CUT = 0.1;
    private static final double STRONG_CORRELATION = 0.6;
    private static final double CLEAR_GROWTH = 1.3;
    private static final double DRIFT = 0.1;

    private static final List<Function<List<StepRow>, Optional<Note>>> PATTERNS = List.of(
            Notes::auditFalls,
            Notes::validationFalls,
            Notes::errors,
            Notes::entropyGone,
            Notes::paidForLength,
            Notes::cut,
            Notes::noSignal,
            Notes::plateau);

    private Notes() {}

    /**
     * The patterns that are there, the gravest first.
     *
     * @param steps completed ones, in order
     */
    public static List<Note> of(List<StepRow> steps) {
        return PATTERNS.stream()
                .flatMap(pattern -> pattern.apply(steps).stream())
                .toList();
    }

    private static Optional<Note> auditFalls(List<StepRow> steps) {
        Curve drift = Curve.of(Metric.WATCH_AUDIT_DRIFT, steps);
        return drift.size() > 0 && drift.end(1).orElse(0) > DRIFT && rise(Curve.of(Metric.REWARD, steps)) > 0
                ? Optional.of(new Note(
                        "The reward rises and the audit does not",
                        String.format(
                                Locale.ROOT,
                                "Since the start the training reward has gained %.3f more than the audit on the validation answers.",
                                drift.end(1).orElse(0)),
                        "Read the best paid answers of the last step: the policy may have found what the reward pays for and nobody wants.",
                        drift.lastStep()))
                : Optional.empty();
    }

    private static Optional<Note> validationFalls(List<StepRow> steps) {
        Curve validation = Curve.of(Metric.VALIDATION_ACCURACY, steps);
        if (validation.size() < 2) {
            return Optional.empty();
        }
        Curve.Point best = validation.greatest();
        double now = validation.end(1).orElseThrow();
        return best.value() - now > CLEAR_FALL && rise(Curve.of(Metric.REWARD, steps)) > 0
                ? Optional.of(new Note(
                        "Validation falls while the reward rises",
                        String.format(
                                Locale.ROOT,
                                "Validation was %s at step %d and is %s now.",
                                percent(best.value()),
                                best.step(),
                                percent(now)),
                        "The policy learns the training prompts by heart. The policy of step " + best.step()
                                + " is the one that counts; more prompts, fewer epochs or a KL term help.",
                        validation.lastStep()))
                : Optional.empty();
    }

    private static Optional<Note> errors(List<StepRow> steps) {
        Curve errors = Curve.of(Metric.REWARDS_ERROR_RATE, steps);
        return above(
                errors,
                MANY_ERRORS,
                rate -> new Note(
                        "Many rewards could not be computed",
                        String.format(
                                Locale.ROOT, "%s of the completions of the last steps have no reward.", percent(rate)),
                        "Read the errors among the rollouts; hone reward check finds most causes before training.",
                        errors.lastStep()));
    }

    private static Optional<Note> entropyGone(List<StepRow> steps) {
        Curve entropy = Curve.of(Metric.ENTROPY, steps);
        double start = entropy.start(WINDOW).orElse(0);
        double end = entropy.end(WINDOW).orElse(start);
        return entropy.size() > WINDOW && end < COLLAPSED_ENTROPY * start
                ? Optional.of(new Note(
                        "The entropy is gone",
                        String.format(
                                Locale.ROOT,
                                "It was %.3f nats at the start and is %.4f now: every sample of a prompt is the same.",
                                start,
                                end),
                        "Nothing more is learned from equal samples. Lower the learning rate, raise the temperature, or end the run here.",
                        entropy.lastStep()))
                : Optional.empty();
    }

    private static Optional<Note> paidForLength(List<StepRow> steps) {
        Curve correlation = Curve.of(Metric.WATCH_CORRELATION_LENGTH, steps);
        Curve length = Curve.of(Metric.COMPLETIONS_MEAN_LENGTH, steps);
        double growth =
                length.end(WINDOW).orElse(0) / Math.max(1, length.start(WINDOW).orElse(1));
        double strength = correlation.end(WINDOW).orElse(0);
        return correlation.size() > WINDOW && strength > STRONG_CORRELATION && growth > CLEAR_GROWTH
                ? Optional.of(new Note(
                        "The reward pays for length",
                        String.format(
                                Locale.ROOT,
                                "Within groups reward and length go together (correlation %.2f), and answers are %.1f times as long as at the start.",
                                strength,
                                growth),
                        "Compare the longest with the shortest answers of a group. A penalty for length (train.overlong) or a reward that asks for brevity helps.",
                        length.lastStep()))
                : Optional.empty();
    }

    private static Optional<Note> cut(List<StepRow> steps) {
        Curve cut = Curve.of(Metric.COMPLETIONS_CLIPPED_RATIO, steps);
        return above(
                cut,
                MANY_CUT,
                share -> new Note(
                        "Many answers are cut",
                        String.format(
                                Locale.ROOT,
                                "%s of the completions of the last steps reach the limit of tokens.",
                                percent(share)),
                        "Raise train.inferenceMaxTokens, or reward brevity.",
                        cut.lastStep()));
    }

    private static Optional<Note> noSignal(List<StepRow> steps) {
        Curve none = Curve.of(Metric.FRAC_REWARD_ZERO_STD, steps);
        return above(
                none,
                MANY_WITHOUT_SIGNAL,
                share -> new Note(
                        "Most groups have no signal",
                        String.format(
                                Locale.ROOT,
                                "In %s of the groups of the last steps all rewards are equal, so nothing is learned from them.",
                                percent(share)),
                        "The prompts are too easy or too hard by now: take others, turn on train.dynamicSampling, or end the run here.",
                        none.lastStep()));
    }

    private static Optional<Note> plateau(List<StepRow> steps) {
        Curve reward = Curve.of(Metric.REWARD, steps);
        int half = reward.size() / 2;
        if (reward.size() < PLATEAU_STEPS) {
            return Optional.empty();
        }
        double gain = reward.end(WINDOW).orElseThrow()
                - reward.before(half).end(WINDOW).orElseThrow();
        return gain < PLATEAU_RISE
                ? Optional.of(new Note(
                        "The reward has stopped rising",
                        String.format(Locale.ROOT, "Over the last %d steps it changed by %+.3f.", half, gain),
                        "More steps of the same will hardly help: look at what the worst answers get wrong, or raise the learning rate.",
                        reward.lastStep()))
                : Optional.empty();
    }

    private static Optional<Note> above(Curve curve, double limit, Function<Double, Note> note) {
        return Stream.of(curve)
                .filter(there -> there.size() >= WINDOW)
                .flatMap(there -> there.end(WINDOW).stream().boxed())
                .filter(mean -> mean > limit)
                .map(note)
                .findFirst();
    }

    /** How much the reward has clearly risen; 0 where it has not. */
    private static double rise(Curve reward) {
        double rise = reward.end(WINDOW).orElse(0) - reward.start(WINDOW).orElse(0);
        return rise > CLEAR_RISE ? rise : 0;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
