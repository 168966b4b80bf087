package dev.hone.reward.grader.math;

import java.math.BigDecimal;

/**
 * A piece of a formula.
 *
 * @param text a number's digits, a function's or variable's name, an operator or a bracket
 * @param spaced whether white space stands before it
 */
record Token(Type type, String text, boolean spaced) {

    enum Type {
        NUMBER,
        NAME,
        VARIABLE,
        SYMBOL
    }

    boolean is(String symbol) {
        return type == Type.SYMBOL && text.equals(symbol);
    }

    boolean isName(String name) {
        return type == Type.NAME && text.equals(name);
    }

    boolean opens() {
        return type == Type.SYMBOL && (is("(") || is("[") || is("{") || is("\\{"));
    }

    boolean closes() {
        return type == Type.SYMBOL && (is(")") || is("]") || is("}") || is("\\}"));
    }

    Expression.Literal literal() {
        BigDecimal number = new BigDecimal(text);
        return new Expression.Literal(Rational.of(number), Math.max(0, number.scale()));
    }
}
