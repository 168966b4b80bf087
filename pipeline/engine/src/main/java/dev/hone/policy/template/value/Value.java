package dev.hone.policy.template.value;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an expression of a template evaluates to; Python's kinds, as far as templates see them. */
public sealed interface Value
        permits Text,
                Value.SafeText,
                Value.Int,
                Value.Real,
                Value.Bool,
                Value.None,
                Value.Undefined,
                Value.Sequence,
                Value.Mapping,
                Value.Namespace,
                Value.Loop,
                Value.Callable {

    Bool TRUE = new Bool(true);
    Bool FALSE = new Bool(false);
    None NONE = new None();

    static Bool of(boolean value) {
        return value ? TRUE : FALSE;
    }

    static Int of(long value) {
        return new Int(BigInteger.valueOf(value));
    }

    /** The result of the filter {@code safe}: it can be printed, and nothing else (Jinja would escape what is joined to it). */
    record SafeText(Text text) implements Value {}

    record Int(BigInteger value) implements Value {

        /** Its length in words of 32 bits, which is what a calculation with it costs. */
        int words() {
            return value.bitLength() / Integer.SIZE;
        }
    }

    record Real(double value) implements Value {}

    record Bool(boolean value) implements Value {}

    record None() implements Value {}

    /** A name or member that is not there; most uses of it fail with this message. */
    record Undefined(String message) implements Value {}

    /** A list or a tuple. */
    record Sequence(List<Value> items, boolean tuple) implements Value {

        public Sequence {
            items = List.copyOf(items);
        }

        public static Sequence list(List<? extends Value> items) {
            return new Sequence(new ArrayList<>(items), false);
        }

        public static Sequence pair(Value first, Value second) {
            return new Sequence(List.of(first, second), true);
        }
    }

    /** One key of a mapping with its value; the key keeps its origin. */
    record Entry(Text key, Value value) {}

    /** A map from texts, in its order. */
    record Mapping(Map<String, Entry> entries) implements Value {

        public static Mapping of(List<Entry> entries) {
            Map<String, Entry> byKey = new LinkedHashMap<>();
            for (Entry entry : entries) {
                byKey.put(entry.key().value(), entry);
            }
            return new Mapping(byKey);
        }

        public Optional<Value> get(String key, RenderBudget budget) {
            budget.spend(key.length());
            return Optional.ofNullable(entries.get(key)).map(Entry::value);
        }
    }

    /** The one value that a template can change: {@code namespace(...)}. */
    record Namespace(Map<String, Value> members) implements Value {}

    /** The variable {@code loop}. */
    record Loop(List<Value> items, int index) implements Value {}

    /** A macro, a function of the environment, or a method bound to its receiver. */
    record Callable(String name, Body body) implements Value {}

    /** What a callable does. */
    interface Body {
        Value call(Arguments arguments);
    }
}
