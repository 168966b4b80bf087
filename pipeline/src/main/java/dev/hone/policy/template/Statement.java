package dev.hone.policy.template;

import java.util.List;
import java.util.Optional;

/** A node of a template's body. */
sealed interface Statement {

    /** Text outside tags. */
    record Data(Text text) implements Statement {}

    /** {@code {{ expression }}}. */
    record Output(Expression expression) implements Statement {}

    record Branch(Expression condition, List<Statement> body) {}

    record If(List<Branch> branches, List<Statement> otherwise) implements Statement {}

    record For(
            List<String> targets,
            Expression iterable,
            Optional<Expression> filter,
            List<Statement> body,
            List<Statement> otherwise)
            implements Statement {}

    /** {@code {% set a = … %}}, or several names that a sequence is unpacked into. */
    record SetNames(List<String> targets, Expression expression) implements Statement {}

    /** {@code {% set namespace.attribute = … %}}. */
    record SetMember(String namespace, String member, Expression expression) implements Statement {}

    /** {@code {% set a %}…{% endset %}}. */
    record SetBlock(String target, List<Statement> body) implements Statement {}

    record Parameter(String name, Optional<Expression> defaultValue) {}

    record Macro(String name, List<Parameter> parameters, List<Statement> body) implements Statement {}

    /** {@code {% generation %}}: marks what the assistant wrote; a scope of its own. */
    record Generation(List<Statement> body) implements Statement {}

    record Break() implements Statement {}

    record Continue() implements Statement {}
}
