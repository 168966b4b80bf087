package dev.hone.policy.template.builtin;

import dev.hone.policy.template.value.Arguments;
import dev.hone.policy.template.value.PythonValues;
import dev.hone.policy.template.value.RenderBudget;
import dev.hone.policy.template.value.TemplateErrors;
import dev.hone.policy.template.value.Text;
import dev.hone.policy.template.value.Value;
import java.util.List;
import java.util.Set;

/** Methods of Python's str and dict that templates call. */
public final class Methods {

    /** Those that can be called; any other is refused when the template is loaded. */
    public static final Set<String> NAMES = Set.of(
            "get",
            "items",
            "keys",
            "values",
            "startswith",
            "endswith",
            "split",
            "strip",
            "lstrip",
            "rstrip",
            "replace",
            "upper",
            "lower",
            "find",
            "count");

    private final RenderBudget budget;
    private final TextFunctions texts;

    Methods(RenderBudget budget) {
        this.budget = budget;
        this.texts = new TextFunctions(budget);
    }

    Value.Callable bind(Value owner, String name) {
        if (owner instanceof Text text) {
            return new Value.Callable(name, arguments -> ofText(text, name, noNames(name, arguments)));
        }
        if (owner instanceof Value.Mapping mapping) {
            return new Value.Callable(name, arguments -> ofMapping(mapping, name, noNames(name, arguments)));
        }
        return new Value.Callable(name, arguments -> {
            throw TemplateErrors.unsupported("the method " + name + " of a " + PythonValues.typeName(owner));
        });
    }

    private static Arguments noNames(String name, Arguments arguments) {
        if (!arguments.named().isEmpty()) {
            throw TemplateErrors.unsupported("a keyword argument of " + name + "()");
        }
        return arguments;
    }

    private Value ofMapping(Value.Mapping mapping, String name, Arguments arguments) {
        arguments.check(name, name.equals("get") ? 2 : 0, Set.of());
        return switch (name) {
            case "get" ->
                mapping.get(
                                PythonValues.requireText(arguments.require(0, "key", name), name)
                                        .value(),
                                budget)
                        .orElseGet(() -> arguments.find(1, "default").orElse(Value.NONE));
            case "items" -> pairs(mapping, budget);
            case "keys" -> Value.Sequence.list(PythonValues.iterate(mapping, budget));
            case "values" -> {
                budget.items(mapping.entries().size());
                yield Value.Sequence.list(mapping.entries().values().stream()
                        .map(Value.Entry::value)
                        .toList());
            }
            default -> throw TemplateErrors.unsupported("the method " + name + " of a dict");
        };
    }

    static Value.Sequence pairs(Value.Mapping mapping, RenderBudget budget) {
        budget.items(2L * mapping.entries().size());
        return Value.Sequence.list(mapping.entries().values().stream()
                .map(e -> Value.Sequence.pair(e.key(), e.value()))
                .toList());
    }

    private Value ofText(Text text, String name, Arguments arguments) {
        return switch (name) {
            case "startswith", "endswith" -> Value.of(affixed(text.value(), name, arguments.check(name, 1, Set.of())));
            case "split" -> Value.Sequence.list(split(text, arguments.check(name, 2, Set.of())));
            case "strip", "lstrip", "rstrip" -> strip(text, name, arguments.check(name, 1, Set.of()));
            case "replace" ->
                texts.replace(
                        text,
                        PythonValues.requireText(arguments.require(0, "old", name), name),
                        PythonValues.requireText(arguments.require(1, "new", name), name),
                        arguments
                                .find(2, "count")
                                .map(n -> PythonValues.requireInt(n, name))
                                .orElse(-1));
            case "upper" -> texts.upper(text);
            case "lower" -> texts.lower(text);
            case "find" ->
                Value.of(texts.find(
                        text.value(),
                        PythonValues.requireText(
                                        arguments.check(name, 1, Set.of()).require(0, "sub", name), name)
                                .value()));
            case "count" ->
                Value.of(texts.count(
                        text.value(),
                        PythonValues.requireText(
                                        arguments.check(name, 1, Set.of()).require(0, "sub", name), name)
                                .value()));
            default -> throw TemplateErrors.unsupported("the method " + name + " of a str");
        };
    }

    private boolean affixed(String text, String name, Arguments arguments) {
        Value argument = arguments.require(0, "prefix", name);
        List<Value> affixes =
                argument instanceof Value.Sequence tuple && tuple.tuple() ? tuple.items() : List.of(argument);
        for (Value value : affixes) {
            String affix = PythonValues.requireText(value, name).value();
            budget.spend(1L + affix.length());
            if (name.equals("startswith") ? text.startsWith(affix) : text.endsWith(affix)) {
                return true;
            }
        }
        return false;
    }

    private Text strip(Text text, String name, Arguments arguments) {
        Value characters = arguments.find(0, "chars").orElse(Value.NONE);
        boolean left = !name.equals("rstrip");
        boolean right = !name.equals("lstrip");
        if (characters instanceof Value.None) {
            return texts.strip(text, left, right);
        }
        return texts.strip(text, PythonValues.requireText(characters, name).value(), left, right);
    }

    private List<Value> split(Text text, Arguments arguments) {
        Value separator = arguments.find(0, "sep").orElse(Value.NONE);
        int limit = arguments
                .find(1, "maxsplit")
                .map(n -> PythonValues.requireInt(n, "split"))
                .orElse(-1);
        if (!(separator instanceof Value.None)) {
            return texts.split(
                    text, PythonValues.requireText(separator, "split").value(), limit);
        }
        return texts.words(text, limit);
    }
}
