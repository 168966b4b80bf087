package dev.hone.grader.judge.answer;

import dev.hone.reward.grader.LinearPattern;
import java.util.Optional;

/**
 * An answer in the words that a prompt's author asks for: the last match of a pattern holds the verdict in its first group.
 *
 * @param <V> the verdict
 */
public final class PatternAnswer<V> implements AnswerReader<V> {

    /** Makes a verdict of what the group holds. */
    @FunctionalInterface
    public interface Verdict<V> {
        /**
         * The verdict that a word gives.
         *
         * @throws UnreadableAnswerException if it is none
         */
        V of(String word) throws UnreadableAnswerException;
    }

    private final String regex;
    private final LinearPattern pattern;
    private final Verdict<V> verdict;

    /** @throws IllegalArgumentException if it is no pattern, or has no group */
    public PatternAnswer(String regex, Verdict<V> verdict) {
        this.regex = regex;
        this.pattern = new LinearPattern(regex);
        this.verdict = verdict;
        if (!pattern.hasGroup("1")) {
            throw new IllegalArgumentException("the pattern has no group for the verdict: " + regex);
        }
    }

    @Override
    public Optional<String> schema() {
        return Optional.empty();
    }

    @Override
    public String instruction() {
        return "";
    }

    @Override
    public V read(String text) throws UnreadableAnswerException {
        String word = pattern.last(text, false, "1")
                .orElseThrow(() -> new UnreadableAnswerException("it holds no verdict that matches " + regex));
        return verdict.of(word.strip());
    }
}
