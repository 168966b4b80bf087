package dev.hone.reward.grader.constraint;

import java.util.Optional;

/** Something that is demanded of a text. */
@FunctionalInterface
public interface Constraint {

    /** Why the text does not meet it, such as "3 words, at least 5 are wanted"; empty if it does. */
    Optional<String> violation(String text);
}
