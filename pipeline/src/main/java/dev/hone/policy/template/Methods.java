package dev.hone.policy.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Methods of Python's str and dict that templates call. */
final class Methods {

    /** Those that can be called; any other is refused when the template is loaded. */
    static final Set<String> NAMES = Set.of(
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

    private Methods() {}

    static Value.Callable bind(Value owner, String name) {
        if (owner instanceof Text text) {
            return new Value.Callable(name, arguments -> ofText(text, name, noNames(name, arguments)));
        }
        if (owner instanceof Value.Mapping mapping) {
            return new Value.Callable(name, arguments -> ofMapping(mapping, name, noNames(name, arguments)));
        }
        return new Value.Callable(name, arguments -> {
            throw TemplateErrors.unsupported("the method " + name + " of a " + Values.typeName(owner));
        });
    }

    private static Arguments noNames(String name, Arguments arguments) {
        if (!arguments.named().isEmpty()) {
            throw TemplateErrors.unsupported("a keyword argument of " + name + "()");
        }
        return arguments;
    }

    private static Value ofMapping(Value.Mapping mapping, String name, Arguments arguments) {
        arguments.check(name, name.equals("get") ? 2 : 0, Set.of());
        return switch (name) {
            case "get" ->
                mapping.get(Values.requireText(arguments.require(0, "key", name), name)
                                .value())
                        .orElseGet(() -> arguments.find(1, "default").orElse(Value.NONE));
            case "items" -> pairs(mapping);
            case "keys" -> Value.Sequence.list(Values.iterate(mapping));
            case "values" ->
                Value.Sequence.list(mapping.entries().values().stream()
                        .map(Value.Entry::value)
                        .toList());
            default -> throw TemplateErrors.unsupported("the method " + name + " of a dict");
        };
    }

    static Value.Sequence pairs(Value.Mapping mapping) {
        return Value.Sequence.list(mapping.entries().values().stream()
                .map(e -> Value.Sequence.pair(e.key(), e.value()))
                .toList());
    }

    private static Value ofText(Text text, String name, Arguments arguments) {
        return switch (name) {
            case "startswith", "endswith" -> Value.of(affixed(text.value(), name, arguments.check(name, 1, Set.of())));
            case "split" -> Value.Sequence.list(split(text, arguments.check(name, 2, Set.of())));
            case "strip", "lstrip", "rstrip" -> strip(text, name, arguments.check(name, 1, Set.of()));
            case "replace" ->
                TextFunctions.replace(
                        text,
                        Values.requireText(arguments.require(0, "old", name), name),
                        Values.requireText(arguments.require(1, "new", name), name),
                        arguments
                                .find(2, "count")
                                .map(n -> Values.requireInt(n, name))
                                .orElse(-1));
            case "upper" -> TextFunctions.upper(text);
            case "lower" -> TextFunctions.lower(text);
            case "find" -> Value.of(find(text.value(), arguments.check(name, 1, Set.of())));
            case "count" ->
                Value.of(TextFunctions.count(
                        text.value(),
                        Values.requireText(arguments.check(name, 1, Set.of()).require(0, "sub", name), name)
                                .value()));
            default -> throw TemplateErrors.unsupported("the method " + name + " of a str");
        };
    }

    private static boolean affixed(String text, String name, Arguments arguments) {
        Value argument = arguments.require(0, "prefix", name);
        List<Value> affixes =
                argument instanceof Value.Sequence tuple && tuple.tuple() ? tuple.items() : List.of(argument);
        return affixes.stream()
                .map(affix -> Values.requireText(affix, name).value())
                .anyMatch(affix -> name.equals("startswith") ? text.startsWith(affix) : text.endsWith(affix));
    }

    private static long find(String text, Arguments arguments) {
        int at = text.indexOf(
                Values.requireText(arguments.require(0, "sub", "find"), "find").value());
        return at < 0 ? -1 : text.codePointCount(0, at);
    }

    private static Text strip(Text text, String name, Arguments arguments) {
        Value characters = arguments.find(0, "chars").orElse(Value.NONE);
        boolean left = !name.equals("rstrip");
        boolean right = !name.equals("lstrip");
        if (characters instanceof Value.None) {
            Text stripped = left ? PythonSpace.leftStrip(text) : text;
            return right ? PythonSpace.rightStrip(stripped) : stripped;
        }
        String set = Values.requireText(characters, name).value();
        Text stripped = left ? PythonSpace.leftStrip(text, set) : text;
        return right ? PythonSpace.rightStrip(stripped, set) : stripped;
    }

    private static List<Value> split(Text text, Arguments arguments) {
        Value separator = arguments.find(0, "sep").orElse(Value.NONE);
        int limit = arguments
                .find(1, "maxsplit")
                .map(n -> Values.requireInt(n, "split"))
                .orElse(-1);
        if (!(separator instanceof Value.None)) {
            return TextFunctions.split(
                    text, Values.requireText(separator, "split").value(), limit);
        }
        List<Value> words = new ArrayList<>();
        Text rest = PythonSpace.leftStrip(text);
        while (!rest.isEmpty()) {
            int end = 0;
            while (end < rest.value().length()
                    && !PythonSpace.isSpace(rest.value().charAt(end))) {
                end++;
            }
            if (words.size() == limit) {
                end = rest.value().length();
            }
            words.add(rest.slice(0, end));
            rest = PythonSpace.leftStrip(rest.slice(end, rest.value().length()));
        }
        return words;
    }
}
