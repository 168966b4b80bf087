package dev.hone.policy.template.value;

import dev.hone.error.DataException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Arithmetic on numbers, and what Python's + does to texts and lists. */
public final class Operators {

    /** The operators that the parser accepts; %, and * on texts and lists, are refused when they meet one. */
    static final Set<String> BINARY = Set.of("+", "-", "*", "/", "//", "%");

    /** Of the result of a calculation; what is longer can be printed only. */
    private static final int MAX_BITS = 1024;

    private Operators() {}

    public static Value apply(String operator, Value left, Value right, RenderBudget budget) {
        requireDefined(left, right);
        if (operator.equals("+") && left instanceof Text text) {
            return concatenate(text, right, budget);
        }
        if (operator.equals("+")
                && left instanceof Value.Sequence a
                && right instanceof Value.Sequence b
                && a.tuple() == b.tuple()) {
            budget.items((long) a.items().size() + b.items().size());
            List<Value> items = new ArrayList<>(a.items());
            items.addAll(b.items());
            return new Value.Sequence(items, a.tuple());
        }
        if (isNumber(left) && isNumber(right)) {
            return left instanceof Value.Real || right instanceof Value.Real || operator.equals("/")
                    ? real(operator, toDouble(left), toDouble(right))
                    : integer(operator, toInteger(left), toInteger(right));
        }
        boolean safe = left instanceof Value.SafeText || right instanceof Value.SafeText;
        boolean repeats = left instanceof Text || right instanceof Text || left instanceof Value.Sequence;
        if (safe || (repeats && !operator.equals("+"))) {
            throw TemplateErrors.unsupported(
                    operator + " on " + PythonValues.typeName(left) + " and " + PythonValues.typeName(right));
        }
        if (left instanceof Value.Sequence) {
            throw cannotConcatenate(PythonValues.typeName(left), right);
        }
        throw TemplateErrors.type("unsupported operand type(s) for " + operator + ": '" + PythonValues.typeName(left)
                + "' and '" + PythonValues.typeName(right) + "'");
    }

    public static void requireDefined(Value left, Value right) {
        if (left instanceof Value.Undefined undefined) {
            throw TemplateErrors.undefined(undefined);
        }
        if (right instanceof Value.Undefined undefined) {
            throw TemplateErrors.undefined(undefined);
        }
    }

    private static Text concatenate(Text left, Value right, RenderBudget budget) {
        if (right instanceof Text text) {
            return new TextBuilder(budget).add(left).add(text).build();
        }
        if (right instanceof Value.SafeText) {
            throw TemplateErrors.unsupported("+ on safe text");
        }
        throw cannotConcatenate("str", right);
    }

    private static DataException cannotConcatenate(String kind, Value right) {
        return TemplateErrors.type(
                "can only concatenate " + kind + " (not \"" + PythonValues.typeName(right) + "\") to " + kind);
    }

    public static Value negate(Value value) {
        if (value instanceof Value.Real real) {
            return new Value.Real(-real.value());
        }
        if (isNumber(value)) {
            return new Value.Int(toInteger(value).negate());
        }
        requireDefined(value, value);
        throw TemplateErrors.type("bad operand type for unary -: '" + PythonValues.typeName(value) + "'");
    }

    private static Value integer(String operator, BigInteger left, BigInteger right) {
        if (left.bitLength() + right.bitLength() > MAX_BITS) {
            throw TemplateErrors.unsupported("a calculation with integers of more than " + MAX_BITS + " bits");
        }
        return new Value.Int(
                switch (operator) {
                    case "+" -> left.add(right);
                    case "-" -> left.subtract(right);
                    case "*" -> left.multiply(right);
                    case "//" -> floorDivide(left, right);
                    case "%" -> left.subtract(floorDivide(left, right).multiply(right));
                    default -> throw TemplateErrors.unsupported(operator);
                });
    }

    private static BigInteger floorDivide(BigInteger left, BigInteger right) {
        if (right.signum() == 0) {
            throw TemplateErrors.runtime("ZeroDivisionError", "integer division or modulo by zero");
        }
        BigInteger[] parts = left.divideAndRemainder(right);
        return parts[1].signum() != 0 && parts[1].signum() != right.signum()
                ? parts[0].subtract(BigInteger.ONE)
                : parts[0];
    }

    private static Value real(String operator, double left, double right) {
        if (right == 0 && operator.equals("/")) {
            throw TemplateErrors.runtime("ZeroDivisionError", "division by zero");
        }
        return new Value.Real(
                switch (operator) {
                    case "+" -> left + right;
                    case "-" -> left - right;
                    case "*" -> left * right;
                    case "/" -> left / right;
                    default -> throw TemplateErrors.unsupported(operator + " on float");
                });
    }

    public static boolean isNumber(Value value) {
        return value instanceof Value.Int || value instanceof Value.Real || value instanceof Value.Bool;
    }

    private static BigInteger toInteger(Value value) {
        if (value instanceof Value.Int number) {
            return number.value();
        }
        return value.equals(Value.TRUE) ? BigInteger.ONE : BigInteger.ZERO;
    }

    private static double toDouble(Value value) {
        return value instanceof Value.Real real
                ? real.value()
                : toInteger(value).doubleValue();
    }
}
