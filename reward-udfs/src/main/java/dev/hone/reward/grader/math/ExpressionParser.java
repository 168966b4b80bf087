package dev.hone.reward.grader.math;

import dev.hone.reward.grader.math.Expression.Apply;
import dev.hone.reward.grader.math.Expression.Constant;
import dev.hone.reward.grader.math.Expression.Literal;
import dev.hone.reward.grader.math.Expression.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads a term: precedence climbing over + −, * / and products without a sign, powers, factorials. */
final class ExpressionParser {

    private static final int MAX_DEPTH = 60;

    private static final Map<String, Constant> CONSTANTS = Map.of(
            "pi", new Constant(Complex.real(Math.PI)),
            "infinity", new Constant(Complex.real(Double.POSITIVE_INFINITY)));
    private static final Map<String, Constant> LETTERS =
            Map.of("e", new Constant(Complex.real(Math.E)), "i", new Constant(Complex.I));

    private final List<Token> tokens;
    private int at;
    private int depth;

    private ExpressionParser(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** @throws UnreadableException if the tokens are no term */
    static Expression parse(List<Token> tokens) {
        ExpressionParser parser = new ExpressionParser(new ArrayList<>(tokens));
        Expression expression = parser.sum();
        if (parser.at < tokens.size()) {
            throw new UnreadableException("more than a term");
        }
        return expression;
    }

    private Expression sum() {
        if (++depth > MAX_DEPTH) {
            throw new UnreadableException("nested too deep");
        }
        Expression sum = product();
        while (here("+") || here("-")) {
            boolean minus = take().is("-");
            Expression next = product();
            sum = Apply.of(Operator.ADD, sum, minus ? negated(next) : next);
        }
        depth--;
        return sum;
    }

    private Expression product() {
        Expression product = signed();
        while (at < tokens.size()) {
            if (here("*") || here("/")) {
                Operator operator = take().is("*") ? Operator.MULTIPLY : Operator.DIVIDE;
                product = Apply.of(operator, product, signed());
            } else if (startsFactor()) {
                product = Apply.of(Operator.MULTIPLY, product, power());
            } else {
                break;
            }
        }
        return product;
    }

    private Expression signed() {
        int minuses = 0;
        boolean signs = false;
        while (here("-") || here("+")) {
            minuses += take().is("-") ? 1 : 0;
            signs = true;
        }
        if (signs && minuses > 1) {
            throw new UnreadableException("several signs");
        }
        Expression factor = isMixed() ? mixed() : power();
        return minuses == 1 ? negated(factor) : factor;
    }

    private static Expression negated(Expression expression) {
        return expression instanceof Literal literal
                ? new Literal(literal.value().negated(), literal.decimals())
                : Apply.of(Operator.NEGATE, expression);
    }

    /** Whether a factor follows without a sign. Two numbers in a row are no product. */
    private boolean startsFactor() {
        Token token = tokens.get(at);
        return switch (token.type()) {
            case NUMBER -> !at(at - 1, Token.Type.NUMBER) && !token.spaced();
            case VARIABLE -> true;
            case NAME -> !token.isName("rfloor") && !token.isName("rceil");
            case SYMBOL -> token.is("(") || token.is("{");
        };
    }

    /** 2 1/2 or 2\frac{1}{2}: an integer before a fraction of integers that is below 1. */
    private boolean isMixed() {
        if (!isInteger(at)) {
            return false;
        }
        if (isInteger(at + 1)) {
            return tokens.get(at + 1).spaced() && symbol(at + 2, "/") && isInteger(at + 3) && below(at + 1, at + 3);
        }
        return at + 7 <= tokens.size()
                && tokens.get(at + 1).isName("frac")
                && symbol(at + 2, "{")
                && isInteger(at + 3)
                && symbol(at + 4, "}")
                && symbol(at + 5, "{")
                && isInteger(at + 6)
                && below(at + 3, at + 6);
    }

    private boolean below(int numerator, int denominator) {
        return tokens.get(numerator)
                        .literal()
                        .value()
                        .compareTo(tokens.get(denominator).literal().value())
                < 0;
    }

    private Expression mixed() {
        Expression whole = take().literal();
        if (at(at, Token.Type.NAME)) {
            return Apply.of(Operator.ADD, whole, primary());
        }
        Expression numerator = take().literal();
        take();
        return Apply.of(Operator.ADD, whole, Apply.of(Operator.DIVIDE, numerator, take().literal()));
    }

    private Expression power() {
        Expression base = postfix();
        if (!here("^")) {
            return base;
        }
        take();
        return Apply.of(Operator.POWER, base, exponent());
    }

    private Expression exponent() {
        if (++depth > MAX_DEPTH) {
            throw new UnreadableException("nested too deep");
        }
        boolean minus = here("-");
        if (minus) {
            take();
        }
        Expression exponent = power();
        depth--;
        return minus ? negated(exponent) : exponent;
    }

    private Expression postfix() {
        Expression operand = primary();
        while (here("!")) {
            take();
            operand = Apply.of(Operator.FACTORIAL, operand);
        }
        return operand;
    }

    private Expression primary() {
        Token token = take();
        return switch (token.type()) {
            case NUMBER -> token.literal();
            case VARIABLE -> LETTERS.containsKey(token.text()) ? LETTERS.get(token.text()) : new Variable(token.text());
            case NAME -> named(token.text());
            case SYMBOL -> enclosed(token);
        };
    }

    private Expression enclosed(Token open) {
        if (open.is("|")) {
            return Apply.of(Operator.ABS, until("|"));
        }
        return until(
                switch (open.text()) {
                    case "(" -> ")";
                    case "[" -> "]";
                    case "{" -> "}";
                    default -> throw new UnreadableException("the sign " + open.text());
                });
    }

    private Expression until(String close) {
        Expression inside = sum();
        expect(close);
        return inside;
    }

    private Expression named(String name) {
        if (CONSTANTS.containsKey(name)) {
            return CONSTANTS.get(name);
        }
        return switch (name) {
            case "frac" -> Apply.of(Operator.DIVIDE, argument(), argument());
            case "binom" -> Apply.of(Operator.BINOMIAL, argument(), argument());
            case "sqrt" -> root();
            case "log" -> logarithm();
            case "lfloor" -> untilName(Operator.FLOOR, "rfloor");
            case "lceil" -> untilName(Operator.CEIL, "rceil");
            case "emptyset", "reals", "rfloor", "rceil" -> throw new UnreadableException(name);
            default -> function(Operator.valueOf(name.toUpperCase(Locale.ROOT)));
        };
    }

    private Expression untilName(Operator operator, String close) {
        Expression inside = sum();
        if (!take().isName(close)) {
            throw new UnreadableException("no " + close);
        }
        return Apply.of(operator, inside);
    }

    /** Of a fraction or the like: a group, or as in LaTeX one digit or sign. */
    private Expression argument() {
        if (at(at, Token.Type.NUMBER) && tokens.get(at).text().length() > 1) {
            Token number = tokens.get(at);
            tokens.set(at, new Token(Token.Type.NUMBER, number.text().substring(1), false));
            return new Token(Token.Type.NUMBER, number.text().substring(0, 1), false).literal();
        }
        return primary();
    }

    private Expression root() {
        Expression degree = new Literal(Rational.of(2), 0);
        if (here("[")) {
            take();
            degree = until("]");
        }
        return Apply.of(Operator.ROOT, primary(), degree);
    }

    private Expression logarithm() {
        Expression base = new Literal(Rational.of(10), 0);
        if (here("_")) {
            take();
            base = primary();
        }
        return Apply.of(Operator.LOG, functionOperand(), base);
    }

    /** sin x, sin(x), sin^2 x, sin 2x. */
    private Expression function(Operator operator) {
        if (!here("^")) {
            return Apply.of(operator, functionOperand());
        }
        take();
        Expression exponent = exponent();
        return Apply.of(Operator.POWER, Apply.of(operator, functionOperand()), exponent);
    }

    /** A bracket; else the factors up to the next sign, bracket or function. */
    private Expression functionOperand() {
        if (++depth > MAX_DEPTH) {
            throw new UnreadableException("nested too deep");
        }
        boolean bracket = here("(");
        Expression operand = power();
        while (!bracket && at < tokens.size() && isPlainFactor(tokens.get(at))) {
            operand = Apply.of(Operator.MULTIPLY, operand, power());
        }
        depth--;
        return operand;
    }

    private static boolean isPlainFactor(Token token) {
        return token.type() == Token.Type.VARIABLE || token.isName("pi");
    }

    private boolean isInteger(int index) {
        return at(index, Token.Type.NUMBER) && tokens.get(index).text().chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private boolean at(int index, Token.Type type) {
        return index >= 0 && index < tokens.size() && tokens.get(index).type() == type;
    }

    private boolean symbol(int index, String symbol) {
        return index < tokens.size() && tokens.get(index).is(symbol);
    }

    private boolean here(String symbol) {
        return symbol(at, symbol);
    }

    private Token take() {
        if (at >= tokens.size()) {
            throw new UnreadableException("it ends too early");
        }
        return tokens.get(at++);
    }

    private void expect(String symbol) {
        if (!take().is(symbol)) {
            throw new UnreadableException("no " + symbol);
        }
    }
}
