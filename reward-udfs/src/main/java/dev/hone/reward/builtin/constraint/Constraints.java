package dev.hone.reward.builtin.constraint;

import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardKind;
import dev.hone.reward.RewardParameters;
import dev.hone.reward.RewardResult;
import dev.hone.reward.grader.constraint.Constraint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code constraints}: the weighted share of demands on the text that a completion meets; those that are gates must be met. */
public final class Constraints implements RewardKind {

    private static final int REVISION = 1;

    /** One demand. */
    private record Rule(String name, double weight, boolean gate, Constraint constraint) {}

    @Override
    public String kind() {
        return "constraints";
    }

    @Override
    public RewardFunction create(RewardParameters parameters) {
        List<Rule> rules = new ArrayList<>();
        parameters.sections("rules").forEach((name, section) -> {
            double weight = section.number("weight", 1, 0, 1e6);
            boolean gate = section.flag("gate", false);
            rules.add(new Rule(name, weight, gate, ConstraintReading.read(section)));
            section.reportUnknownKeys();
        });
        Optional<String> rulesField = parameters.text("rulesField");
        if (rulesField.isPresent()) {
            return new RowConstraints(parameters.version(REVISION), parameters.map("rules"), rulesField.get());
        }
        double weights = rules.stream().mapToDouble(Rule::weight).sum();
        if (rules.isEmpty()) {
            parameters.problem(
                    "rules", "is missing or empty", "Name at least one rule, each with a check, or rulesField");
        } else if (weights == 0) {
            parameters.problem("rules", "has no weight above 0", "Give at least one rule a weight");
        }
        return new Check(parameters.version(REVISION), List.copyOf(rules), weights);
    }

    private record Check(String version, List<Rule> rules, double weights) implements RewardFunction {

        /** Longer texts meet nothing. */
        private static final int MAX_CHARACTERS = 100_000;

        @Override
        public String name() {
            return "constraints";
        }

        @Override
        public String description() {
            String gates = rules.stream().filter(Rule::gate).map(Rule::name).collect(Collectors.joining(", "));
            return "the weighted share of the constraints "
                    + rules.stream().map(Rule::name).collect(Collectors.joining(", "))
                    + " that are met"
                    + (gates.isEmpty() ? "" : ", 0 unless " + gates + " are");
        }

        /** With gates the reward is no sum. */
        @Override
        public Map<String, Double> componentWeights() {
            Map<String, Double> shares = new LinkedHashMap<>();
            if (rules.stream().noneMatch(Rule::gate)) {
                rules.forEach(rule -> shares.put(rule.name(), rule.weight() / weights));
            }
            return shares;
        }

        @Override
        public RewardResult score(RewardInput input) {
            Map<String, Double> met = new LinkedHashMap<>();
            List<String> violations = new ArrayList<>();
            double sum = 0;
            boolean open = true;
            for (Rule rule : rules) {
                Optional<String> violation = violation(rule, input.completion());
                met.put(rule.name(), violation.isEmpty() ? 1.0 : 0.0);
                violation.ifPresent(why -> violations.add(rule.name() + ": " + why));
                sum += violation.isEmpty() ? rule.weight() : 0;
                open &= violation.isEmpty() || !rule.gate();
            }
            String explanation = violations.isEmpty() ? "all constraints are met" : String.join("; ", violations);
            return RewardResult.of(open ? sum / weights : 0, violations.isEmpty(), explanation)
                    .withComponents(met);
        }

        private static Optional<String> violation(Rule rule, String text) {
            return text.length() > MAX_CHARACTERS
                    ? Optional.of("more than " + MAX_CHARACTERS + " characters")
                    : rule.constraint().violation(text);
        }
    }
}
