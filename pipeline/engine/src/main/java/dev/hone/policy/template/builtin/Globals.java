package dev.hone.policy.template.builtin;

import dev.hone.policy.template.value.Arguments;
import dev.hone.policy.template.value.PythonText;
import dev.hone.policy.template.value.PythonValues;
import dev.hone.policy.template.value.RenderBudget;
import dev.hone.policy.template.value.TemplateErrors;
import dev.hone.policy.template.value.Value;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The functions that transformers' environment gives to every template. */
public final class Globals {

    public static final Set<String> NAMES = Set.of("raise_exception", "strftime_now", "namespace", "range");

    /** As in Jinja's sandbox, which transformers renders in. */
    private static final int MAX_RANGE = 100_000;

    private final LocalDateTime now;
    private final RenderBudget budget;

    private Globals(LocalDateTime now, RenderBudget budget) {
        this.now = now;
        this.budget = budget;
    }

    public static Map<String, Value> functions(LocalDateTime now, RenderBudget budget) {
        Globals globals = new Globals(now, budget);
        return Map.of(
                "raise_exception", new Value.Callable("raise_exception", globals::raise),
                "strftime_now", new Value.Callable("strftime_now", globals::date),
                "namespace", new Value.Callable("namespace", globals::namespace),
                "range", new Value.Callable("range", globals::range));
    }

    private Value raise(Arguments arguments) {
        Value message =
                arguments.check("raise_exception", 1, Set.of("message")).require(0, "message", "raise_exception");
        throw TemplateErrors.runtime(
                "TemplateError", new PythonText(budget).str(message).value());
    }

    private Value date(Arguments arguments) {
        Value format = arguments.check("strftime_now", 1, Set.of("format")).require(0, "format", "strftime_now");
        return DateFormat.format(
                now, PythonValues.requireText(format, "strftime_now").value(), budget);
    }

    private Value namespace(Arguments arguments) {
        Map<String, Value> members = new LinkedHashMap<>();
        for (Value positional :
                arguments.check("namespace", 1, arguments.named().keySet()).positional()) {
            if (!(positional instanceof Value.Mapping mapping)) {
                throw TemplateErrors.unsupported("namespace() of a " + PythonValues.typeName(positional));
            }
            budget.items(mapping.entries().size());
            mapping.entries().forEach((name, entry) -> members.put(name, entry.value()));
        }
        members.putAll(arguments.named());
        return new Value.Namespace(members);
    }

    private Value range(Arguments arguments) {
        List<Integer> bounds = arguments.check("range", 3, Set.of()).positional().stream()
                .map(value -> PythonValues.requireInt(value, "range"))
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
                throw budget.exceeded("makes a range of more than " + MAX_RANGE + " items");
            }
            budget.items(1);
            numbers.add(Value.of(i));
        }
        return Value.Sequence.list(numbers);
    }
}
