package dev.hone.policy.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Functions of texts that keep the origin of every character. */
final class TextFunctions {

    private TextFunctions() {}

    /** Python's str.split with a separator; a negative limit is none. */
    static List<Value> split(Text text, String separator, int limit) {
        if (separator.isEmpty()) {
            throw TemplateErrors.runtime("ValueError", "empty separator");
        }
        List<Value> parts = new ArrayList<>();
        int begin = 0;
        int at = text.value().indexOf(separator);
        while (at >= 0 && parts.size() != limit) {
            parts.add(text.slice(begin, at));
            begin = at + separator.length();
            at = text.value().indexOf(separator, begin);
        }
        parts.add(text.slice(begin, text.value().length()));
        return parts;
    }

    /** Python's str.replace; a negative limit is none. */
    static Text replace(Text text, Text old, Text replacement, int limit) {
        if (old.isEmpty()) {
            throw TemplateErrors.unsupported("replacing the empty text");
        }
        StringBuilder value = new StringBuilder();
        StringBuilder origin = new StringBuilder();
        boolean first = true;
        for (Value part : split(text, old.value(), limit)) {
            Text kept = (Text) part;
            value.append(first ? "" : replacement.value()).append(kept.value());
            origin.append(first ? "" : replacement.origin()).append(kept.origin());
            first = false;
        }
        return new Text(value.toString(), origin.toString());
    }

    /** Python's str.count. */
    static int count(String text, String part) {
        if (part.isEmpty()) {
            return text.codePointCount(0, text.length()) + 1;
        }
        int count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            count++;
        }
        return count;
    }

    static Text upper(Text text) {
        return map(text, part -> part.toUpperCase(Locale.ROOT));
    }

    static Text lower(Text text) {
        return map(text, part -> part.toLowerCase(Locale.ROOT));
    }

    static Text capitalize(Text text) {
        if (text.isEmpty()) {
            return text;
        }
        int first = text.value().offsetByCodePoints(0, 1);
        return upper(text.slice(0, first))
                .plus(lower(text.slice(first, text.value().length())));
    }

    /** Where the mapped text has another length, its origin is that of the text as a whole. */
    private static Text map(Text text, UnaryOperator<String> function) {
        String mapped = function.apply(text.value());
        return mapped.length() == text.value().length()
                ? new Text(mapped, text.origin())
                : new Text(mapped, String.valueOf(text.commonOrigin()).repeat(mapped.length()));
    }

    /** Jinja's filter indent: every line but the first, and empty lines only where asked. */
    static Text indent(Text text, Text indention, boolean first, boolean blank) {
        Text newline = Text.ofTemplate("\n");
        Text result = Text.EMPTY;
        boolean atStart = true;
        for (Value part : split(text, "\n", -1)) {
            Text line = (Text) part;
            boolean indented = atStart ? first : blank || !line.isEmpty();
            result = (atStart ? result : result.plus(newline))
                    .plus(indented ? indention : Text.EMPTY)
                    .plus(line);
            atStart = false;
        }
        return result;
    }
}
