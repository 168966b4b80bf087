package dev.hone.policy.template.value;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Python's ==, ordering and membership. */
public final class Comparisons {

    private static final int COMPARISON_STEPS = 4;

    private final RenderBudget budget;

    public Comparisons(RenderBudget budget) {
        this.budget = budget;
    }

    public boolean areEqual(Value left, Value right) {
        budget.spend(COMPARISON_STEPS);
        budget.enter();
        boolean equal = equal(left, right);
        budget.leave();
        return equal;
    }

    private boolean equal(Value left, Value right) {
        Optional<BigDecimal> leftNumber = number(left);
        Optional<BigDecimal> rightNumber = number(right);
        if (leftNumber.isPresent() && rightNumber.isPresent()) {
            return leftNumber.get().compareTo(rightNumber.get()) == 0;
        }
        if (left instanceof Text a && right instanceof Text b) {
            return areEqual(a.value(), b.value());
        }
        if (left instanceof Value.Sequence a && right instanceof Value.Sequence b) {
            return a.tuple() == b.tuple() && areEqual(a.items(), b.items());
        }
        if (left instanceof Value.Mapping a && right instanceof Value.Mapping b) {
            return areEqual(a.entries(), b.entries());
        }
        if (left instanceof Value.SafeText || right instanceof Value.SafeText) {
            throw TemplateErrors.unsupported("comparing safe text");
        }
        if (left instanceof Value.Undefined) {
            return right instanceof Value.Undefined;
        }
        return switch (PythonValues.typeName(left)) {
            case "float", "NoneType" -> left.equals(right);
            default -> left == right;
        };
    }

    private boolean areEqual(String left, String right) {
        if (left.length() != right.length()) {
            return false;
        }
        budget.spend(left.length());
        return left.equals(right);
    }

    private boolean areEqual(List<Value> left, List<Value> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!areEqual(left.get(i), right.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean areEqual(Map<String, Value.Entry> left, Map<String, Value.Entry> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (Map.Entry<String, Value.Entry> entry : left.entrySet()) {
            budget.spend(entry.getKey().length());
            Value.Entry other = right.get(entry.getKey());
            if (other == null || !areEqual(entry.getValue().value(), other.value())) {
                return false;
            }
        }
        return true;
    }

    /** The sign of left against right under an ordering operator. */
    public int compare(Value left, Value right, String operator) {
        Optional<BigDecimal> leftNumber = number(left);
        Optional<BigDecimal> rightNumber = number(right);
        if (leftNumber.isPresent() && rightNumber.isPresent()) {
            return leftNumber.get().compareTo(rightNumber.get());
        }
        if (left instanceof Text a && right instanceof Text b) {
            budget.spend((long) a.value().length() + b.value().length());
            return compareCodePoints(a.value(), b.value());
        }
        Operators.requireDefined(left, right);
        throw TemplateErrors.type("'" + operator + "' not supported between instances of '"
                + PythonValues.typeName(left) + "' and '" + PythonValues.typeName(right) + "'");
    }

    /** Python orders text by code points, Java by UTF-16 units. */
    static int compareCodePoints(String left, String right) {
        int[] a = left.codePoints().toArray();
        int[] b = right.codePoints().toArray();
        return java.util.Arrays.compare(a, b);
    }

    /** item in container. */
    public boolean contains(Value container, Value item) {
        if (container instanceof Text text) {
            if (item instanceof Text part) {
                budget.search(text.value(), part.value());
                return text.value().contains(part.value());
            }
            throw TemplateErrors.type(
                    "'in <string>' requires string as left operand, not " + PythonValues.typeName(item));
        }
        if (container instanceof Value.Mapping mapping) {
            return item instanceof Text key && mapping.get(key.value(), budget).isPresent();
        }
        if (!PythonValues.isIterable(container)) {
            throw TemplateErrors.type("argument of type '" + PythonValues.typeName(container) + "' is not iterable");
        }
        return PythonValues.iterate(container, budget).stream().anyMatch(value -> areEqual(value, item));
    }

    /** Numbers compare by value whatever their kind; a bool is 0 or 1. Infinities and NaN are left out. */
    private Optional<BigDecimal> number(Value value) {
        if (value instanceof Value.Int number) {
            budget.spend(number.words());
            return Optional.of(new BigDecimal(number.value()));
        }
        if (value instanceof Value.Bool bool) {
            return Optional.of(bool.value() ? BigDecimal.ONE : BigDecimal.ZERO);
        }
        if (value instanceof Value.Real real && Double.isFinite(real.value())) {
            return Optional.of(new BigDecimal(real.value()));
        }
        return Optional.empty();
    }
}
