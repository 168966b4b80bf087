package dev.hone.policy.template.builtin;

import dev.hone.policy.template.value.Operators;
import dev.hone.policy.template.value.PythonValues;
import dev.hone.policy.template.value.RenderBudget;
import dev.hone.policy.template.value.TemplateErrors;
import dev.hone.policy.template.value.Text;
import dev.hone.policy.template.value.Value;
import java.util.List;
import java.util.Set;

/** {@code owner.name} and {@code owner[key]} as Jinja resolves them, Python's methods among the members. */
public final class Members {

    private static final Set<String> MAPPING_METHODS = Set.of(
            "clear", "copy", "fromkeys", "get", "items", "keys", "pop", "popitem", "setdefault", "update", "values");
    private static final Set<String> LIST_METHODS =
            Set.of("append", "clear", "copy", "count", "extend", "index", "insert", "pop", "remove", "reverse", "sort");
    private static final Set<String> TUPLE_METHODS = Set.of("count", "index");
    private static final Set<String> TEXT_METHODS = Set.of(
            "capitalize",
            "casefold",
            "center",
            "count",
            "encode",
            "endswith",
            "expandtabs",
            "find",
            "format",
            "format_map",
            "index",
            "isalnum",
            "isalpha",
            "isascii",
            "isdecimal",
            "isdigit",
            "isidentifier",
            "islower",
            "isnumeric",
            "isprintable",
            "isspace",
            "istitle",
            "isupper",
            "join",
            "ljust",
            "lower",
            "lstrip",
            "maketrans",
            "partition",
            "removeprefix",
            "removesuffix",
            "replace",
            "rfind",
            "rindex",
            "rjust",
            "rpartition",
            "rsplit",
            "rstrip",
            "split",
            "splitlines",
            "startswith",
            "strip",
            "swapcase",
            "title",
            "translate",
            "upper",
            "zfill");

    private final RenderBudget budget;
    private final Methods bound;

    public Members(RenderBudget budget) {
        this.budget = budget;
        this.bound = new Methods(budget);
    }

    /** An attribute of Python's object first, then an item of a mapping. */
    public Value attribute(Value owner, String name) {
        Operators.requireDefined(owner, owner);
        if (owner instanceof Value.Loop loop) {
            return loop(loop, name);
        }
        if (owner instanceof Value.Namespace namespace) {
            Value member = namespace.members().get(name);
            return member == null ? missing("Namespace object", name) : member;
        }
        if (methods(owner).contains(name)) {
            return bound.bind(owner, name);
        }
        if (owner instanceof Value.Mapping mapping) {
            return mapping.get(name, budget).orElseGet(() -> missing(PythonValues.objectName(owner), name));
        }
        return missing(PythonValues.objectName(owner), name);
    }

    /** An item first, then an attribute. */
    public Value item(Value owner, Value key) {
        Operators.requireDefined(owner, owner);
        if (owner instanceof Value.Mapping mapping && key instanceof Text name) {
            return mapping.get(name.value(), budget).orElseGet(() -> attribute(owner, name.value()));
        }
        if (key instanceof Value.Int number) {
            return position(owner, number);
        }
        if (key instanceof Text name) {
            return attribute(owner, name.value());
        }
        if (key instanceof Value.Undefined || key instanceof Value.None) {
            return new Value.Undefined(
                    PythonValues.objectName(owner) + " has no element " + PythonValues.typeName(key));
        }
        throw TemplateErrors.unsupported("an index of type " + PythonValues.typeName(key));
    }

    private Value position(Value owner, Value.Int key) {
        boolean indexed = owner instanceof Value.Sequence || owner instanceof Text;
        int length = indexed ? PythonValues.length(owner, budget) : 0;
        boolean inRange = key.value().bitLength() < Integer.SIZE
                && key.value().intValue() >= -length
                && key.value().intValue() < length;
        if (!inRange) {
            budget.spend(key.value().bitLength());
            return new Value.Undefined(PythonValues.objectName(owner) + " has no element " + key.value());
        }
        int index = Math.floorMod(key.value().intValue(), length);
        return owner instanceof Value.Sequence sequence
                ? sequence.items().get(index)
                : ((Text) owner).codePointAt(index);
    }

    private static Set<String> methods(Value owner) {
        if (owner instanceof Value.Mapping) {
            return MAPPING_METHODS;
        }
        if (owner instanceof Text) {
            return TEXT_METHODS;
        }
        if (owner instanceof Value.Sequence sequence) {
            return sequence.tuple() ? TUPLE_METHODS : LIST_METHODS;
        }
        return Set.of();
    }

    private static Value loop(Value.Loop loop, String name) {
        List<Value> items = loop.items();
        int index = loop.index();
        return switch (name) {
            case "index" -> Value.of(index + 1L);
            case "index0" -> Value.of(index);
            case "first" -> Value.of(index == 0);
            case "last" -> Value.of(index == items.size() - 1);
            case "length" -> Value.of(items.size());
            case "revindex" -> Value.of((long) items.size() - index);
            case "revindex0" -> Value.of(items.size() - 1L - index);
            case "previtem" -> index > 0 ? items.get(index - 1) : new Value.Undefined("there is no previous item");
            case "nextitem" ->
                index < items.size() - 1 ? items.get(index + 1) : new Value.Undefined("there is no next item");
            default -> missing("LoopContext object", name);
        };
    }

    private static Value missing(String owner, String name) {
        return new Value.Undefined("'" + owner + "' has no attribute '" + name + "'");
    }
}
