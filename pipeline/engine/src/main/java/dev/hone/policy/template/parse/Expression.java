package dev.hone.policy.template.parse;

import dev.hone.policy.template.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A node of an expression. */
public sealed interface Expression {

    record Literal(Value value) implements Expression {}

    record Name(String name) implements Expression {}

    record ListOf(List<Expression> items, boolean tuple) implements Expression {}

    record MappingOf(List<Expression> keys, List<Expression> values) implements Expression {}

    /** {@code owner.name}: Python looks for an attribute first, then for an item. */
    record Attribute(Expression owner, String name) implements Expression {}

    /** {@code owner[key]}: an item first, then an attribute. */
    record Item(Expression owner, Expression key) implements Expression {}

    record Slice(Expression owner, Optional<Expression> start, Optional<Expression> stop, Optional<Expression> step)
            implements Expression {}

    record ArgumentList(List<Expression> positional, Map<String, Expression> named) {}

    record Call(Expression callee, ArgumentList arguments) implements Expression {}

    record Filter(Expression input, String name, ArgumentList arguments) implements Expression {}

    record Test(Expression input, String name, List<Expression> arguments) implements Expression {}

    record Not(Expression operand) implements Expression {}

    record Negate(Expression operand) implements Expression {}

    record And(Expression left, Expression right) implements Expression {}

    record Or(Expression left, Expression right) implements Expression {}

    record Binary(String operator, Expression left, Expression right) implements Expression {}

    /** One link of a chained comparison such as {@code a < b < c}. */
    record Link(String operator, Expression right) {}

    record Comparison(Expression first, List<Link> links) implements Expression {}

    /** {@code a ~ b}: the texts of both. */
    record Concatenation(List<Expression> parts) implements Expression {}

    record Conditional(Expression condition, Expression then, Optional<Expression> otherwise) implements Expression {}
}
