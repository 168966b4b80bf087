package dev.hone.grader.judge.ask;

import java.util.Optional;

/**
 * What became of one question.
 *
 * @param verdict empty where the answer could not be read
 * @param problem why it could not; empty where it could
 * @param repaired whether a second answer was asked for
 * @param <V> the verdict
 */
record Vote<V>(Optional<V> verdict, String problem, boolean repaired, Spending spending) {

    static <V> Vote<V> read(V verdict, boolean repaired, Spending spending) {
        return new Vote<>(Optional.of(verdict), "", repaired, spending);
    }

    static <V> Vote<V> unreadable(String problem, boolean repaired, Spending spending) {
        return new Vote<>(Optional.empty(), problem, repaired, spending);
    }
}
