package dev.hone.export;

/** How a model was tuned, in the words of its card. */
public enum Training {
    REINFORCEMENT("reinforcement learning", "Rewarded for", "reinforcement-learning"),
    SUPERVISED("supervised fine-tuning", "Taught to answer with", "supervised-fine-tuning");

    private final String method;
    private final String heading;
    private final String tag;

    Training(String method, String heading, String tag) {
        this.method = method;
        this.heading = heading;
        this.tag = tag;
    }

    String method() {
        return method;
    }

    /** Above what was rewarded or taught. */
    String heading() {
        return heading;
    }

    /** Of the card's front matter. */
    String tag() {
        return tag;
    }
}
