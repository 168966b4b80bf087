package dev.hone.reward.grader.formula;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A part of a formula that has a value. Its text shows it with all brackets. */
sealed interface FormulaTerm {

    /**
     * Its value.
     *
     * @throws ArithmeticException if it has no finite value
     */
    double value(Map<String, Double> values);

    /** A number as it stands. */
    record Constant(double number) implements FormulaTerm {

        @Override
        public double value(Map<String, Double> values) {
            return number;
        }

        @Override
        public String toString() {
            return Double.toString(number);
        }
    }

    /** A number that the caller knows by name. */
    record Name(String name) implements FormulaTerm {

        @Override
        public double value(Map<String, Double> values) {
            Double value = values.get(name);
            if (value == null) {
                throw new ArithmeticException(name + " has no value");
            }
            return finite(value, this, values);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A term with a minus before it. */
    record Negative(FormulaTerm term) implements FormulaTerm {

        @Override
        public double value(Map<String, Double> values) {
            return -term.value(values);
        }

        @Override
        public String toString() {
            return "-" + term;
        }
    }

    /** Two terms and what stands between them. */
    record Operation(FormulaTerm left, FormulaOperator operator, FormulaTerm right) implements FormulaTerm {

        @Override
        public double value(Map<String, Double> values) {
            return finite(operator.of(left.value(values), right.value(values)), this, values);
        }

        @Override
        public String toString() {
            return "(" + left + " " + operator + " " + right + ")";
        }
    }

    /** A function of some terms. */
    record Call(FormulaFunction function, List<FormulaTerm> terms) implements FormulaTerm {

        @Override
        public double value(Map<String, Double> values) {
            double[] numbers =
                    terms.stream().mapToDouble(term -> term.value(values)).toArray();
            return finite(function.of(numbers), this, values);
        }

        @Override
        public String toString() {
            return terms.stream().map(FormulaTerm::toString).collect(Collectors.joining(", ", function + "(", ")"));
        }
    }

    private static double finite(double value, FormulaTerm term, Map<String, Double> values) {
        if (!Double.isFinite(value)) {
            throw new ArithmeticException(term + " is " + value + " where " + values);
        }
        return value;
    }
}
