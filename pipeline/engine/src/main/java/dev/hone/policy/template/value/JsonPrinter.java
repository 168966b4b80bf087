package dev.hone.policy.template.value;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Python's json.dumps.
 *
 * @param budget what is charged
 * @param asciiOnly escapes everything above ASCII
 * @param indent text of one level of indentation; without it all is on one line
 * @param itemSeparator between items
 * @param keySeparator between a key and its value
 * @param sortKeys orders the keys of every object
 */
public record JsonPrinter(
        RenderBudget budget,
        boolean asciiOnly,
        Optional<String> indent,
        String itemSeparator,
        String keySeparator,
        boolean sortKeys) {

    public Text print(Value value) {
        TextBuilder out = new TextBuilder(budget);
        write(value, 0, out);
        return out.build();
    }

    private void write(Value value, int level, TextBuilder out) {
        budget.spend(1);
        budget.enter();
        writeOpen(value, level, out);
        budget.leave();
    }

    private void writeOpen(Value value, int level, TextBuilder out) {
        if (value instanceof Text text) {
            quote(text, out);
        } else if (value instanceof Value.SafeText safe) {
            quote(safe.text(), out);
        } else if (value instanceof Value.Int number) {
            out.add(number.value().toString());
        } else if (value instanceof Value.Real real) {
            out.add(real(real.value()));
        } else if (value instanceof Value.Bool bool) {
            out.add(bool.value() ? "true" : "false");
        } else if (value instanceof Value.None) {
            out.add("null");
        } else if (value instanceof Value.Sequence sequence) {
            array(sequence.items(), level, out);
        } else if (value instanceof Value.Mapping mapping) {
            object(mapping, level, out);
        } else {
            throw TemplateErrors.type("Object of type " + PythonValues.typeName(value) + " is not JSON serializable");
        }
    }

    private static String real(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Infinity" : "-Infinity";
        }
        return PythonFloat.repr(value);
    }

    private void array(List<Value> items, int level, TextBuilder out) {
        out.add("[");
        boolean first = true;
        for (Value item : items) {
            startItem(first, level + 1, out);
            write(item, level + 1, out);
            first = false;
        }
        endItems(first, level, out);
        out.add("]");
    }

    private void object(Value.Mapping mapping, int level, TextBuilder out) {
        List<Value.Entry> entries = List.copyOf(mapping.entries().values());
        if (sortKeys) {
            entries = entries.stream()
                    .sorted(Comparator.comparing(e -> e.key().value(), Comparisons::compareCodePoints))
                    .toList();
        }
        out.add("{");
        boolean first = true;
        for (Value.Entry entry : entries) {
            startItem(first, level + 1, out);
            quote(entry.key(), out);
            out.add(keySeparator);
            write(entry.value(), level + 1, out);
            first = false;
        }
        endItems(first, level, out);
        out.add("}");
    }

    private void startItem(boolean first, int level, TextBuilder out) {
        if (!first) {
            out.add(itemSeparator);
        }
        startLine(level, out);
    }

    private void endItems(boolean empty, int level, TextBuilder out) {
        if (!empty) {
            startLine(level, out);
        }
    }

    private void startLine(int level, TextBuilder out) {
        if (indent.isPresent()) {
            out.add("\n");
            for (int i = 0; i < level; i++) {
                out.add(indent.get());
            }
        }
    }

    private void quote(Text text, TextBuilder out) {
        out.add("\"");
        for (int i = 0; i < text.value().length(); i++) {
            out.add(escape(text.value().charAt(i)), text.origin().charAt(i));
        }
        out.add("\"");
    }

    private String escape(char character) {
        return switch (character) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            default ->
                character < ' ' || (asciiOnly && character > '~')
                        ? String.format("\\u%04x", (int) character)
                        : String.valueOf(character);
        };
    }
}
