package dev.hone.reward;

/** Where a reward function is called during training. */
public enum RewardPlace {
    /** In Spark tasks, by all executors at the same time. */
    EXECUTORS,
    /**
     * In the driver alone: for judges, whose rate limit and budget one place must keep. Up to eight calls compute at a time, and many more
     * wait for {@link Answers}.
     */
    DRIVER
}
