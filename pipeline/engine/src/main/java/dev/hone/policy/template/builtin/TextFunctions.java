package dev.hone.policy.template.builtin;

import dev.hone.policy.template.value.PythonSpace;
import dev.hone.policy.template.value.RenderBudget;
import dev.hone.policy.template.value.TemplateErrors;
import dev.hone.policy.template.value.Text;
import dev.hone.policy.template.value.TextBuilder;
import dev.hone.policy.template.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Functions of texts that keep the origin of every character. */
final class TextFunctions {

    private final RenderBudget budget;

    TextFunctions(RenderBudget budget) {
        this.budget = budget;
    }

    /** Python's str.split with a separator; a negative limit is none. */
    List<Value> split(Text text, String separator, int limit) {
        if (separator.isEmpty()) {
            throw TemplateErrors.runtime("ValueError", "empty separator");
        }
        budget.search(text.value(), separator);
        List<Value> parts = new ArrayList<>();
        int begin = 0;
        int at = text.value().indexOf(separator);
        while (at >= 0 && parts.size() != limit) {
            budget.items(1);
            parts.add(text.slice(begin, at));
            begin = at + separator.length();
            at = text.value().indexOf(separator, begin);
        }
        parts.add(text.slice(begin, text.value().length()));
        return parts;
    }

    /** Python's str.split at white space; a negative limit is none. */
    List<Value> words(Text text, int limit) {
        String value = text.value();
        budget.spend(value.length());
        List<Value> words = new ArrayList<>();
        int begin = PythonSpace.skip(value, 0);
        while (begin < value.length()) {
            int end = begin;
            while (end < value.length() && (words.size() == limit || !PythonSpace.isSpace(value.charAt(end)))) {
                end++;
            }
            budget.items(1);
            words.add(text.slice(begin, end));
            begin = PythonSpace.skip(value, end);
        }
        return words;
    }

    /** Python's str.replace; a negative limit is none. */
    Text replace(Text text, Text old, Text replacement, int limit) {
        if (old.isEmpty()) {
            throw TemplateErrors.unsupported("replacing the empty text");
        }
        budget.search(text.value(), old.value());
        TextBuilder out = new TextBuilder(budget);
        int begin = 0;
        int at = text.value().indexOf(old.value());
        for (int replaced = 0; at >= 0 && replaced != limit; replaced++) {
            out.add(text.slice(begin, at)).add(replacement);
            begin = at + old.value().length();
            at = text.value().indexOf(old.value(), begin);
        }
        return out.add(text.slice(begin, text.value().length())).build();
    }

    /** Python's str.count. */
    int count(String text, String part) {
        budget.search(text, part);
        if (part.isEmpty()) {
            return text.codePointCount(0, text.length()) + 1;
        }
        int count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            count++;
        }
        return count;
    }

    /** Python's str.find: a position counted in code points, or -1. */
    int find(String text, String part) {
        budget.search(text, part);
        int at = text.indexOf(part);
        return at < 0 ? -1 : text.codePointCount(0, at);
    }

    /** Python's str.strip, lstrip and rstrip, of white space. */
    Text strip(Text text, boolean left, boolean right) {
        budget.spend(text.value().length());
        Text stripped = left ? PythonSpace.leftStrip(text) : text;
        return right ? PythonSpace.rightStrip(stripped) : stripped;
    }

    /** The same of these characters. */
    Text strip(Text text, String characters, boolean left, boolean right) {
        budget.search(text.value(), characters);
        Text stripped = left ? PythonSpace.leftStrip(text, characters) : text;
        return right ? PythonSpace.rightStrip(stripped, characters) : stripped;
    }

    Text upper(Text text) {
        return map(text, part -> part.toUpperCase(Locale.ROOT));
    }

    Text lower(Text text) {
        return map(text, part -> part.toLowerCase(Locale.ROOT));
    }

    Text capitalize(Text text) {
        if (text.isEmpty()) {
            return text;
        }
        int first = text.value().offsetByCodePoints(0, 1);
        return new TextBuilder(budget)
                .add(upper(text.slice(0, first)))
                .add(lower(text.slice(first, text.value().length())))
                .build();
    }

    /** Where the mapped text has another length, its origin is that of the text as a whole. */
    private Text map(Text text, UnaryOperator<String> function) {
        budget.spend(text.value().length());
        String mapped = function.apply(text.value());
        return mapped.length() == text.value().length()
                ? new Text(mapped, text.origin())
                : new TextBuilder(budget).add(mapped, text.commonOrigin()).build();
    }

    /** Jinja's filter indent: every line but the first, and empty lines only where asked. */
    Text indent(Text text, Text indention, boolean first, boolean blank) {
        TextBuilder out = new TextBuilder(budget);
        boolean atStart = true;
        for (Value part : split(text, "\n", -1)) {
            Text line = (Text) part;
            boolean indented = atStart ? first : blank || !line.isEmpty();
            out.add(atStart ? "" : "\n").add(indented ? indention : Text.EMPTY).add(line);
            atStart = false;
        }
        return out.build();
    }
}
