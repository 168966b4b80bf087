package dev.hone.policy.template;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The functions that transformers' environment gives to every template. */
final class Globals {

    static final Set<String> NAMES = Set.of("raise_exception", "strftime_now", "namespace", "range");

    private static final int MAX_RANGE = 1_000_000;

    private Globals() {}

    static Map<String, Value> functions(LocalDateTime now) {
        return Map.of(
                "raise_exception", new Value.Callable("raise_exception", Globals::raise),
                "strftime_now", new Value.Callable("strftime_now", arguments -> date(now, arguments)),
                "namespace", new Value.Callable("namespace", Globals::namespace),
                "range", new Value.Callable("range", Globals::range));
    }

    private static Value raise(Arguments arguments) {
        Value message =
                arguments.check("raise_exception", 1, Set.of("message")).require(0, "message", "raise_exception");
        throw TemplateErrors.runtime(
                "TemplateError", new PythonText(new Work()).str(message).value());
    }

    private static Value date(LocalDateTime now, Arguments arguments) {
        Value format = arguments.check("strftime_now", 1, Set.of("format")).require(0, "format", "strftime_now");
        return DateFormat.format(now, Values.requireText(format, "strftime_now").value());
    }

    private static Value namespace(Arguments arguments) {
        Map<String, Value> members = new LinkedHashMap<>();
        for (Value positional :
                arguments.check("namespace", 1, arguments.named().keySet()).positional()) {
            if (!(positional instanceof Value.Mapping mapping)) {
                throw TemplateErrors.unsupported("namespace() of a " + Values.typeName(positional));
            }
            mapping.entries().forEach((name, entry) -> members.put(name, entry.value()));
        }
        members.putAll(arguments.named());
        return new Value.Namespace(members);
    }

    private static Value range(Arguments arguments) {
        List<Integer> bounds = arguments.check("range", 3, Set.of()).positional().stream()
                .map(value -> Values.requireInt(value, "range"))
                .toList();
        if (bounds.isEmpty()) {
            throw TemplateErrors.type("range expected at least 1 argument, got 0");
        }
        int start = bounds.size() > 1 ? bounds.get(0) : 0;
        int stop = bounds.size() > 1 ? bounds.get(1) : bounds.get(0);
        int step = bounds.size() > 2 ? bounds.get(2) : 1;
        if (step == 0) {
            throw TemplateErrors.runtime("ValueError", "range() arg 3 must not be zero");
        }
        List<Value> numbers = new ArrayList<>();
        for (long i = start; step > 0 ? i < stop : i > stop; i += step) {
            if (numbers.size() == MAX_RANGE) {
                throw TemplateErrors.runtime("OverflowError", "range of more than " + MAX_RANGE + " items");
            }
            numbers.add(Value.of(i));
        }
        return Value.Sequence.list(numbers);
    }
}
