package dev.hone.grader.judge.answer;

import java.util.Optional;

/**
 * How a judge must answer, and what its answer then says.
 *
 * @param <V> the verdict
 */
public interface AnswerReader<V> {

    /** JSON Schema that the answer keeps to, where the endpoint can enforce one; empty where the answer is no JSON. */
    Optional<String> schema();

    /** What the judge is told about the form of its answer; empty where the prompt's author tells it. */
    String instruction();

    /**
     * The verdict.
     *
     * @param text the answer, without reasoning before it
     * @throws UnreadableAnswerException if there is none, or it breaks a rule
     */
    V read(String text) throws UnreadableAnswerException;
}
