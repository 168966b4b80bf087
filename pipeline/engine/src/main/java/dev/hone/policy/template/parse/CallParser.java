package dev.hone.policy.template.parse;

import dev.hone.policy.template.builtin.Filters;
import dev.hone.policy.template.builtin.Globals;
import dev.hone.policy.template.builtin.Methods;
import dev.hone.policy.template.builtin.ValueTests;
import dev.hone.policy.template.value.TemplateErrors;
import dev.hone.policy.template.value.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Parses calls, filters and tests, and refuses those that this subset does not have. */
final class CallParser {

    private final TokenStream tokens;
    private final ExpressionParser expressions;
    private final Set<String> macros;

    CallParser(TokenStream tokens, ExpressionParser expressions, Set<String> macros) {
        this.tokens = tokens;
        this.expressions = expressions;
        this.macros = macros;
    }

    Expression call(Expression callee) {
        int line = tokens.peek().line();
        if (callee instanceof Expression.Name name) {
            if (!macros.contains(name.name()) && !Globals.NAMES.contains(name.name())) {
                throw TemplateErrors.refused(line, "the function " + name.name() + " is not known");
            }
        } else if (callee instanceof Expression.Attribute method) {
            if (!Methods.NAMES.contains(method.name())) {
                throw TemplateErrors.refused(line, "the method " + method.name() + " is not supported");
            }
        } else {
            throw TemplateErrors.refused(line, "only named functions and methods can be called");
        }
        return new Expression.Call(callee, arguments());
    }

    private Expression.ArgumentList arguments() {
        tokens.expectOperator("(");
        List<Expression> positional = new ArrayList<>();
        Map<String, Expression> named = new LinkedHashMap<>();
        while (!tokens.skipOperator(")")) {
            if (tokens.peek().kind() == Token.Kind.NAME && tokens.peekAfter().is(Token.Kind.OPERATOR, "=")) {
                String name = tokens.next().text();
                tokens.next();
                named.put(name, expressions.parse());
            } else if (tokens.atOperator("*") || tokens.atOperator("**") || !named.isEmpty()) {
                throw tokens.unexpected("a keyword argument (* and ** are not supported)");
            } else {
                positional.add(expressions.parse());
            }
            if (!tokens.atOperator(")")) {
                tokens.expectOperator(",");
            }
        }
        return new Expression.ArgumentList(positional, named);
    }

    /** Everything that can stand behind an operand: {@code | filter} and {@code is test}. */
    Expression filtersAndTests(Expression start) {
        Expression value = start;
        while (true) {
            if (tokens.skipOperator("|")) {
                value = filter(value);
            } else if (tokens.skipName("is")) {
                value = test(value);
            } else if (tokens.atOperator("(")) {
                throw tokens.unexpected("an operator");
            } else {
                return value;
            }
        }
    }

    private Expression filter(Expression input) {
        Token name = tokens.expect(Token.Kind.NAME);
        if (!Filters.NAMES.contains(name.text())) {
            throw TemplateErrors.refused(name.line(), "the filter " + name.text() + " is not supported");
        }
        Expression.ArgumentList arguments =
                tokens.atOperator("(") ? arguments() : new Expression.ArgumentList(List.of(), Map.of());
        checkNamedTest(name, arguments);
        return new Expression.Filter(input, name.text(), arguments);
    }

    /** select and its kin take the name of a test as an argument, map that of a filter. */
    private static void checkNamedTest(Token filter, Expression.ArgumentList arguments) {
        int position = filter.text().endsWith("attr") ? 1 : 0;
        boolean takesTest =
                Set.of("select", "reject", "selectattr", "rejectattr").contains(filter.text());
        if ((takesTest || filter.text().equals("map")) && arguments.positional().size() > position) {
            Set<String> known = takesTest ? ValueTests.NAMES : Filters.NAMES;
            boolean found = arguments.positional().get(position) instanceof Expression.Literal literal
                    && literal.value() instanceof Text name
                    && known.contains(name.value());
            if (!found) {
                throw TemplateErrors.refused(
                        filter.line(), filter.text() + " needs the name of a known test or filter");
            }
        }
    }

    private Expression test(Expression input) {
        boolean negated = tokens.skipName("not");
        Token name = tokens.expect(Token.Kind.NAME);
        if (!ValueTests.NAMES.contains(name.text())) {
            throw TemplateErrors.refused(name.line(), "the test " + name.text() + " is not supported");
        }
        Expression test = new Expression.Test(input, name.text(), testArguments());
        return negated ? new Expression.Not(test) : test;
    }

    private List<Expression> testArguments() {
        if (tokens.atOperator("(")) {
            Expression.ArgumentList arguments = arguments();
            if (!arguments.named().isEmpty()) {
                throw tokens.unexpected("positional arguments of a test");
            }
            return arguments.positional();
        }
        return startsArgument() ? List.of(expressions.postfix(expressions.primary())) : List.of();
    }

    private boolean startsArgument() {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case STRING, INTEGER, FLOAT -> true;
            case NAME -> {
                if (token.text().equals("is")) {
                    throw tokens.unexpected("no second test (tests cannot be chained)");
                }
                yield !Set.of("else", "or", "and").contains(token.text());
            }
            case OPERATOR -> token.text().equals("[") || token.text().equals("{");
            case DATA, VARIABLE_BEGIN, VARIABLE_END, BLOCK_BEGIN, BLOCK_END, END -> false;
        };
    }
}
