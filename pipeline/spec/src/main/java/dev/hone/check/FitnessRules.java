package dev.hone.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules that say whether a reward is fit. The limits are rules of thumb. */
public final class FitnessRules {

    private static final double MOST = 0.5;
    private static final double SOME = 0.2;
    private static final double NEARLY_ALL = 0.95;
    private static final double HALF_THE_REWARD = 0.5;
    /** Of the span of rewards: what a reward may rise with length by chance. */
    private static final double RISE = 0.05;

    private static final int SHOWN = 3;

    /** Those that end the search: what the others would say follows from them. */
    private static final List<Function<RewardFigures, Optional<Finding>>> FUNDAMENTAL =
            List.of(FitnessRules::errors, FitnessRules::nothingDistinguished, FitnessRules::referencesNotAboveNothing);

    private static final List<Function<RewardFigures, Optional<Finding>>> OTHERS = List.of(
            FitnessRules::tricksThatPay,
            FitnessRules::tricksThatPaySometimes,
            FitnessRules::tricksThatPayHalf,
            FitnessRules::referencesNotAtTop,
            FitnessRules::referencesThatFail,
            FitnessRules::wrongAsGoodAsRight,
            FitnessRules::longerPays,
            FitnessRules::unsteady,
            FitnessRules::someErrors,
            FitnessRules::noReferences);

    private FitnessRules() {}

    /** What is to be said against a reward; empty where it is fit. */
    public static List<Finding> findings(RewardFigures figures) {
        for (Function<RewardFigures, Optional<Finding>> rule : FUNDAMENTAL) {
            Optional<Finding> finding = rule.apply(figures);
            if (finding.isPresent()) {
                return List.of(finding.get());
            }
        }
        return OTHERS.stream().flatMap(rule -> rule.apply(figures).stream()).toList();
    }

    private static Optional<Finding> errors(RewardFigures figures) {
        return when(
                figures.hasTooManyErrors(),
                () -> Finding.unfit(
                        "%d of %d prompts get no reward%s"
                                .formatted(figures.unscored(), figures.prompts(), firstError(figures)),
                        "Correct the reward, or the references that it reads"));
    }

    private static String firstError(RewardFigures figures) {
        return Stream.of(Probe.REFERENCE, Probe.LOGGED, Probe.EMPTY)
                .flatMap(probe -> figures.probe(probe).stream())
                .flatMap(probe -> probe.firstError().stream())
                .findFirst()
                .map(error -> ", such as: " + Excerpt.of(error))
                .orElse("");
    }

    private static Optional<Finding> nothingDistinguished(RewardFigures figures) {
        return when(
                figures.range() <= ProbeFigures.SAME,
                () -> new Finding(
                        figures.withReference() > 0 ? Fitness.UNFIT : Fitness.RISKY,
                        "every answer gets the same reward, " + number(figures.lowest())
                                + (figures.withReference() > 0 ? ", the references too" : ""),
                        "Look whether the reward finds the fields that it reads"));
    }

    private static Optional<Finding> referencesNotAboveNothing(RewardFigures figures) {
        return figures.scored(Probe.EMPTY)
                .filter(empty -> empty.asGoodShare() > MOST)
                .map(
                        empty -> Finding.unfit(
                                "an empty answer scores as much as the reference on %d of %d prompts (%s against %s on average)"
                                        .formatted(
                                                empty.asGood(),
                                                empty.compared(),
                                                number(empty.mean()),
                                                number(figures.probes()
                                                        .get(Probe.REFERENCE)
                                                        .mean())),
                                "Look whether the reward reads the reference, and whether a right answer must have another form"));
    }

    private static Optional<Finding> tricksThatPay(RewardFigures figures) {
        List<ProbeFigures> paying = figures.scored(Probe.Sort.TRICK).stream()
                .filter(trick -> trick.asGoodShare() > MOST)
                .toList();
        return when(
                !paying.isEmpty(),
                () -> Finding.unfit(
                        "what is no answer scores as much as the reference: " + shown(paying),
                        "A policy finds this. Let the reward ask for the answer itself, once, and for nothing else around it"));
    }

    private static Optional<Finding> tricksThatPaySometimes(RewardFigures figures) {
        List<ProbeFigures> paying = figures.scored(Probe.Sort.TRICK).stream()
                .filter(trick -> trick.asGoodShare() > SOME && trick.asGoodShare() <= MOST)
                .toList();
        return when(
                !paying.isEmpty(),
                () -> Finding.risky(
                        "what is no answer scores as much as the reference on some prompts: " + shown(paying),
                        "Look at these prompts; a policy may find it"));
    }

