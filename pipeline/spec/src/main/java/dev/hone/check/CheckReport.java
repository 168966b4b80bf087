package dev.hone.check;

import dev.hone.error.ConfigException;
import dev.hone.error.DataException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a check found.
 *
 * @param reward name and version of the reward function
 * @param description what it rewards, in words
 * @param source where the prompts came from, in words
 * @param form how references were written as answers
 * @param contract what the prompts bring
 * @param hints which field was probably meant
 * @param figures the rewards
 * @param cost of scoring; empty where it was not measured
 * @param findings what is to be said against the reward
 */
public record CheckReport(
        String reward,
        String description,
        String source,
        ReferenceForm form,
        Contract contract,
        List<String> hints,
        RewardFigures figures,
        Optional<StepCost> cost,
        List<Finding> findings) {

    public CheckReport {
        hints = List.copyOf(hints);
        findings = List.copyOf(findings);
    }

    public Fitness fitness() {
        return Fitness.of(findings);
    }

    /**
     * Ends the command where the reward is unfit.
     *
     * @param rest of the message, after "the reward is unfit to train with"
     * @throws DataException where it is unfit because rows get no reward
     * @throws ConfigException where it is unfit otherwise
     */
    public void requireFit(String rest) {
        if (fitness() == Fitness.UNFIT) {
            String message = "the reward is unfit to train with" + rest;
            throw figures.hasTooManyErrors() ? new DataException(message) : new ConfigException(message);
        }
    }

    /** The verdict in one line, for the head of a training. */
    public String line() {
        String references = figures.scored(Probe.REFERENCE)
                .map(reference -> ", references " + FitnessRules.number(reference.mean()))
                .orElse("");
        String tricks = figures.scored(Probe.Sort.TRICK).stream()
                .max(Comparator.comparingDouble(ProbeFigures::mean))
                .map(trick -> ", the best of the tricks " + FitnessRules.number(trick.mean()))
                .orElse("");
        return "Reward " + reward + " is " + fitness().word() + ": tried on " + figures.prompts() + " prompts"
                + references + tricks;
    }

    /** Why the reward is not fit, and which fields were probably meant: a line each. */
    public String reasons() {
        StringBuilder reasons = new StringBuilder();
        findings.forEach(
                finding -> reasons.append("  - ").append(finding.text()).append('\n'));
        hints.forEach(hint -> reasons.append("  - ").append(hint).append('\n'));
        return reasons.toString();
    }
}
