package dev.hone.reward.builtin.composite;

import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardParameters;
import dev.hone.reward.grader.formula.Formula;
import dev.hone.reward.grader.formula.FormulaException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Makes a composite from its definition. */
final class CompositeReading {

    private static final int REVISION = 1;
    private static final double GREATEST = 1e9;
    private static final String ALL = "all";
    private static final String FORMULA = "formula";
    private static final String GATE_REWARD = "gateReward";
    private static final String GROUP_NORMALIZE = "groupNormalize";
    private static final String RANGE = "rewardRange";

    private final RewardParameters parameters;
    private final Set<String> names = new LinkedHashSet<>();
    private final boolean hasFormula;

    private CompositeReading(RewardParameters parameters) {
        this.parameters = parameters;
        this.hasFormula = parameters.has(FORMULA);
    }

    static RewardFunction read(RewardParameters parameters) {
        return new CompositeReading(parameters).function();
    }

    private RewardFunction function() {
        List<Part> parts = new ArrayList<>();
        List<RewardParameters> definitions = parameters.parts("parts");
        definitions.forEach(definition -> part(definition).ifPresent(parts::add));
        if (definitions.isEmpty()) {
            parameters.problem("parts", "is missing or empty", "List reward definitions, each with a weight");
        }
        Combination combination = hasFormula ? calculation(parts) : sum(parts);
        Set<String> outcomes = new LinkedHashSet<>(names);
        outcomes.add(ALL);
        String outcome = parameters.choice("outcome", ALL, outcomes);
        return new CompositeFunction(
                parameters.kind(),
                parameters.version(REVISION + codeOf(parts)),
                List.copyOf(parts),
                combination,
                gateReward(parts),
                outcome.equals(ALL) ? "" : outcome);
    }

    private Optional<Part> part(RewardParameters definition) {
        String name = definition.text("name").orElse(definition.kind());
        if (!names.add(name) && !name.isEmpty()) {
            definition.problem("name", "two parts are called " + name, "Give each part a name of its own");
        }
        if (hasFormula && definition.has("weight")) {
            definition.problem("weight", "has no meaning beside a formula", "Write it into the formula");
        }
        boolean isGate = definition.has("gate");
        OptionalDouble gate =
                isGate ? OptionalDouble.of(definition.number("gate", 1, -GREATEST, GREATEST)) : OptionalDouble.empty();
        boolean isOptional = definition.flag("optional", false);
        if (isGate && isOptional) {
            definition.problem("optional", "a gate cannot be left out", "Remove optional, or gate");
        }
        double weight = definition.number("weight", isGate ? 0 : 1, -1e6, 1e6);
        Optional<Part.Range> range = range(definition);
        GroupScale scale = GroupScale.valueOf(definition
                .choice(GROUP_NORMALIZE, "none", Set.of("none", "z", "rank"))
                .toUpperCase(Locale.ROOT));
        return definition.function().map(function -> new Part(name, weight, function, gate, range, scale, isOptional));
    }

    private static Optional<Part.Range> range(RewardParameters definition) {
        if (!definition.has(RANGE)) {
            return Optional.empty();
        }
        if (definition.values().get(RANGE) instanceof List<?> ends
                && ends.size() == 2
                && ends.get(0) instanceof Number least
                && ends.get(1) instanceof Number greatest
                && least.doubleValue() < greatest.doubleValue()
                && Math.max(Math.abs(least.doubleValue()), Math.abs(greatest.doubleValue())) <= GREATEST) {
            return Optional.of(new Part.Range(least.doubleValue(), greatest.doubleValue()));
        }
        definition.problem(
                RANGE,
                "must be two numbers, the lower one first, got "
                        + definition.values().get(RANGE),
                "Write the rewards that become 0 and 1, such as [1, 5]");
        return Optional.empty();
    }

    private Combination sum(List<Part> parts) {
        Map<String, Double> weights = new LinkedHashMap<>();
        parts.forEach(part -> weights.put(part.name(), part.weight()));
        boolean haveGates = parts.stream().anyMatch(part -> part.gate().isPresent());
        if (haveGates && weights.values().stream().allMatch(weight -> weight == 0)) {
            parameters.problem("parts", "no part has a weight", "Add a part that is no gate, or give a gate a weight");
        }
        return new Combination.Sum(weights, parameters.flag("normalizeWeights", false));
    }

    private Combination calculation(List<Part> parts) {
        if (parameters.has("normalizeWeights")) {
            parameters.problem("normalizeWeights", "has no meaning beside a formula", "Remove it, or formula");
        }
        Formula formula = formula();
        formula.names().stream()
                .filter(name -> !names.contains(name))
                .sorted()
                .forEach(name -> parameters.unknown(FORMULA, "there is no part " + name, name, names));
        parts.stream()
                .filter(part -> part.isOptional() && formula.names().contains(part.name()))
                .forEach(part -> parameters.problem(
                        FORMULA,
                        "the part " + part.name() + " is optional, and a formula has no value without it",
                        "Use weights, or remove optional"));
        return new Combination.Calculation(formula);
    }

    private Formula formula() {
        Optional<String> text = parameters.text(FORMULA);
        try {
            Formula formula = Formula.parse(text.orElse("0"));
            if (text.isPresent() && formula.names().isEmpty()) {
                parameters.problem(
                        FORMULA, "names no part", "Use the names of parts, such as 0.7 * right + 0.3 * clear");
            }
            return formula;
        } catch (FormulaException e) {
            parameters.problem(FORMULA, e.getMessage(), "Use + - * / ^, brackets, functions and the names of parts");
            return Formula.parse("0");
        }
    }

    /** A completion below the mean must not do better by failing: beside such rewards, what a failed gate gives is the user's to say. */
    private double gateReward(List<Part> parts) {
        boolean haveGates = parts.stream().anyMatch(part -> part.gate().isPresent());
        boolean fallBelowZero = parts.stream().anyMatch(part -> part.scale() == GroupScale.Z);
        if (haveGates && fallBelowZero && !parameters.has(GATE_REWARD)) {
            parameters.problem(
                    GATE_REWARD,
                    "is missing: with groupNormalize z rewards fall below 0, and a failed gate would give 0",
                    "Write one that is lower than any other, such as -3, or use groupNormalize rank");
        }
        return parameters.number(GATE_REWARD, 0, -GREATEST, GREATEST);
    }

    /** The versions of the parts, whose code may change while this class does not. */
    private static String codeOf(List<Part> parts) {
        StringBuilder versions = new StringBuilder();
        parts.forEach(part -> versions.append('/').append(part.function().version()));
        return versions.toString();
    }
}
