package dev.hone.serving.key;

/**
 * How much a key may ask.
 *
 * @param perMinute questions in a minute; 0: not limited
 * @param atOnce questions that are answered at the same time; 0: not limited
 */
public record KeyLimits(int perMinute, int atOnce) {

    public static final KeyLimits NONE = new KeyLimits(0, 0);

    public KeyLimits {
        if (perMinute < 0 || atOnce < 0) {
            throw new IllegalArgumentException("limits are 0 or more, got " + perMinute + " and " + atOnce);
        }
    }
}
