package dev.hone.policy.template.builtin;

import dev.hone.policy.template.value.Comparisons;
import dev.hone.policy.template.value.Operators;
import dev.hone.policy.template.value.PythonValues;
import dev.hone.policy.template.value.RenderBudget;
import dev.hone.policy.template.value.TemplateErrors;
import dev.hone.policy.template.value.Text;
import dev.hone.policy.template.value.Value;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;

/** What can stand behind {@code is}. */
public final class ValueTests {

    public static final Set<String> NAMES = Set.of(
            "defined",
            "undefined",
            "none",
            "string",
            "mapping",
            "iterable",
            "sequence",
            "number",
            "integer",
            "float",
            "boolean",
            "true",
            "false",
            "equalto",
            "eq",
            "ne",
            "in",
            "odd",
            "even",
            "divisibleby",
            "lt",
            "le",
            "gt",
            "ge");

    private final Comparisons comparisons;

    public ValueTests(RenderBudget budget) {
        this.comparisons = new Comparisons(budget);
    }

    public boolean test(String name, Value value, List<Value> arguments) {
        return switch (name) {
            case "equalto", "eq" -> comparisons.areEqual(value, argument(name, arguments));
            case "ne" -> !comparisons.areEqual(value, argument(name, arguments));
            case "in" -> comparisons.contains(argument(name, arguments), value);
            case "lt" -> comparisons.compare(value, argument(name, arguments), "<") < 0;
            case "le" -> comparisons.compare(value, argument(name, arguments), "<=") <= 0;
            case "gt" -> comparisons.compare(value, argument(name, arguments), ">") > 0;
            case "ge" -> comparisons.compare(value, argument(name, arguments), ">=") >= 0;
            case "divisibleby" -> remainder(value, argument(name, arguments)) == 0;
            default -> {
                if (!arguments.isEmpty()) {
                    throw TemplateErrors.type("the test " + name + " takes no arguments");
                }
                yield test(name, value);
            }
        };
    }

    private static boolean test(String name, Value value) {
        return switch (name) {
            case "defined" -> !(value instanceof Value.Undefined);
            case "undefined" -> value instanceof Value.Undefined;
            case "none" -> value instanceof Value.None;
            case "string" -> value instanceof Text || value instanceof Value.SafeText;
            case "mapping" -> value instanceof Value.Mapping;
            case "iterable" -> PythonValues.isIterable(value) || value instanceof Value.SafeText;
            case "sequence" -> PythonValues.isIterable(value) || value instanceof Value.SafeText;
            case "number" -> Operators.isNumber(value);
            case "integer" -> value instanceof Value.Int;
            case "float" -> value instanceof Value.Real;
            case "boolean" -> value instanceof Value.Bool;
            case "true" -> value.equals(Value.TRUE);
            case "false" -> value.equals(Value.FALSE);
            case "odd" -> remainder(value, Value.of(2)) == 1;
            case "even" -> remainder(value, Value.of(2)) == 0;
            default -> throw new IllegalStateException("no test " + name);
        };
    }

    private static Value argument(String name, List<Value> arguments) {
        if (arguments.size() != 1) {
            throw TemplateErrors.type("the test " + name + " takes one argument, not " + arguments.size());
        }
        return arguments.get(0);
    }

    private static int remainder(Value value, Value divisor) {
        BigInteger by = BigInteger.valueOf(PythonValues.requireInt(divisor, "divisibleby"));
        if (by.signum() == 0) {
            throw TemplateErrors.runtime("ZeroDivisionError", "integer modulo by zero");
        }
        return BigInteger.valueOf(PythonValues.requireInt(value, "divisibleby"))
                .mod(by.abs())
                .intValue();
    }
}
