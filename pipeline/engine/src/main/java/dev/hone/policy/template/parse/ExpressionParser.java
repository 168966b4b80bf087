package dev.hone.policy.template.parse;

import dev.hone.policy.template.value.TemplateErrors;
import dev.hone.policy.template.value.Text;
import dev.hone.policy.template.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Parses expressions with Jinja's precedences, from loosest to tightest. Refuses names that nothing defines. */
final class ExpressionParser {

    /** Each pair of brackets counts three times. */
    private static final int MAX_DEPTH = 100;

    /** As in Python, which reads no longer numbers from text. */
    private static final int MAX_DIGITS = 4300;

    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
    private static final Set<String> LOOP_MEMBERS =
            Set.of("index", "index0", "first", "last", "length", "previtem", "nextitem", "revindex", "revindex0");

    private final TokenStream tokens;
    private final CallParser calls;
    private int depth;

    ExpressionParser(TokenStream tokens, Set<String> macros) {
        this.tokens = tokens;
        this.calls = new CallParser(tokens, this, macros);
    }

    /** A whole expression. */
    Expression parse() {
        enter();
        Expression value = or();
        while (tokens.skipName("if")) {
            Expression condition = or();
            Optional<Expression> otherwise = tokens.skipName("else") ? Optional.of(parse()) : Optional.empty();
            value = new Expression.Conditional(condition, value, otherwise);
        }
        depth--;
        return value;
    }

    /** An expression without a conditional, as after {@code in} and {@code if}. */
    Expression parseWithoutConditional() {
        return or();
    }

    private void enter() {
        depth++;
        if (depth > MAX_DEPTH) {
            throw TemplateErrors.refused(tokens.peek().line(), "expressions are nested deeper than " + MAX_DEPTH);
        }
    }

