package dev.hone.policy.template.value;

/** Collects text with its origin, and charges the work of it. */
public final class TextBuilder {

    private final RenderBudget budget;
    private final StringBuilder value = new StringBuilder();
    private final StringBuilder origin = new StringBuilder();

    public TextBuilder(RenderBudget budget) {
        this.budget = budget;
    }

    public TextBuilder add(Text text) {
        budget.spend(text.value().length());
        value.append(text.value());
        origin.append(text.origin());
        return this;
    }

    /** Adds characters that all have one origin. */
    public TextBuilder add(String characters, char from) {
        budget.spend(characters.length());
        value.append(characters);
        origin.append(String.valueOf(from).repeat(characters.length()));
        return this;
    }

    /** Adds characters that the template's own logic makes: punctuation, numbers, constants. */
    public TextBuilder add(String characters) {
        return add(characters, Text.TEMPLATE);
    }

    public Text build() {
        return new Text(value.toString(), origin.toString());
    }
}
