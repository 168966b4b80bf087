package dev.hone.grader.openai;

import dev.hone.grader.contract.GradedSample;
import dev.hone.grader.contract.LambdaContract;
import dev.hone.reward.RewardParameters;
import dev.hone.reward.RewardResult;
import dev.hone.reward.Suggestions;
import dev.hone.reward.grader.formula.Formula;
import dev.hone.reward.grader.formula.FormulaException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.IntStream;

/** {@code multi}: a formula over the scores of other graders, which become the components. Without one of them there is no score. */
record MultiGrader(Map<String, Grader> graders, Formula formula, OptionalDouble passThreshold) implements Grader {

    private static final String FORMULA = "calculate_output";

    static MultiGrader read(RewardParameters parameters, Function<RewardParameters, Optional<Grader>> reader) {
        Map<String, Grader> graders = new LinkedHashMap<>();
        parameters.sections("graders").forEach((name, section) -> reader.apply(section)
                .ifPresent(grader -> graders.put(name, grader)));
        if (!parameters.has("graders")) {
            parameters.problem("graders", "is missing", "Name graders: {\"x\": {\"type\": …}, …}");
        }
        return new MultiGrader(
                graders, formula(parameters), LambdaContract.passThreshold(parameters, "pass_threshold"));
    }

    private static Formula formula(RewardParameters parameters) {
        String text = parameters.requiredText(FORMULA);
        try {
            Formula formula = Formula.parse(text);
            List<String> named = List.copyOf(parameters.map("graders").keySet());
            formula.names().stream()
                    .filter(name -> !named.contains(name))
                    .forEach(name ->
                            parameters.problem(FORMULA, "there is no grader " + name, Suggestions.fix(name, named)));
            return formula;
        } catch (FormulaException e) {
            if (!text.isEmpty()) {
                parameters.problem(
                        FORMULA,
                        e.getMessage(),
                        "Write names of graders, numbers, + - * / ^ and min, max, abs, floor, ceil, exp, sqrt, log");
            }
            return Formula.parse("0");
        }
    }

    @Override
    public List<RewardResult> grade(List<GradedSample> samples) {
        Map<String, List<RewardResult>> byGrader = new LinkedHashMap<>();
        graders.forEach((name, grader) -> byGrader.put(name, grader.grade(samples)));
        return IntStream.range(0, samples.size())
                .mapToObj(row -> {
                    Map<String, RewardResult> parts = new LinkedHashMap<>();
                    byGrader.forEach((name, results) -> parts.put(name, results.get(row)));
                    return Scores.attempt(() -> calculated(parts))
                            .with(sum(parts, RewardResult::costMicroUsd), sum(parts, RewardResult::latencyMillis));
                })
                .toList();
    }

    private RewardResult calculated(Map<String, RewardResult> parts) {
        Map<String, Double> scores = new LinkedHashMap<>();
        Map<String, Double> metrics = new LinkedHashMap<>();
        List<String> explanations = new ArrayList<>();
        for (Map.Entry<String, RewardResult> part : parts.entrySet()) {
            String name = part.getKey();
            RewardResult result = part.getValue();
            if (result.error().isPresent()) {
                return RewardResult.failed(inGrader(name, result.error().get()));
            }
            scores.put(name, result.reward().getAsDouble());
            result.components().forEach((inner, value) -> metrics.put(name + "." + inner, value));
            result.metrics().forEach((inner, value) -> metrics.put(name + "." + inner, value));
            if (!result.explanation().isEmpty()) {
                explanations.add(name + ": " + result.explanation());
            }
        }
        double score = value(scores);
        return new RewardResult(
                OptionalDouble.of(score),
                scores,
                metrics,
                passThreshold.isPresent() ? Optional.of(score >= passThreshold.getAsDouble()) : allPassed(parts),
                String.join("; ", explanations),
                Optional.empty());
    }

    private double value(Map<String, Double> scores) {
        try {
            return formula.value(scores);
        } catch (ArithmeticException e) {
            throw new GraderException(GraderException.FORMULA_PARSE, formula + ": " + e.getMessage());
        }
    }

    /** The kind of error stays in front. */
    private static String inGrader(String name, String error) {
        int colon = error.indexOf(": ");
        return colon < 0
                ? GraderException.OTHER + ": in grader " + name + ": " + error
                : error.substring(0, colon) + ": in grader " + name + error.substring(colon);
    }

    /** Whether all graders are passed that say so of themselves; empty where none does. */
    private static Optional<Boolean> allPassed(Map<String, RewardResult> parts) {
        return parts.values().stream().flatMap(part -> part.outcome().stream()).reduce(Boolean::logicalAnd);
    }

    /** Graders are asked one after the other, so what they took adds up. */
    private static OptionalLong sum(Map<String, RewardResult> parts, Function<RewardResult, OptionalLong> of) {
        return parts.values().stream()
                .flatMapToLong(part -> of.apply(part).stream())
                .reduce(Long::sum);
    }

    @Override
    public boolean asksSomebody() {
        return graders.values().stream().anyMatch(Grader::asksSomebody);
    }

    @Override
    public void close() {
        graders.values().forEach(Grader::close);
    }
}
