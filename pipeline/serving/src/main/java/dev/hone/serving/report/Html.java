package dev.hone.serving.report;

import dev.hone.report.Printable;

/** HTML that is written from front to end; texts are escaped, and cut where they are longer than allowed. */
final class Html {

    private final StringBuilder html = new StringBuilder();
    private final int maxCharacters;

    /**
     * @param maxCharacters of one text that a model or a user wrote
     */
    Html(int maxCharacters) {
        this.maxCharacters = maxCharacters;
    }

    /** Markup of our own, as it is. */
    Html markup(String own) {
        html.append(own);
        return this;
    }

    /** A text as text. */
    Html text(String text) {
        html.append(escaped(text));
        return this;
    }

    /** An element that holds a text. */
    Html element(String name, String text) {
        return markup("<" + name + ">").text(text).markup("</" + name + ">");
    }

    /** A text of any length in its own lines. */
    Html block(String text) {
        int end = text.offsetByCodePoints(0, Math.min(maxCharacters, text.codePointCount(0, text.length())));
        int left = text.codePointCount(end, text.length());
        return element("pre", text.substring(0, end) + (left > 0 ? "… (" + left + " more characters)" : ""));
    }

    @Override
    public String toString() {
        return html.toString();
    }

    /** Safe between tags and inside quotes; control characters are shown as escapes. */
    static String escaped(String text) {
        return Printable.of(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