    private static Optional<Finding> tricksThatPayHalf(RewardFigures figures) {
        return figures.scored(Probe.REFERENCE).flatMap(reference -> {
            double least = figures.lowest();
            double limit = least + HALF_THE_REWARD * (reference.mean() - least);
            return figures.scored(Probe.Sort.TRICK).stream()
                    .filter(trick -> trick.asGoodShare() <= SOME && trick.mean() >= limit)
                    .max(Comparator.comparingDouble(ProbeFigures::mean))
                    .map(trick -> Finding.risky(
                            "%s earns %s on average, where the reference earns %s and the least is %s"
                                    .formatted(
                                            trick.probe().words(),
                                            number(trick.mean()),
                                            number(reference.mean()),
                                            number(least)),
                            "Partial credit should be far below that for a right answer"));
        });
    }

    private static Optional<Finding> referencesNotAtTop(RewardFigures figures) {
        return figures.scored(Probe.REFERENCE)
                .filter(reference ->
                        figures.referencesAtTop() < NEARLY_ALL * (reference.answers() - reference.errors()))
                .map(reference -> Finding.risky(
                        "%d of %d references do not get the highest reward, %s"
                                .formatted(
                                        reference.answers() - reference.errors() - figures.referencesAtTop(),
                                        reference.answers() - reference.errors(),
                                        number(reference.highest())),
                        "Look at the lowest, prompt %s: its reference is wrong, or the reward"
                                .formatted(figures.lowestReference())));
    }

    private static Optional<Finding> referencesThatFail(RewardFigures figures) {
        return when(
                figures.succeeded() < NEARLY_ALL * figures.outcomes(),
                () -> Finding.risky(
                        "of %d references only %d count as success".formatted(figures.outcomes(), figures.succeeded()),
                        "Accuracy will look too low; let the outcome be true for a right answer"));
    }

    private static Optional<Finding> wrongAsGoodAsRight(RewardFigures figures) {
        return figures.scored(Probe.OTHER_REFERENCE)
                .filter(other -> other.asGoodShare() > MOST)
                .map(other -> Finding.risky(
                        "the reference of another prompt scores as much as the prompt's own on %d of %d"
                                .formatted(other.asGood(), other.compared()),
                        "The reward sees the form and not whether an answer is right; add a part that compares"));
    }

    private static Optional<Finding> longerPays(RewardFigures figures) {
        List<String> rises = new ArrayList<>();
        figures.scored(Probe.REFERENCE).ifPresent(reference -> figures.scored(Probe.Sort.LONGER)
                .forEach(longer -> rise(figures, reference, longer).ifPresent(rises::add)));
        figures.scored(Probe.FILLER).ifPresent(one -> figures.scored(Probe.LONG_FILLER)
                .flatMap(many -> rise(figures, one, many))
                .ifPresent(rises::add));
        return when(
                !rises.isEmpty(),
                () -> Finding.risky(
                        "longer pays: " + String.join("; ", rises),
                        "A policy will write more and more. Give length a window, not a price"));
    }

    private static Optional<String> rise(RewardFigures figures, ProbeFigures shorter, ProbeFigures longer) {
        return longer.mean() > shorter.mean() + RISE * figures.range()
                ? Optional.of(longer.probe().words() + " earns " + number(longer.mean()) + ", "
                        + shorter.probe().words() + " " + number(shorter.mean()))
                : Optional.empty();
    }

    private static Optional<Finding> unsteady(RewardFigures figures) {
        return when(
                figures.unsteady() > 0,
                () -> Finding.risky(
                        "%d of %d answers got another reward the second time"
                                .formatted(figures.unsteady(), figures.repeated()),
                        "Chance in a reward is noise in the training: fix seeds, set a judge's temperature to 0, or let it vote"));
    }

    private static Optional<Finding> someErrors(RewardFigures figures) {
        List<ProbeFigures> failing = figures.probes().values().stream()
                .filter(probe -> probe.errors() > 0)
                .toList();
        return when(
                !failing.isEmpty(),
                () -> Finding.risky(
                        "some answers get an error in place of a reward: "
                                + failing.stream()
                                        .limit(SHOWN)
                                        .map(probe -> probe.probe().words() + ", " + probe.errors() + " of "
                                                + probe.answers() + " ("
                                                + Excerpt.of(probe.firstError().orElse("")) + ")")
                                        .collect(Collectors.joining("; ")),
                        "What a policy may well answer should get a low reward, not an error"));
    }

    private static Optional<Finding> noReferences(RewardFigures figures) {
        return when(
                figures.withReference() == 0 && figures.scored(Probe.LOGGED).isEmpty(),
                () -> Finding.risky(
                        "the prompts have neither references nor logged answers, so nobody knows whether right answers score most",
                        "Try the reward on a few that you know: hone reward check --sample FILE"));
    }

    private static Optional<Finding> when(boolean found, Supplier<Finding> finding) {
        return found ? Optional.of(finding.get()) : Optional.empty();
    }

    private static String shown(List<ProbeFigures> tricks) {
        return tricks.stream()
                .sorted(Comparator.comparingDouble(ProbeFigures::asGoodShare).reversed())
                .limit(SHOWN)
                .map(trick -> trick.probe().words() + " on " + trick.asGood() + " of " + trick.compared())
                .collect(Collectors.joining("; "));
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
