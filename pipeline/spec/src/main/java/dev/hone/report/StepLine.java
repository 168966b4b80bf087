package dev.hone.report;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What the console says about one step; one line that a person and grep both like.
 *
 * @param step the step, from 1
 * @param steps planned steps
 * @param reward mean reward of the step
 * @param rewardBefore mean reward of the step before
 * @param kl divergence from the policy that the run started with, in nats a token, where it is computed
 * @param completionTokens mean length of the completions
 * @param errors completions without a reward
 * @param completions completions of the step
 * @param groupsWithoutSignal groups that taught nothing
 * @param groups groups of the step, those that were replaced too
 * @param groupsReplaced groups without signal for which further prompts were sampled
 * @param seconds time of the step
 * @param secondsLeft expected time to the last step
 * @param validationAccuracy where the step ended with an evaluation
 * @param validationUnscored answers of that evaluation that could not be scored
 * @param auditReward mean reward of its audit, where there is one
 */
public record StepLine(
        int step,
        int steps,
        double reward,
        OptionalDouble rewardBefore,
        OptionalDouble kl,
        double completionTokens,
        int errors,
        int completions,
        int groupsWithoutSignal,
        int groups,
        int groupsReplaced,
        double seconds,
        double secondsLeft,
        OptionalDouble validationAccuracy,
        int validationUnscored,
        OptionalDouble auditReward) {

    /** The line. */
    public String text() {
        return text(Terminal.NONE);
    }

    /** The line in the colours of a terminal: how the reward has moved, and what could not be scored. */
    String text(Terminal terminal) {
        String change = rewardBefore.isPresent() ? change(reward - rewardBefore.getAsDouble(), terminal) : "         ";
        String unrewarded = "errors " + errors + "/" + completions;
        String validation = validationAccuracy.isPresent()
                ? String.format(Locale.ROOT, "  validation %.1f %%", 100 * validationAccuracy.getAsDouble())
                : "";
        String unscored = validationUnscored > 0 ? " (" + validationUnscored + " unscored)" : "";
        String audit =
                auditReward.isPresent() ? String.format(Locale.ROOT, "  audit %.3f", auditReward.getAsDouble()) : "";
        String replaced = groupsReplaced > 0 ? " (" + groupsReplaced + " replaced)" : "";
        return String.format(
                Locale.ROOT,
                "step %d/%d  reward %.3f%s  kl %s  len %.1f  %s  no signal %d/%d%s  %.1f s  eta %s%s%s%s%s",
                step,
                steps,
                reward,
                change,
                kl.isPresent() ? String.format(Locale.ROOT, "%.4f", kl.getAsDouble()) : "–",
                completionTokens,
                errors > 0 ? terminal.bad(unrewarded) : unrewarded,
                groupsWithoutSignal,
                groups,
                replaced,
                seconds,
                step == 1 && step < steps ? "<" : "", // the first step also warms the machine up
                duration(secondsLeft),
                validation,
                unscored,
                audit);
    }

    private static String change(double change, Terminal terminal) {
        String text = String.format(Locale.ROOT, " (%+.3f)", change);
        return change < 0 ? terminal.warning(text) : terminal.good(text);
    }

    static String duration(double seconds) {
        long whole = Math.round(seconds);
        return whole < 3600
                ? String.format(Locale.ROOT, "%dm%02ds", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%dh%02dm", whole / 3600, whole % 3600 / 60);
    }
}
