package dev.hone.grader.judge.answer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.reward.grader.JsonReading;
import dev.hone.reward.grader.schema.JsonSchema;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An answer that ends in a JSON object of a known form. Endpoints that enforce the form help; it is checked here all the same.
 *
 * @param <V> the verdict
 */
public final class JsonAnswer<V> implements AnswerReader<V> {

    private static final int SHOWN_ERRORS = 3;

    /** Makes the verdict of an object that keeps to the schema. */
    @FunctionalInterface
    public interface Verdict<V> {
        /**
         * The verdict that an object gives.
         *
         * @throws UnreadableAnswerException if it breaks a rule that the schema cannot say
         */
        V of(ObjectNode object) throws UnreadableAnswerException;
    }

    private final String form;
    private final String instruction;
    private final JsonSchema schema;
    private final Verdict<V> verdict;

    /** @param form JSON Schema, of {@link AnswerSchema} */
    public JsonAnswer(ObjectNode form, Verdict<V> verdict) {
        this.form = form.toString();
        this.instruction = "Answer with one JSON object of this form and nothing behind it:\n" + SchemaExample.of(form);
        this.schema = JsonSchema.of(form);
        this.verdict = verdict;
    }

    @Override
    public Optional<String> schema() {
        return Optional.of(form);
    }

    @Override
    public String instruction() {
        return instruction;
    }

    @Override
    public V read(String text) throws UnreadableAnswerException {
        ObjectNode object = JsonReading.lastObject(text)
                .orElseThrow(() -> new UnreadableAnswerException("it does not end in one whole JSON object"));
        String errors = schema.violations(object).stream()
                .limit(SHOWN_ERRORS)
                .map(JsonSchema.Violation::toString)
                .collect(Collectors.joining("; "));
        if (!errors.isEmpty()) {
            throw new UnreadableAnswerException(errors);
        }
        return verdict.of(object);
    }
}
