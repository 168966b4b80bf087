package dev.hone.score;

/** A reward function that has left the JVM in a state in which nothing more can be scored. */
final class RewardBreakdown extends Exception {

    private static final long serialVersionUID = 1L;

    RewardBreakdown(String message) {
        super(message);
    }
}
