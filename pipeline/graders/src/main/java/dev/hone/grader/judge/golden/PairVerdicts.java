package dev.hone.grader.judge.golden;

import dev.hone.grader.judge.form.Winner;
import java.util.List;
import java.util.Optional;

/**
 * What a judge said to a pair. {@code A} is always the pair's first answer, whatever order it was shown in; an answer that could not be read
 * is empty.
 *
 * @param asGiven [rounds] with the first answer shown first, or with each answer scored by itself
 * @param swapped [rounds] with the second shown first; no rounds where answers are scored by themselves
 */
record PairVerdicts(GoldenPair pair, List<Optional<Winner>> asGiven, List<Optional<Winner>> swapped) {

    PairVerdicts {
        asGiven = List.copyOf(asGiven);
        swapped = List.copyOf(swapped);
    }

    /** The first round's verdict in the order given. */
    Optional<Winner> given() {
        return asGiven.get(0);
    }

    /** The first round's verdict in the other order; empty where there is none. */
    Optional<Winner> other() {
        return swapped.isEmpty() ? Optional.empty() : swapped.get(0);
    }

    boolean isRight(Optional<Winner> verdict) {
        return verdict.filter(winner -> winner == pair.label()).isPresent();
    }
}
