package dev.hone.reward.grader.math;

/** What a per cent sign means. */
public enum Percent {
    /** 50% is 50 and 0.5. */
    EITHER,
    /** 50% is 0.5. */
    FRACTION,
    /** 50% is 50. */
    IGNORE
}
