package dev.hone.settings;

/**
 * Limits of {@code TrainingWatch}.
 *
 * @param window steps over which a sign must last, at least 2
 * @param maxKl greatest median KL to the reference over the window, nats a token
 * @param maxKlPerCompletion the same of whole completions, nats; a policy runs away only beyond both limits: a short answer may change all
 *     of its few tokens
 * @param withoutSignalWarning share of groups without signal that warns
 * @param withoutSignalStop share of groups without signal that, with another sign of collapse, stops the run
 * @param mostCommonWarning share of the most frequent completion that warns
 * @param mostCommonStop share of the most frequent completion that is a sign of collapse
 * @param entropyWarning share of the entropy of the first steps that warns
 * @param entropyStop share of the entropy of the first steps that is a sign of collapse
 * @param cutWarning share of completions cut at the limit of tokens that warns
 * @param longerWarning mean length as a multiple of that of the first steps that warns
 */
public record WatchSettings(
        int window,
        double maxKl,
        double maxKlPerCompletion,
        double withoutSignalWarning,
        double withoutSignalStop,
        double mostCommonWarning,
        double mostCommonStop,
        double entropyWarning,
        double entropyStop,
        double cutWarning,
        double longerWarning) {

    /** Five steps; the limits that docs/metrics.md calls unhealthy. */
    public static final WatchSettings DEFAULT = new WatchSettings(5, 5, 50, 0.7, 0.9, 0.5, 0.8, 0.2, 0.05, 0.5, 2);

    public WatchSettings {
        if (window < 2) {
            throw new IllegalArgumentException("window must be at least 2 steps, got " + window);
        }
    }
}
