package dev.hone.check;

import dev.hone.reward.RewardResult;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;

/**
 * The rewards of one kind of answer over all prompts.
 *
 * @param answers how many were scored, errors included
 * @param errors how many of them have no reward
 * @param mean of those that have one; NaN without any
 * @param lowest of them; NaN without any
 * @param highest of them; NaN without any
 * @param compared prompts where this answer and the reference have a reward
 * @param asGood on how many of these it has the reference's reward, or more
 * @param firstError what was wrong, of the first that has no reward
 */
public record ProbeFigures(
        Probe probe,
        int answers,
        int errors,
        double mean,
        double lowest,
        double highest,
        int compared,
        int asGood,
        Optional<String> firstError) {

    /** Rewards that differ by less are the same. */
    static final double SAME = 1e-6;

    static Optional<ProbeFigures> of(Probe probe, List<ProbedPrompt> prompts) {
        List<RewardResult> results = prompts.stream()
                .flatMap(prompt -> prompt.result(probe).stream())
                .toList();
        if (results.isEmpty()) {
            return Optional.empty();
        }
        DoubleSummaryStatistics rewards = results.stream()
                .flatMapToDouble(result -> result.reward().stream())
                .summaryStatistics();
        boolean none = rewards.getCount() == 0;
        List<ProbedPrompt> compared = prompts.stream()
                .filter(prompt -> prompt.reward(probe).isPresent()
                        && prompt.reward(Probe.REFERENCE).isPresent())
                .toList();
        return Optional.of(new ProbeFigures(
                probe,
                results.size(),
                (int) (results.size() - rewards.getCount()),
                none ? Double.NaN : rewards.getAverage(),
                none ? Double.NaN : rewards.getMin(),
                none ? Double.NaN : rewards.getMax(),
                compared.size(),
                (int) compared.stream()
                        .filter(prompt -> prompt.reward(probe).getAsDouble()
                                >= prompt.reward(Probe.REFERENCE).getAsDouble() - SAME)
                        .count(),
                results.stream().flatMap(result -> result.error().stream()).findFirst()));
    }

    boolean hasReward() {
        return errors < answers;
    }

    /** On what share of the prompts it is as good as the reference; 0 where nothing can be compared. */
    double asGoodShare() {
        return compared == 0 ? 0 : (double) asGood / compared;
    }
}