    private Expression or() {
        Expression left = and();
        while (tokens.skipName("or")) {
            left = new Expression.Or(left, and());
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (tokens.skipName("and")) {
            left = new Expression.And(left, not());
        }
        return left;
    }

    private Expression not() {
        enter();
        Expression value = tokens.skipName("not") ? new Expression.Not(not()) : comparison();
        depth--;
        return value;
    }

    private Expression comparison() {
        Expression first = sum();
        List<Expression.Link> links = new ArrayList<>();
        while (true) {
            if (tokens.peek().kind() == Token.Kind.OPERATOR
                    && COMPARISONS.contains(tokens.peek().text())) {
                links.add(new Expression.Link(tokens.next().text(), sum()));
            } else if (tokens.skipName("in")) {
                links.add(new Expression.Link("in", sum()));
            } else if (tokens.atName("not") && tokens.peekAfter().is(Token.Kind.NAME, "in")) {
                tokens.next();
                tokens.next();
                links.add(new Expression.Link("not in", sum()));
            } else {
                return links.isEmpty() ? first : new Expression.Comparison(first, links);
            }
        }
    }

    private Expression sum() {
        Expression left = concatenation();
        while (tokens.atOperator("+") || tokens.atOperator("-")) {
            left = new Expression.Binary(tokens.next().text(), left, concatenation());
        }
        return left;
    }

    private Expression concatenation() {
        List<Expression> parts = new ArrayList<>(List.of(product()));
        while (tokens.skipOperator("~")) {
            parts.add(product());
        }
        return parts.size() == 1 ? parts.get(0) : new Expression.Concatenation(parts);
    }

    private Expression product() {
        Expression left = unary(true);
        while (tokens.peek().kind() == Token.Kind.OPERATOR
                && Set.of("*", "/", "//", "%").contains(tokens.peek().text())) {
            left = new Expression.Binary(tokens.next().text(), left, unary(true));
        }
        return left;
    }

    private Expression unary(boolean withFilters) {
        enter();
        Expression value;
        if (tokens.skipOperator("-")) {
            value = new Expression.Negate(unary(false));
        } else {
            value = postfix(primary());
        }
        depth--;
        return withFilters ? calls.filtersAndTests(value) : value;
    }

    Expression primary() {
        Token token = tokens.next();
        return switch (token.kind()) {
            case NAME -> name(token);
            case STRING -> string(token);
            case INTEGER -> integer(token);
            case FLOAT -> new Expression.Literal(new Value.Real(Double.parseDouble(token.text())));
            case OPERATOR -> bracket(token);
            case DATA, VARIABLE_BEGIN, VARIABLE_END, BLOCK_BEGIN, BLOCK_END, END ->
                throw TemplateErrors.refused(token.line(), "an expression is missing");
        };
    }

    private static Expression integer(Token token) {
        if (token.text().length() > MAX_DIGITS) {
            throw TemplateErrors.refused(token.line(), "a number of more than " + MAX_DIGITS + " digits");
        }
        return new Expression.Literal(new Value.Int(new BigInteger(token.text())));
    }

    private static Expression name(Token token) {
        return switch (token.text()) {
            case "true", "True" -> new Expression.Literal(Value.TRUE);
            case "false", "False" -> new Expression.Literal(Value.FALSE);
            case "none", "None" -> new Expression.Literal(Value.NONE);
            default -> new Expression.Name(token.text());
        };
    }

    private Expression string(Token first) {
        StringBuilder text = new StringBuilder(first.text());
        while (tokens.peek().kind() == Token.Kind.STRING) {
            text.append(tokens.next().text());
        }
        return new Expression.Literal(Text.ofTemplate(text.toString()));
    }

    private Expression bracket(Token token) {
        return switch (token.text()) {
            case "(" -> parenthesis();
            case "[" -> new Expression.ListOf(items("]"), false);
            case "{" -> mapping();
            default -> throw TemplateErrors.refused(token.line(), "unexpected '" + token.text() + "'");
        };
    }

    private Expression parenthesis() {
        if (tokens.skipOperator(")")) {
            return new Expression.ListOf(List.of(), true);
        }
        Expression first = parse();
        if (tokens.skipOperator(")")) {
            return first;
        }
        tokens.expectOperator(",");
        List<Expression> items = new ArrayList<>(List.of(first));
        items.addAll(items(")"));
        return new Expression.ListOf(items, true);
    }

    private List<Expression> items(String closing) {
        List<Expression> items = new ArrayList<>();
        while (!tokens.skipOperator(closing)) {
            items.add(parse());
            if (!tokens.atOperator(closing)) {
                tokens.expectOperator(",");
            }
        }
        return items;
    }

    private Expression mapping() {
        List<Expression> keys = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        while (!tokens.skipOperator("}")) {
            keys.add(parse());
            tokens.expectOperator(":");
            values.add(parse());
            if (!tokens.atOperator("}")) {
                tokens.expectOperator(",");
            }
        }
        return new Expression.MappingOf(keys, values);
    }

    /** Members, items and calls behind a value. */
    Expression postfix(Expression start) {
        Expression value = start;
        while (true) {
            if (tokens.skipOperator(".")) {
                value = attribute(value);
            } else if (tokens.skipOperator("[")) {
                value = subscript(value);
            } else if (tokens.atOperator("(")) {
                value = calls.call(value);
            } else {
                return value;
            }
        }
    }

    private Expression attribute(Expression owner) {
        if (tokens.peek().kind() == Token.Kind.INTEGER) {
            return new Expression.Item(owner, primary());
        }
        Token name = tokens.expect(Token.Kind.NAME);
        if (owner instanceof Expression.Name loop
                && loop.name().equals("loop")
                && !LOOP_MEMBERS.contains(name.text())) {
            throw TemplateErrors.refused(name.line(), "loop." + name.text() + " is not supported");
        }
        return new Expression.Attribute(owner, name.text());
    }

    private Expression subscript(Expression owner) {
        Optional<Expression> start = tokens.atOperator(":") ? Optional.empty() : Optional.of(parse());
        if (tokens.skipOperator("]")) {
            return new Expression.Item(owner, start.orElseThrow());
        }
        tokens.expectOperator(":");
        Optional<Expression> stop = bound();
        Optional<Expression> step = tokens.skipOperator(":") ? bound() : Optional.empty();
        tokens.expectOperator("]");
        return new Expression.Slice(owner, start, stop, step);
    }

    private Optional<Expression> bound() {
        return tokens.atOperator(":") || tokens.atOperator("]") ? Optional.empty() : Optional.of(parse());
    }
}
