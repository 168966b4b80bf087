package dev.hone.policy.template.builtin;

import dev.hone.policy.template.value.Arguments;
import dev.hone.policy.template.value.JsonPrinter;
import dev.hone.policy.template.value.PythonText;
import dev.hone.policy.template.value.PythonValues;
import dev.hone.policy.template.value.RenderBudget;
import dev.hone.policy.template.value.TemplateErrors;
import dev.hone.policy.template.value.Text;
import dev.hone.policy.template.value.TextBuilder;
import dev.hone.policy.template.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What can stand behind {@code |}. */
public final class Filters {

    public static final Set<String> NAMES = Set.of(
            "tojson",
            "trim",
            "items",
            "length",
            "count",
            "join",
            "map",
            "select",
            "reject",
            "selectattr",
            "rejectattr",
            "default",
            "d",
            "upper",
            "lower",
            "capitalize",
            "replace",
            "indent",
            "string",
            "safe",
            "list",
            "first",
            "last",
            "reverse",
            "int");

    private final RenderBudget budget;
    private final PythonText python;
    private final TextFunctions texts;
    private final Members members;
    private final ValueTests tests;

    public Filters(RenderBudget budget) {
        this.budget = budget;
        this.python = new PythonText(budget);
        this.texts = new TextFunctions(budget);
        this.members = new Members(budget);
        this.tests = new ValueTests(budget);
    }

    public Value apply(String name, Value input, Arguments arguments) {
        budget.spend(1);
        budget.enter();
        Value value = filtered(name, input, arguments);
        budget.leave();
        return value;
    }

    private Value filtered(String name, Value input, Arguments arguments) {
        return switch (name) {
            case "tojson" -> toJson(input, arguments);
            case "trim" -> trim(input, arguments.check(name, 1, Set.of("chars")));
            case "upper" -> texts.upper(python.str(input));
            case "lower" -> texts.lower(python.str(input));
            case "capitalize" -> texts.capitalize(python.str(input));
            case "string" -> input instanceof Value.SafeText ? input : python.str(input);
            case "safe" -> new Value.SafeText(python.str(input));
            case "replace" -> replace(input, arguments.check(name, 3, Set.of("old", "new", "count")));
            case "indent" -> indent(input, arguments.check(name, 3, Set.of("width", "first", "blank")));
            case "int" -> toInt(input, arguments.check(name, 1, Set.of("default")));
            case "default", "d" -> orDefault(input, arguments.check(name, 2, Set.of("default_value", "boolean")));
            case "length", "count" -> Value.of(PythonValues.length(input, budget));
            default -> ofItems(name, input, arguments);
        };
    }

    private Value ofItems(String name, Value input, Arguments arguments) {
        return switch (name) {
            case "items" -> items(input);
            case "list" -> list(input);
            case "first" -> end(input, 0, "No first item, sequence was empty.");
            case "last" -> end(input, -1, "No last item, sequence was empty.");
            case "reverse" -> reverse(input);
            case "join" -> join(input, arguments.check(name, 2, Set.of("d", "attribute")));
            case "map" -> map(input, arguments);
            case "select", "reject" -> select(input, arguments, 0, name.equals("select"));
            case "selectattr", "rejectattr" -> select(input, arguments, 1, name.equals("selectattr"));
            default -> throw new IllegalStateException("no filter " + name);
        };
    }

    private Text toJson(Value input, Arguments arguments) {
        arguments.check("tojson", 4, Set.of("ensure_ascii", "indent", "separators", "sort_keys"));
        Optional<String> indent = arguments
                .find(1, "indent")
                .filter(value -> !(value instanceof Value.None))
                .map(value -> value instanceof Text text ? text.value() : " ".repeat(width(value)));
        String itemSeparator = indent.isPresent() ? "," : ", ";
        String keySeparator = ": ";
        Value separators = arguments.find(2, "separators").orElse(Value.NONE);
        if (!(separators instanceof Value.None)) {
            itemSeparator = PythonValues.requireText(members.item(separators, Value.of(0)), "separators")
                    .value();
            keySeparator = PythonValues.requireText(members.item(separators, Value.of(1)), "separators")
                    .value();
        }
        return new JsonPrinter(
                        budget,
                        arguments.flag(0, "ensure_ascii", false),
                        indent,
                        itemSeparator,
                        keySeparator,
                        arguments.flag(3, "sort_keys", false))
                .print(input);
    }

    private static int width(Value value) {
        int width = PythonValues.requireInt(value, "indent");
        if (width < 0 || width > 1000) {
            throw TemplateErrors.unsupported("an indent of " + width);
        }
        return width;
    }

    private Text trim(Value input, Arguments arguments) {
        Text text = python.str(input);
        Value characters = arguments.find(0, "chars").orElse(Value.NONE);
        if (characters instanceof Value.None) {
            return texts.strip(text, true, true);
        }
        return texts.strip(text, PythonValues.requireText(characters, "trim").value(), true, true);
    }

    private Text replace(Value input, Arguments arguments) {
        int limit = arguments
                .find(2, "count")
                .filter(value -> !(value instanceof Value.None))
                .map(value -> PythonValues.requireInt(value, "replace"))
                .orElse(-1);
        Text old = python.str(arguments.require(0, "old", "replace"));
        Text replacement = python.str(arguments.require(1, "new", "replace"));
        return texts.replace(python.str(input), old, replacement, limit);
    }

    private Text indent(Value input, Arguments arguments) {
        Value width = arguments.find(0, "width").orElse(Value.of(4));
        Text indention = width instanceof Text text ? text : Text.ofTemplate(" ".repeat(width(width)));
        Text text = PythonValues.requireText(input, "indent");
        return texts.indent(text, indention, arguments.flag(1, "first", false), arguments.flag(2, "blank", false));
    }

