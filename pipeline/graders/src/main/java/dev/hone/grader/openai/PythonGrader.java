package dev.hone.grader.openai;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hone.grader.contract.GradedSample;
import dev.hone.grader.contract.LambdaContract;
import dev.hone.grader.python.PythonCall;
import dev.hone.grader.python.PythonException;
import dev.hone.grader.python.PythonFailure;
import dev.hone.grader.python.PythonPool;
import dev.hone.grader.python.PythonResult;
import dev.hone.grader.python.PythonSettings;
import dev.hone.grader.python.PythonSource;
import dev.hone.reward.RewardParameters;
import dev.hone.reward.RewardResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** {@code python}: the number that {@code grade(sample, item)} of a source returns, in a worker of its own. */
record PythonGrader(PythonPool pool, OptionalDouble passThreshold) implements Grader {

    private static final String SOURCE = "source";
    private static final String FUNCTION = "grade";

    /** Python writes NaN, which is no score and no broken reply. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    /** Where Python could not be had, rather than went wrong. */
    private static final Set<String> OF_THE_SERVER =
            Set.of(PythonFailure.NOT_STARTED, PythonFailure.CRASHED, PythonFailure.EXITED);

    /** Starts Python; empty where that makes no sense, or a problem was reported. */
    static Optional<Grader> read(RewardParameters parameters, PythonSettings settings) {
        String source = parameters.requiredText(SOURCE);
        parameters.text("image_tag"); // of OpenAI's containers: the interpreter is that of the parameters
        OptionalDouble passThreshold = LambdaContract.passThreshold(parameters, "pass_threshold");
        if (parameters.hasProblems()) {
            return Optional.empty();
        }
        try {
            PythonPool pool = PythonPool.open(new PythonSource("grader.py", source), settings);
            boolean grades = pool.functions().stream()
                    .anyMatch(function -> function.name().equals(FUNCTION)
                            && function.required().size() <= 2
                            && function.parameters().size() >= 2);
            if (!grades) {
                pool.close();
                parameters.problem(
                        SOURCE, "defines no function grade(sample, item)", "Write def grade(sample, item): …");
                return Optional.empty();
            }
            return Optional.of(new PythonGrader(pool, passThreshold));
        } catch (PythonException e) {
            parameters.problem(SOURCE, e.getMessage(), e.fix());
            return Optional.empty();
        }
    }

    @Override
    public List<RewardResult> grade(List<GradedSample> samples) {
        List<PythonCall> calls = samples.stream()
                .map(sample -> PythonCall.of(sample.sample(), sample.item()))
                .toList();
        try {
            return pool.call(FUNCTION, calls).stream()
                    .map(result -> Scores.attempt(() -> score(result)))
                    .toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Python graded", e);
        }
    }

    private RewardResult score(PythonResult result) {
        if (result instanceof PythonResult.Returned returned) {
            JsonNode value = parsed(returned.json());
            double score = value.isBoolean() ? (value.booleanValue() ? 1 : 0) : value.doubleValue();
            if ((!value.isNumber() && !value.isBoolean()) || !Double.isFinite(score)) {
                throw new GraderException(
                        GraderException.PYTHON_RUNTIME, "grade returned no number: " + cut(value.toString()));
            }
            return Scores.of(score, passThreshold, returned.printed());
        }
        PythonFailure failure = ((PythonResult.Failed) result).failure();
        throw new GraderException(
                OF_THE_SERVER.contains(failure.kind()) ? GraderException.PYTHON_SERVER : GraderException.PYTHON_RUNTIME,
                failure.toString());
    }

    private static JsonNode parsed(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException("a worker of Python gave what is no JSON", e);
        }
    }

    private static String cut(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }

    @Override
    public void close() {
        pool.close();
    }
}
