package dev.hone.reward.grader.formula;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a formula from left to right. */
final class FormulaParser {

    private static final int MAX_DEPTH = 100;
    private static final int POWERS = 3;

    private final String text;
    private final Set<String> names = new LinkedHashSet<>();
    private int at;
    private int depth;

    FormulaParser(String text) {
        this.text = text;
    }

    /** The names that occur, in order. */
    Set<String> names() {
        return names;
    }

    FormulaTerm whole() {
        FormulaTerm term = operations(0);
        if (at < text.length()) {
            throw unexpected("an operator or the end");
        }
        return term;
    }

    /** Operations that bind at least as tightly as a level: from left to right, powers from right to left, comparisons once. */
    private FormulaTerm operations(int level) {
        if (level == POWERS) {
            return power();
        }
        FormulaTerm term = operations(level + 1);
        Optional<FormulaOperator> operator = operator(level);
        while (operator.isPresent()) {
            term = new FormulaTerm.Operation(term, operator.get(), operations(level + 1));
            operator = level == 0 ? Optional.empty() : operator(level);
        }
        return term;
    }

    /** A minus binds less tightly than a power before it, and more tightly behind it: -2 ^ 2 is -4, 2 ^ -1 is 0.5. */
    private FormulaTerm power() {
        if (++depth > MAX_DEPTH) {
            throw new FormulaException(at, "more than " + MAX_DEPTH + " brackets, minus signs or powers in each other");
        }
        FormulaTerm term;
        if (next('-')) {
            term = new FormulaTerm.Negative(power());
        } else {
            term = operand();
            if (operator(POWERS).isPresent()) {
                term = new FormulaTerm.Operation(term, FormulaOperator.POWER, power());
            }
        }
        depth--;
        return term;
    }

    private FormulaTerm operand() {
        if (next('(')) {
            FormulaTerm inner = operations(0);
            require(')', "an operator or )");
            return inner;
        }
        int start = at;
        if (at < text.length() && isNameStart(text.charAt(at))) {
            while (at < text.length() && (isNameStart(text.charAt(at)) || isDigit(at))) {
                at++;
            }
            String name = text.substring(start, at);
            return next('(') ? call(start, name) : named(name);
        }
        if (isDigit(at) || (at < text.length() && text.charAt(at) == '.' && isDigit(at + 1))) {
            return number();
        }
        throw unexpected("a number, a name, a function or (");
    }

    private FormulaTerm named(String name) {
        names.add(name);
        return new FormulaTerm.Name(name);
    }

    private FormulaTerm call(int start, String name) {
        FormulaFunction function = FormulaFunction.named(name)
                .orElseThrow(() -> new FormulaException(
                        start, "there is no function " + name + ", only " + FormulaFunction.all() + ":"));
        List<FormulaTerm> terms = new ArrayList<>();
        do {
            terms.add(operations(0));
        } while (next(','));
        require(')', "an operator, a comma or )");
        if (!function.takes(terms.size())) {
            throw new FormulaException(start, name + " takes one number, got " + terms.size() + ":");
        }
        return new FormulaTerm.Call(function, terms);
    }

    private FormulaTerm number() {
        int start = at;
        digits();
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            digits();
        }
        int mantissa = at;
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                at++;
            }
            if (!isDigit(at)) {
                at = mantissa;
                throw unexpected("an operator or the end");
            }
            digits();
        }
        double number = Double.parseDouble(text.substring(start, at));
        if (Double.isInfinite(number)) {
            throw new FormulaException(start, "a number that is too great:");
        }
        return new FormulaTerm.Constant(number);
    }

    private void digits() {
        while (isDigit(at)) {
            at++;
        }
    }

    private Optional<FormulaOperator> operator(int level) {
        skipSpace();
        for (FormulaOperator operator : FormulaOperator.values()) {
            if (text.startsWith(operator.toString(), at)) {
                if (operator.level() != level) {
                    return Optional.empty();
                }
                at += operator.toString().length();
                return Optional.of(operator);
            }
        }
        return Optional.empty();
    }

    private void require(char sign, String expected) {
        if (!next(sign)) {
            throw unexpected(expected);
        }
    }

    private boolean next(char sign) {
        skipSpace();
        if (at < text.length() && text.charAt(at) == sign) {
            at++;
            skipSpace();
            return true;
        }
        return false;
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private FormulaException unexpected(String expected) {
        String found = at < text.length() ? new String(Character.toChars(text.codePointAt(at))) : "the end";
        return new FormulaException(at, "expected " + expected + ", found " + found);
    }

    private boolean isDigit(int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    private static boolean isNameStart(char sign) {
        return sign == '_' || Character.isLetter(sign);
    }
}
