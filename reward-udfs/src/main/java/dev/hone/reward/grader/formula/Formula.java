package dev.hone.reward.grader.formula;

import java.util.Map;
import java.util.Set;

/**
 * A formula over named numbers: + - * / ^, brackets, comparisons that give 1 or 0, and the functions min, max, abs, floor, ceil, exp, sqrt
 * and log. {@code ^} binds most tightly and from the right, a minus less tightly: -2^2 is -4. Names are letters, digits and underscores.
 */
public final class Formula {

    /** Longer ones are refused. */
    public static final int MAX_CHARACTERS = 2_000;

    private final String text;
    private final FormulaTerm term;
    private final Set<String> names;

    private Formula(String text, FormulaTerm term, Set<String> names) {
        this.text = text;
        this.term = term;
        this.names = Set.copyOf(names);
    }

    /**
     * Reads a formula.
     *
     * @throws FormulaException if the text is no formula
     */
    public static Formula parse(String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw new FormulaException(MAX_CHARACTERS, "more than " + MAX_CHARACTERS + " characters");
        }
        FormulaParser parser = new FormulaParser(text);
        return new Formula(text, parser.whole(), parser.names());
    }

    /** The names in it. */
    public Set<String> names() {
        return names;
    }

    /**
     * Its value, a finite number.
     *
     * @throws ArithmeticException if a name has no value, or something in it has none that is finite, such as a division by 0
     */
    public double value(Map<String, Double> values) {
        return term.value(values);
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
