package dev.hone.reward.grader.math;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A term of numbers, constants, variables and operations. */
sealed interface Expression {

    /** The value for given variables. */
    Value at(Map<String, Value> variables);

    void collectVariables(Set<String> names);

    /**
     * A number as it is written.
     *
     * @param decimals digits after the point
     */
    record Literal(Rational value, int decimals) implements Expression {

        @Override
        public Value at(Map<String, Value> variables) {
            return value;
        }

        @Override
        public void collectVariables(Set<String> names) {}
    }

    /** π, e, i or ∞. */
    record Constant(Complex value) implements Expression {

        @Override
        public Value at(Map<String, Value> variables) {
            return value;
        }

        @Override
        public void collectVariables(Set<String> names) {}
    }

    /** A letter, perhaps with an index. */
    record Variable(String name) implements Expression {

        @Override
        public Value at(Map<String, Value> variables) {
            return variables.get(name);
        }

        @Override
        public void collectVariables(Set<String> names) {
            names.add(name);
        }
    }

    /** An operation on terms. */
    record Apply(Operator operator, List<Expression> operands) implements Expression {

        static Expression of(Operator operator, Expression... operands) {
            return new Apply(operator, List.of(operands));
        }

        @Override
        public Value at(Map<String, Value> variables) {
            List<Value> values = new ArrayList<>(operands.size()); // a stream would double the depth of the stack
            for (Expression operand : operands) {
                values.add(operand.at(variables));
            }
            return operator.of(values);
        }

        @Override
        public void collectVariables(Set<String> names) {
            operands.forEach(operand -> operand.collectVariables(names));
        }
    }
}
