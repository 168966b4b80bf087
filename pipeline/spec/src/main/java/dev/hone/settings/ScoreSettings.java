package dev.hone.settings;

/**
 * What scoring puts up with.
 *
 * @param maxErrorShare share of rows without a reward, 0 to 1, above which a run stops
 * @param timeoutSeconds time that a call of the reward function may take; the rows of a call that takes longer are errors. At least 1
 */
public record ScoreSettings(double maxErrorShare, int timeoutSeconds) {

    public static final int DEFAULT_TIMEOUT_SECONDS = 300;

    public ScoreSettings {
        if (!(maxErrorShare >= 0 && maxErrorShare <= 1)) {
            throw new IllegalArgumentException("maxErrorShare must be between 0 and 1, got " + maxErrorShare);
        }
        if (timeoutSeconds < 1) {
            throw new IllegalArgumentException("timeoutSeconds must be at least 1, got " + timeoutSeconds);
        }
    }
}
