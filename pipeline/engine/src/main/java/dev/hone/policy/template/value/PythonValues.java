package dev.hone.policy.template.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Python's view of a value: its type, truth, length and items. */
public final class PythonValues {

    /** Of the values of a conversation inside each other. */
    private static final int MAX_JSON_DEPTH = 150;

    private PythonValues() {}

    /** A value of the conversation: every text in it has the origin {@link Text#DATA}. */
    public static Value ofJson(JsonNode node) {
        return ofJson(node, 0);
    }

    private static Value ofJson(JsonNode node, int depth) {
        if (depth > MAX_JSON_DEPTH) {
            throw TemplateErrors.runtime("RecursionError", "values are nested deeper than " + MAX_JSON_DEPTH);
        }
        return switch (node.getNodeType()) {
            case STRING -> Text.ofData(node.textValue());
            case BOOLEAN -> Value.of(node.booleanValue());
            case NUMBER -> number(node);
            case NULL -> Value.NONE;
            case MISSING -> new Value.Undefined("the value is missing");
            case ARRAY -> Value.Sequence.list(items(node, depth));
            case OBJECT -> Value.Mapping.of(entries(node, depth));
            case BINARY, POJO -> throw new IllegalArgumentException(node.getNodeType() + " is not a kind of JSON");
        };
    }

    private static Value number(JsonNode node) {
        return node.isIntegralNumber() ? new Value.Int(node.bigIntegerValue()) : new Value.Real(node.doubleValue());
    }

    private static List<Value> items(JsonNode array, int depth) {
        List<Value> items = new ArrayList<>();
        for (JsonNode item : array) {
            items.add(ofJson(item, depth + 1));
        }
        return items;
    }

    private static List<Value.Entry> entries(JsonNode object, int depth) {
        List<Value.Entry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            entries.add(new Value.Entry(Text.ofData(entry.getKey()), ofJson(entry.getValue(), depth + 1)));
        }
        return entries;
    }

    public static String typeName(Value value) {
        if (value instanceof Value.Sequence sequence) {
            return sequence.tuple() ? "tuple" : "list";
        }
        if (value instanceof Text) {
            return "str";
        }
        if (value instanceof Value.Int) {
            return "int";
        }
        if (value instanceof Value.Real) {
            return "float";
        }
        if (value instanceof Value.Bool) {
            return "bool";
        }
        if (value instanceof Value.None) {
            return "NoneType";
        }
        if (value instanceof Value.Mapping) {
            return "dict";
        }
        return value.getClass().getSimpleName();
    }

    /** How Jinja names the owner of a missing member. */
    public static String objectName(Value value) {
        return value instanceof Value.None ? "None" : typeName(value) + " object";
    }

    public static boolean isTrue(Value value) {
        if (value instanceof Value.Bool bool) {
            return bool.value();
        }
        if (value instanceof Text text) {
            return !text.isEmpty();
        }
        if (value instanceof Value.SafeText safe) {
            return !safe.text().isEmpty();
        }
        if (value instanceof Value.Int number) {
            return number.value().signum() != 0;
        }
        if (value instanceof Value.Real real) {
            return real.value() != 0;
        }
        if (value instanceof Value.Sequence sequence) {
            return !sequence.items().isEmpty();
        }
        if (value instanceof Value.Mapping mapping) {
            return !mapping.entries().isEmpty();
        }
        return !(value instanceof Value.None || value instanceof Value.Undefined);
    }

    /** Python's len. */
    public static int length(Value value, RenderBudget budget) {
        if (value instanceof Text text) {
            budget.spend(text.value().length());
            return text.length();
        }
        if (value instanceof Value.Sequence sequence) {
            return sequence.items().size();
        }
        if (value instanceof Value.Mapping mapping) {
            return mapping.entries().size();
        }
        if (value instanceof Value.Undefined) {
            return 0;
        }
        throw TemplateErrors.type("object of type '" + typeName(value) + "' has no len()");
    }

    public static boolean isIterable(Value value) {
        return value instanceof Text
                || value instanceof Value.Sequence
                || value instanceof Value.Mapping
                || value instanceof Value.Undefined;
    }

    /** What a loop over the value sees: characters, items or keys. */
    public static List<Value> iterate(Value value, RenderBudget budget) {
        if (value instanceof Value.Sequence sequence) {
            budget.spend(sequence.items().size());
            return sequence.items();
        }
        if (value instanceof Value.Mapping mapping) {
            budget.items(mapping.entries().size());
            return mapping.entries().values().stream()
                    .<Value>map(Value.Entry::key)
                    .toList();
        }
        if (value instanceof Text text) {
            budget.items(text.value().length());
            return characters(text);
        }
        if (value instanceof Value.Undefined) {
            return List.of();
        }
        throw TemplateErrors.type("'" + typeName(value) + "' object is not iterable");
    }

    private static List<Value> characters(Text text) {
        List<Value> characters = new ArrayList<>();
        for (int begin = 0; begin < text.value().length(); ) {
            int end = text.value().offsetByCodePoints(begin, 1);
            characters.add(text.slice(begin, end));
            begin = end;
        }
        return characters;
    }

    /** The text itself; fails with Python's message for a method or filter that needs one. */
    public static Text requireText(Value value, String function) {
        if (value instanceof Text text) {
            return text;
        }
        if (value instanceof Value.Undefined undefined) {
            throw TemplateErrors.undefined(undefined);
        }
        throw TemplateErrors.type(function + " argument must be str, not " + typeName(value));
    }

    public static int requireInt(Value value, String function) {
        if (value instanceof Value.Int number) {
            if (number.value().bitLength() >= Integer.SIZE) {
                throw TemplateErrors.runtime("OverflowError", function + " of a number beyond 32 bits");
            }
            return number.value().intValue();
        }
        if (value instanceof Value.Undefined undefined) {
            throw TemplateErrors.undefined(undefined);
        }
        throw TemplateErrors.type(function + " argument must be int, not " + typeName(value));
    }
}
