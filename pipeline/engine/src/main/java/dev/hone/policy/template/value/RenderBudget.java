package dev.hone.policy.template.value;

/**
 * The limits on one rendering: no template can hang, fill the memory or overflow the stack. Every node that is evaluated, every item that
 * is made or looked at and every character that is copied or compared counts.
 */
public final class RenderBudget {

    /** For any conversation; published templates need 4,000 to 10,000 for one of a page. */
    private static final long BASE_STEPS = 20_000_000;

    /** More for each character of the conversation: published templates need 2 to 10, the most where turns are short. */
    private static final long STEPS_OF_A_CHARACTER = 8;

    /** Of blocks, calls, expressions and values inside each other; Python's own limit is 1,000 frames. */
    static final int MAX_DEPTH = 200;

    /** What an item of a list costs, for the memory that it takes: about 100 bytes, as that of 8 characters and more. */
    private static final int ITEM_STEPS = 8;

    /** Texts are searched so many characters at a time. */
    private static final int SEARCHED_TOGETHER = 16;

    private final ConversationSize conversation;
    private final long maxSteps;
    private long left;
    private int depth;
    private int line = 1;

    public RenderBudget(ConversationSize conversation) {
        this.conversation = conversation;
        this.maxSteps = BASE_STEPS + STEPS_OF_A_CHARACTER * conversation.characters();
        this.left = maxSteps;
    }

    /** The line of the template that is worked on, which errors name. */
    public int line() {
        return line;
    }

    public void at(int newLine) {
        line = newLine;
    }

    /** Charges evaluated nodes or copied characters. */
    public void spend(long steps) {
        left -= steps;
        if (left < 0) {
            throw exceeded("takes more than " + maxSteps + " steps");
        }
    }

    /** Charges items of a list that is made. */
    public void items(long count) {
        spend(count * ITEM_STEPS);
    }

    /** Charges the search of a text for another one, or for one of its characters. */
    public void search(String text, String sought) {
        spend(text.length() * (1L + sought.length() / SEARCHED_TOGETHER));
    }

    public void enter() {
        depth++;
        if (depth > MAX_DEPTH) {
            throw exceeded("nests blocks, calls or values deeper than " + MAX_DEPTH);
        }
    }

    public void leave() {
        depth--;
    }

    /** A limit is passed: a fault of the model's template, unless the conversation can be the reason. */
    public RuntimeException exceeded(String problem) {
        return conversation.isPlain()
                ? TemplateErrors.beyondLimits(line, problem)
                : TemplateErrors.runtime(
                        "RuntimeError", "line " + line + " " + problem + ": it is too long or too deep for it");
    }
}
