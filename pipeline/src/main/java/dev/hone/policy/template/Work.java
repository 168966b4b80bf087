package dev.hone.policy.template;

/** The limits on one rendering, so that no template can hang: steps and characters produced, and the depth of calls. */
final class Work {

    /** Far above any real prompt: a conversation of a megabyte costs about three million. */
    static final long MAX_STEPS = 20_000_000;

    static final int MAX_DEPTH = 100;

    private long left = MAX_STEPS;
    private int depth;

    /** Charges evaluated nodes or written characters. */
    void spend(long steps) {
        left -= steps;
        if (left < 0) {
            throw TemplateErrors.runtime(
                    "RuntimeError",
                    "the rendering takes more than " + MAX_STEPS
                            + " steps, and that of a conversation of a megabyte three million: this one is too long");
        }
    }

    void enter() {
        depth++;
        if (depth > MAX_DEPTH) {
            throw TemplateErrors.runtime("RecursionError", "calls are nested deeper than " + MAX_DEPTH);
        }
    }

    void leave() {
        depth--;
    }
}
