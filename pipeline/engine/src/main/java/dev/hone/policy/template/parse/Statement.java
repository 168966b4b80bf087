package dev.hone.policy.template.parse;

import dev.hone.policy.template.value.Text;
import java.util.List;
import java.util.Optional;

/** A node of a template's body. */
public sealed interface Statement {

    /** The line of the template that its tag begins in, from 1. */
    int line();

    /** Text outside tags. */
    record Data(int line, Text text) implements Statement {}

    /** {@code {{ expression }}}. */
    record Output(int line, Expression expression) implements Statement {}

    record Branch(Expression condition, List<Statement> body) {}

    record If(int line, List<Branch> branches, List<Statement> otherwise) implements Statement {}

    record For(
            int line,
            List<String> targets,
            Expression iterable,
            Optional<Expression> filter,
            List<Statement> body,
            List<Statement> otherwise)
            implements Statement {}

    /** {@code {% set a = … %}}, or several names that a sequence is unpacked into. */
    record SetNames(int line, List<String> targets, Expression expression) implements Statement {}

    /** {@code {% set namespace.attribute = … %}}. */
    record SetMember(int line, String namespace, String member, Expression expression) implements Statement {}

    /** {@code {% set a %}…{% endset %}}. */
    record SetBlock(int line, String target, List<Statement> body) implements Statement {}

    record Parameter(String name, Optional<Expression> defaultValue) {}

    record Macro(int line, String name, List<Parameter> parameters, List<Statement> body) implements Statement {}

    /** {@code {% generation %}}: marks what the assistant wrote; a scope of its own. */
    record Generation(int line, List<Statement> body) implements Statement {}

    record Break(int line) implements Statement {}

    record Continue(int line) implements Statement {}
}