    private Value toInt(Value input, Arguments arguments) {
        budget.spend(input instanceof Text text ? text.value().length() : 1);
        Value otherwise = arguments.find(0, "default").orElse(Value.of(0));
        if (input instanceof Value.Int || input instanceof Value.Bool) {
            return input instanceof Value.Bool bool ? Value.of(bool.value() ? 1 : 0) : input;
        }
        if (input instanceof Text text && text.value().matches("\\s*[+-]?[0-9]{1,100}\\s*")) {
            return new Value.Int(new BigInteger(text.value().strip()));
        }
        boolean looksLikeNumber = input instanceof Text text && text.value().matches(".*[0-9].*");
        if (input instanceof Value.Real || looksLikeNumber) {
            throw TemplateErrors.unsupported(
                    "the filter int on a " + PythonValues.typeName(input) + " that is no plain integer");
        }
        return otherwise;
    }

    private static Value orDefault(Value input, Arguments arguments) {
        boolean replaced = input instanceof Value.Undefined
                || (arguments.flag(1, "boolean", false) && !PythonValues.isTrue(input));
        return replaced ? arguments.find(0, "default_value").orElse(Text.EMPTY) : input;
    }

    private Value items(Value input) {
        if (input instanceof Value.Undefined) {
            return Value.Sequence.list(List.of());
        }
        if (input instanceof Value.Mapping mapping) {
            return Methods.pairs(mapping, budget);
        }
        throw TemplateErrors.type("Can only get item pairs from a mapping.");
    }

    private Value list(Value input) {
        List<Value> items = PythonValues.iterate(input, budget);
        budget.items(items.size());
        return Value.Sequence.list(items);
    }

    private Value end(Value input, int index, String missing) {
        List<Value> items = PythonValues.iterate(input, budget);
        return items.isEmpty() ? new Value.Undefined(missing) : items.get(index < 0 ? items.size() - 1 : index);
    }

    private Value reverse(Value input) {
        if (input instanceof Text) {
            return Slices.slice(budget, input, Optional.empty(), Optional.empty(), Optional.of(Value.of(-1)));
        }
        List<Value> items = new ArrayList<>(PythonValues.iterate(input, budget));
        budget.items(items.size());
        Collections.reverse(items);
        return Value.Sequence.list(items);
    }

    private Text join(Value input, Arguments arguments) {
        Text separator = python.str(arguments.find(0, "d").orElse(Text.EMPTY));
        Optional<Value> attribute = arguments.find(1, "attribute").filter(value -> !(value instanceof Value.None));
        TextBuilder out = new TextBuilder(budget);
        boolean first = true;
        for (Value item : PythonValues.iterate(input, budget)) {
            Value part = attribute.map(path -> member(item, path)).orElse(item);
            if (part instanceof Value.SafeText) {
                throw TemplateErrors.unsupported("joining safe text");
            }
            out.add(first ? Text.EMPTY : separator).add(python.str(part));
            first = false;
        }
        return out.build();
    }

    private Value map(Value input, Arguments arguments) {
        List<Value> mapped = new ArrayList<>();
        if (arguments.positional().isEmpty()) {
            arguments.check("map", 0, Set.of("attribute", "default"));
            Value path = arguments.require(0, "attribute", "map");
            for (Value item : PythonValues.iterate(input, budget)) {
                budget.items(1);
                Value value = member(item, path);
                mapped.add(
                        value instanceof Value.Undefined
                                ? arguments.find(1, "default").orElse(value)
                                : value);
            }
            return Value.Sequence.list(mapped);
        }
        String filter =
                PythonValues.requireText(arguments.positional().get(0), "map").value();
        Arguments rest = new Arguments(
                arguments.positional().subList(1, arguments.positional().size()), arguments.named());
        for (Value item : PythonValues.iterate(input, budget)) {
            budget.items(1);
            mapped.add(apply(filter, item, rest));
        }
        return Value.Sequence.list(mapped);
    }

    /** Items that pass a test, or whose attribute does; without a test those that are true. */
    private Value select(Value input, Arguments arguments, int testPosition, boolean keep) {
        List<Value> positional = arguments.positional();
        if (positional.size() < testPosition || !arguments.named().isEmpty()) {
            throw TemplateErrors.type("a filter is missing its arguments");
        }
        List<Value> chosen = new ArrayList<>();
        for (Value item : PythonValues.iterate(input, budget)) {
            budget.spend(1);
            Value tested = testPosition == 1 ? member(item, positional.get(0)) : item;
            boolean passes = positional.size() == testPosition
                    ? PythonValues.isTrue(tested)
                    : tests.test(
                            PythonValues.requireText(positional.get(testPosition), "select")
                                    .value(),
                            tested,
                            positional.subList(testPosition + 1, positional.size()));
            if (passes == keep) {
                budget.items(1);
                chosen.add(item);
            }
        }
        return Value.Sequence.list(chosen);
    }

    /** A member by a path with dots, whose digits are positions. */
    private Value member(Value owner, Value path) {
        if (path instanceof Value.Int) {
            return members.item(owner, path);
        }
        Value value = owner;
        for (Value step : texts.split(PythonValues.requireText(path, "attribute"), ".", -1)) {
            String name = ((Text) step).value();
            value = name.matches("[0-9]{1,9}")
                    ? members.item(value, Value.of(Integer.parseInt(name)))
                    : members.item(value, step);
        }
        return value;
    }
}
