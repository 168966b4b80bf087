package dev.hone.math.advantage;

/** DAPO's soft overlong punishment, added to a reward: arXiv:2503.14476, equation 13. */
public final class SoftOverlong {

    private SoftOverlong() {}

    /**
     * 0 up to maxTokens - cacheTokens, then falling linearly to -1 at maxTokens, -1 beyond.
     *
     * @param cacheTokens length of the falling part, 0 for a step
     */
    public static double penalty(int completionTokens, int maxTokens, int cacheTokens) {
        if (completionTokens <= maxTokens - cacheTokens) {
            return 0;
        }
        return completionTokens > maxTokens ? -1 : (maxTokens - cacheTokens - completionTokens) / (double) cacheTokens;
    }
}
