package dev.hone.policy.template.render;

import dev.hone.policy.template.builtin.Filters;
import dev.hone.policy.template.builtin.Members;
import dev.hone.policy.template.builtin.Slices;
import dev.hone.policy.template.builtin.ValueTests;
import dev.hone.policy.template.parse.Expression;
import dev.hone.policy.template.value.Arguments;
import dev.hone.policy.template.value.Comparisons;
import dev.hone.policy.template.value.Operators;
import dev.hone.policy.template.value.PythonText;
import dev.hone.policy.template.value.PythonValues;
import dev.hone.policy.template.value.RenderBudget;
import dev.hone.policy.template.value.TemplateErrors;
import dev.hone.policy.template.value.Text;
import dev.hone.policy.template.value.TextBuilder;
import dev.hone.policy.template.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Evaluates expressions. */
final class Evaluator {

    private final RenderBudget budget;
    private final PythonText python;
    private final Members members;
    private final Comparisons comparisons;
    private final ValueTests tests;
    private final Filters filters;

    Evaluator(RenderBudget budget) {
        this.budget = budget;
        this.python = new PythonText(budget);
        this.members = new Members(budget);
        this.comparisons = new Comparisons(budget);
        this.tests = new ValueTests(budget);
        this.filters = new Filters(budget);
    }

    Value evaluate(Expression expression, Scope scope) {
        budget.spend(1);
        budget.enter();
        Value value = value(expression, scope);
        budget.leave();
        return value;
    }

    private Value value(Expression expression, Scope scope) {
        if (expression instanceof Expression.Literal literal) {
            return literal.value();
        }
        if (expression instanceof Expression.Name name) {
            return scope.get(name.name());
        }
        if (expression instanceof Expression.Attribute attribute) {
            return members.attribute(evaluate(attribute.owner(), scope), attribute.name());
        }
        if (expression instanceof Expression.Item item) {
            return members.item(evaluate(item.owner(), scope), evaluate(item.key(), scope));
        }
        if (expression instanceof Expression.Slice slice) {
            return slice(slice, scope);
        }
        if (expression instanceof Expression.Call || expression instanceof Expression.Filter) {
            return call(expression, scope);
        }
        if (expression instanceof Expression.ListOf list) {
            return new Value.Sequence(all(list.items(), scope), list.tuple());
        }
        if (expression instanceof Expression.MappingOf mapping) {
            return mapping(mapping, scope);
        }
        return operation(expression, scope);
    }

    private Value operation(Expression expression, Scope scope) {
        if (expression instanceof Expression.Test test) {
            return Value.of(tests.test(test.name(), evaluate(test.input(), scope), all(test.arguments(), scope)));
        }
        if (expression instanceof Expression.Not not) {
            return Value.of(!isTrue(not.operand(), scope));
        }
        if (expression instanceof Expression.Negate negate) {
            return Operators.negate(evaluate(negate.operand(), scope));
        }
        if (expression instanceof Expression.And and) {
            Value left = evaluate(and.left(), scope);
            return PythonValues.isTrue(left) ? evaluate(and.right(), scope) : left;
        }
        if (expression instanceof Expression.Or or) {
            Value left = evaluate(or.left(), scope);
            return PythonValues.isTrue(left) ? left : evaluate(or.right(), scope);
        }
        if (expression instanceof Expression.Binary binary) {
            return Operators.apply(
                    binary.operator(), evaluate(binary.left(), scope), evaluate(binary.right(), scope), budget);
        }
        if (expression instanceof Expression.Comparison comparison) {
            return compare(comparison, scope);
        }
        if (expression instanceof Expression.Concatenation concatenation) {
            return concatenate(concatenation, scope);
        }
        if (expression instanceof Expression.Conditional conditional) {
            return conditional(conditional, scope);
        }
        throw new IllegalStateException("no evaluation of " + expression);
    }

    boolean isTrue(Expression expression, Scope scope) {
        return PythonValues.isTrue(evaluate(expression, scope));
    }

