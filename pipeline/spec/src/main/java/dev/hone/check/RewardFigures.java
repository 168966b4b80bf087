package dev.hone.check;

import dev.hone.reward.RewardResult;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the rules decide from.
 *
 * @param prompts how many were tried
 * @param withReference how many of them have a reference
 * @param unscored prompts whose most natural answer has no reward
 * @param maxErrorShare share of rows without a reward at which a training stops, 0 to 1
 * @param probes figures of each kind of answer that was scored
 * @param referencesAtTop references that have the highest reward of all references, or nearly, or succeed
 * @param lowestReference id of the prompt whose reference has the lowest reward; empty where no reference has one
 * @param outcomes references of which the reward says whether they succeed
 * @param succeeded how many of these do
 * @param repeated answers that were scored twice
 * @param unsteady how many of these got another reward the second time
 */
public record RewardFigures(
        int prompts,
        int withReference,
        int unscored,
        double maxErrorShare,
        Map<Probe, ProbeFigures> probes,
        int referencesAtTop,
        String lowestReference,
        int outcomes,
        int succeeded,
        int repeated,
        int unsteady) {

    /** Of the highest reward: what is within this of it is as high. */
    private static final double NEARLY = 0.02;

    /**
     * The figures.
     *
     * @param again rewards of some of the answers, scored once more
     */
    public static RewardFigures of(List<ProbedPrompt> prompts, List<ProbedPrompt> again, double maxErrorShare) {
        Map<Probe, ProbeFigures> probes = new EnumMap<>(Probe.class);
        Stream.of(Probe.values())
                .forEach(probe -> ProbeFigures.of(probe, prompts).ifPresent(figures -> probes.put(probe, figures)));
        List<ProbedPrompt> withReward = prompts.stream()
                .filter(prompt -> prompt.reward(Probe.REFERENCE).isPresent())
                .sorted(Comparator.comparingDouble(
                        prompt -> prompt.reward(Probe.REFERENCE).getAsDouble()))
                .toList();
        List<RewardResult> references = withReward.stream()
                .flatMap(prompt -> prompt.result(Probe.REFERENCE).stream())
                .toList();
        double top = references.isEmpty()
                ? 0
                : references.get(references.size() - 1).reward().orElseThrow();
        List<Boolean> outcomes =
                references.stream().flatMap(result -> result.outcome().stream()).toList();
        Steadiness steadiness = Steadiness.of(prompts, again);
        return new RewardFigures(
                prompts.size(),
                (int) prompts.stream()
                        .filter(prompt -> prompt.prompt().referenceAnswer().isPresent())
                        .count(),
                (int) prompts.stream().filter(ProbedPrompt::naturalFailed).count(),
                maxErrorShare,
                probes,
                (int) references.stream()
                        .filter(result -> result.reward().orElseThrow() >= top - NEARLY * Math.abs(top)
                                || result.outcome().orElse(false))
                        .count(),
                withReward.isEmpty() ? "" : withReward.get(0).prompt().promptId(),
                outcomes.size(),
                (int) outcomes.stream().filter(Boolean::booleanValue).count(),
                steadiness.repeated(),
                steadiness.unsteady());
    }

    /** Whether a training would stop because too many rows have no reward. */
    boolean hasTooManyErrors() {
        return unscored > 0 && unscored > maxErrorShare * prompts;
    }

    Optional<ProbeFigures> probe(Probe probe) {
        return Optional.ofNullable(probes.get(probe));
    }

    /** The figures of an answer that has a reward somewhere. */
    Optional<ProbeFigures> scored(Probe probe) {
        return probe(probe).filter(ProbeFigures::hasReward);
    }

    /** The answers of a sort that have a reward somewhere. */
    List<ProbeFigures> scored(Probe.Sort sort) {
        return probes.values().stream()
                .filter(figures -> figures.probe().sort() == sort && figures.hasReward())
                .toList();
    }

    /** The span of all rewards; 0 where there are none. */
    double range() {
        double highest = probes.values().stream()
                .filter(ProbeFigures::hasReward)
                .mapToDouble(ProbeFigures::highest)
                .max()
                .orElse(0);
        return highest - lowest();
    }

    double lowest() {
        return probes.values().stream()
                .filter(ProbeFigures::hasReward)
                .mapToDouble(ProbeFigures::lowest)
                .min()
                .orElse(0);
    }
}
