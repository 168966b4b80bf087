package dev.hone.policy.template.value;

/** Python's str(...) and repr(...) of a value. */
public final class PythonText {

    private final RenderBudget budget;

    public PythonText(RenderBudget budget) {
        this.budget = budget;
    }

    /** str(value): what {@code {{ value }}} prints. */
    public Text str(Value value) {
        if (value instanceof Text text) {
            return text;
        }
        if (value instanceof Value.SafeText safe) {
            return safe.text();
        }
        if (value instanceof Value.Undefined) {
            return Text.EMPTY;
        }
        TextBuilder out = new TextBuilder(budget);
        repr(value, out);
        return out.build();
    }

    private void repr(Value value, TextBuilder out) {
        budget.spend(1);
        budget.enter();
        write(value, out);
        budget.leave();
    }

    private void write(Value value, TextBuilder out) {
        if (value instanceof Text text) {
            quote(text, out);
        } else if (value instanceof Value.Int number) {
            out.add(number.value().toString());
        } else if (value instanceof Value.Real real) {
            out.add(PythonFloat.repr(real.value()));
        } else if (value instanceof Value.Bool bool) {
            out.add(bool.value() ? "True" : "False");
        } else if (value instanceof Value.None) {
            out.add("None");
        } else if (value instanceof Value.Undefined) {
            out.add("Undefined");
        } else if (value instanceof Value.Sequence sequence) {
            sequence(sequence, out);
        } else if (value instanceof Value.Mapping mapping) {
            mapping(mapping, out);
        } else {
            throw TemplateErrors.unsupported("printing a " + PythonValues.typeName(value));
        }
    }

    private void sequence(Value.Sequence sequence, TextBuilder out) {
        out.add(sequence.tuple() ? "(" : "[");
        String separator = "";
        for (Value item : sequence.items()) {
            out.add(separator);
            repr(item, out);
            separator = ", ";
        }
        if (sequence.tuple() && sequence.items().size() == 1) {
            out.add(",");
        }
        out.add(sequence.tuple() ? ")" : "]");
    }

    private void mapping(Value.Mapping mapping, TextBuilder out) {
        out.add("{");
        String separator = "";
        for (Value.Entry entry : mapping.entries().values()) {
            out.add(separator);
            quote(entry.key(), out);
            out.add(": ");
            repr(entry.value(), out);
            separator = ", ";
        }
        out.add("}");
    }

    private static void quote(Text text, TextBuilder out) {
        String value = text.value();
        char quote = value.indexOf('\'') >= 0 && value.indexOf('"') < 0 ? '"' : '\'';
        out.add(String.valueOf(quote));
        for (int i = 0; i < value.length(); ) {
            int codePoint = value.codePointAt(i);
            out.add(escape(codePoint, quote), text.origin().charAt(i));
            i += Character.charCount(codePoint);
        }
        out.add(String.valueOf(quote));
    }

    private static String escape(int codePoint, char quote) {
        if (codePoint == quote || codePoint == '\\') {
            return "\\" + Character.toString(codePoint);
        }
        return switch (codePoint) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> isPrintable(codePoint) ? Character.toString(codePoint) : hexadecimal(codePoint);
        };
    }

    private static String hexadecimal(int codePoint) {
        if (codePoint < 0x100) {
            return String.format("\\x%02x", codePoint);
        }
        return codePoint < 0x10000 ? String.format("\\u%04x", codePoint) : String.format("\\U%08x", codePoint);
    }

    /** Python's str.isprintable of one character, by the Unicode version of this JVM. */
    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> codePoint == ' ';
            default -> true;
        };
    }
}