    private List<Value> all(List<Expression> expressions, Scope scope) {
        List<Value> values = new ArrayList<>();
        for (Expression expression : expressions) {
            values.add(evaluate(expression, scope));
        }
        return values;
    }

    private Value mapping(Expression.MappingOf mapping, Scope scope) {
        List<Value.Entry> entries = new ArrayList<>();
        for (int i = 0; i < mapping.keys().size(); i++) {
            Value key = evaluate(mapping.keys().get(i), scope);
            if (!(key instanceof Text text)) {
                throw TemplateErrors.unsupported("a mapping with a key of type " + PythonValues.typeName(key));
            }
            entries.add(new Value.Entry(text, evaluate(mapping.values().get(i), scope)));
        }
        return Value.Mapping.of(entries);
    }

    private Value slice(Expression.Slice slice, Scope scope) {
        Value owner = evaluate(slice.owner(), scope);
        return Slices.slice(
                budget,
                owner,
                slice.start().map(e -> evaluate(e, scope)),
                slice.stop().map(e -> evaluate(e, scope)),
                slice.step().map(e -> evaluate(e, scope)));
    }

    private Value call(Expression expression, Scope scope) {
        if (expression instanceof Expression.Filter filter) {
            Value input = evaluate(filter.input(), scope);
            return filters.apply(filter.name(), input, arguments(filter.arguments(), scope));
        }
        Expression.Call call = (Expression.Call) expression;
        Value callee = evaluate(call.callee(), scope);
        if (callee instanceof Value.Callable callable) {
            Arguments arguments = arguments(call.arguments(), scope);
            budget.enter();
            Value result = callable.body().call(arguments);
            budget.leave();
            return result;
        }
        Operators.requireDefined(callee, callee);
        throw TemplateErrors.type("'" + PythonValues.typeName(callee) + "' object is not callable");
    }

    private Arguments arguments(Expression.ArgumentList list, Scope scope) {
        Map<String, Value> named = new LinkedHashMap<>();
        List<Value> positional = all(list.positional(), scope);
        list.named().forEach((name, expression) -> named.put(name, evaluate(expression, scope)));
        return new Arguments(positional, named);
    }

    private Value compare(Expression.Comparison comparison, Scope scope) {
        Value left = evaluate(comparison.first(), scope);
        for (Expression.Link link : comparison.links()) {
            Value right = evaluate(link.right(), scope);
            if (!holds(link.operator(), left, right)) {
                return Value.FALSE;
            }
            left = right;
        }
        return Value.TRUE;
    }

    private boolean holds(String operator, Value left, Value right) {
        return switch (operator) {
            case "==" -> comparisons.areEqual(left, right);
            case "!=" -> !comparisons.areEqual(left, right);
            case "in" -> comparisons.contains(right, left);
            case "not in" -> !comparisons.contains(right, left);
            case "<" -> comparisons.compare(left, right, operator) < 0;
            case "<=" -> comparisons.compare(left, right, operator) <= 0;
            case ">" -> comparisons.compare(left, right, operator) > 0;
            case ">=" -> comparisons.compare(left, right, operator) >= 0;
            default -> throw new IllegalStateException("no comparison " + operator);
        };
    }

    private Value concatenate(Expression.Concatenation concatenation, Scope scope) {
        TextBuilder out = new TextBuilder(budget);
        for (Expression part : concatenation.parts()) {
            Value value = evaluate(part, scope);
            if (value instanceof Value.SafeText) {
                throw TemplateErrors.unsupported("~ on safe text");
            }
            out.add(python.str(value));
        }
        return out.build();
    }

    private Value conditional(Expression.Conditional conditional, Scope scope) {
        if (isTrue(conditional.condition(), scope)) {
            return evaluate(conditional.then(), scope);
        }
        return conditional
                .otherwise()
                .map(e -> evaluate(e, scope))
                .orElseGet(() -> new Value.Undefined(
                        "the inline if-expression evaluated to false and no else section was defined."));
    }
}
