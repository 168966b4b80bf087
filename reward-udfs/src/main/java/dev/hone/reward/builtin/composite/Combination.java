package dev.hone.reward.builtin.composite;

import dev.hone.reward.grader.formula.Formula;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How the parts' rewards become one. */
sealed interface Combination {

    /**
     * The reward.
     *
     * @param values of the parts that have one, by name
     * @throws ArithmeticException if there is none
     */
    double of(Map<String, Double> values);

    /** The weights of the parts by name; empty where the reward is no weighted sum. */
    Map<String, Double> weights();

    /** In words. */
    String description(List<Part> parts);

    /**
     * Σ weight · value. The weight of a part without a value is shared out among the others in proportion to theirs.
     *
     * @param isNormalized divided by the sum of the weights' absolute values
     */
    record Sum(Map<String, Double> partWeights, boolean isNormalized) implements Combination {

        @Override
        public double of(Map<String, Double> values) {
            double sum = 0;
            double known = 0;
            double all = 0;
            for (Map.Entry<String, Double> part : partWeights.entrySet()) {
                Double value = values.get(part.getKey());
                all += Math.abs(part.getValue());
                if (value != null) {
                    sum += part.getValue() * value;
                    known += Math.abs(part.getValue());
                }
            }
            if (isNormalized && known > 0) {
                return sum / known;
            }
            if (values.size() == partWeights.size()) {
                return sum;
            }
            if (known == 0) {
                throw new ArithmeticException("no part that has a weight has a reward");
            }
            return sum * all / known;
        }

        @Override
        public Map<String, Double> weights() {
            double all = partWeights.values().stream().mapToDouble(Math::abs).sum();
            double scale = isNormalized && all > 0 ? all : 1;
            Map<String, Double> weights = new LinkedHashMap<>();
            partWeights.forEach((name, weight) -> weights.put(name, weight / scale));
            return weights;
        }

        @Override
        public String description(List<Part> parts) {
            Map<String, Double> weights = weights();
            return parts.stream()
                    .filter(part -> part.gate().isEmpty() || weights.get(part.name()) != 0)
                    .map(part -> weights.get(part.name()) + " × " + part.name() + " ("
                            + part.function().description() + ")")
                    .collect(Collectors.joining(" + ", "the sum ", ""));
        }
    }

    /** A formula over the parts' names. */
    record Calculation(Formula formula) implements Combination {

        @Override
        public double of(Map<String, Double> values) {
            return formula.value(values);
        }

        @Override
        public Map<String, Double> weights() {
            return Map.of();
        }

        @Override
        public String description(List<Part> parts) {
            return parts.stream()
                    .filter(part -> formula.names().contains(part.name()))
                    .map(part -> part.name() + " is " + part.function().description())
                    .collect(Collectors.joining(", ", formula + ", where ", ""));
        }
    }
}
