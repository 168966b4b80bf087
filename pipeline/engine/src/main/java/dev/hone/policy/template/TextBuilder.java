package dev.hone.policy.template;

/** Collects text with its origin, and charges the work of it. */
final class TextBuilder {

    private final Work work;
    private final StringBuilder value = new StringBuilder();
    private final StringBuilder origin = new StringBuilder();

    TextBuilder(Work work) {
        this.work = work;
    }

    TextBuilder add(Text text) {
        work.spend(text.value().length());
        value.append(text.value());
        origin.append(text.origin());
        return this;
    }

    /** Adds characters that all have one origin. */
    TextBuilder add(String characters, char from) {
        work.spend(characters.length());
        value.append(characters);
        origin.append(String.valueOf(from).repeat(characters.length()));
        return this;
    }

    /** Adds characters that the template's own logic makes: punctuation, numbers, constants. */
    TextBuilder add(String characters) {
        return add(characters, Text.TEMPLATE);
    }

    Text build() {
        return new Text(value.toString(), origin.toString());
    }
}
