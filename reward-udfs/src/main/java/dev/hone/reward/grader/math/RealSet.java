package dev.hone.reward.grader.math;

import dev.hone.reward.grader.math.MathAnswer.Between;
import dev.hone.reward.grader.math.MathAnswer.Bracketed;
import dev.hone.reward.grader.math.MathAnswer.Relation;
import dev.hone.reward.grader.math.MathAnswer.Term;
import dev.hone.reward.grader.math.MathAnswer.Union;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Real numbers as ascending intervals that do not touch: what intervals, unions and inequalities of one variable say. */
record RealSet(List<Interval> intervals) {

    /** From low to high; infinite ends are open. */
    record Interval(double low, boolean lowClosed, double high, boolean highClosed) {

        boolean isNear(Interval other) {
            return lowClosed == other.lowClosed
                    && highClosed == other.highClosed
                    && Complex.real(low).isNear(Complex.real(other.low))
                    && Complex.real(high).isNear(Complex.real(other.high));
        }

        boolean isEmpty() {
            return low > high || (low == high && !(lowClosed && highClosed));
        }
    }

    /** The set that an answer describes; empty if it describes none. */
    static Optional<RealSet> of(MathAnswer answer) {
        try {
            List<Interval> intervals = new ArrayList<>();
            collect(answer, intervals);
            return Optional.of(new RealSet(merged(intervals)));
        } catch (UnreadableException noSet) {
            return Optional.empty();
        }
    }

    boolean isNear(RealSet other) {
        if (intervals.size() != other.intervals.size()) {
            return false;
        }
        for (int i = 0; i < intervals.size(); i++) {
            if (!intervals.get(i).isNear(other.intervals.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static void collect(MathAnswer answer, List<Interval> intervals) {
        if (answer instanceof Union union) {
            union.parts().forEach(part -> collect(part, intervals));
            if (union.parts().isEmpty()) {
                intervals.add(new Interval(Double.NEGATIVE_INFINITY, false, Double.POSITIVE_INFINITY, false));
            }
        } else if (answer instanceof Bracketed pair && pair.items().size() == 2) {
            intervals.add(new Interval(
                    end(pair.items().get(0)),
                    pair.open() == '[',
                    end(pair.items().get(1)),
                    pair.close() == ']'));
        } else if (answer instanceof Relation relation) {
            intervals.add(half(relation));
        } else if (answer instanceof Between between) {
            Interval low = half(between.low());
            Interval high = half(between.high());
            intervals.add(new Interval(low.low(), low.lowClosed(), high.high(), high.highClosed()));
        } else {
            throw new UnreadableException("no set of numbers");
        }
    }

    private static Interval half(Relation relation) {
        boolean closed = relation.operator().equals("<=");
        if (!closed && !relation.operator().equals("<")) {
            throw new UnreadableException("no inequality");
        }
        if (relation.left() instanceof Expression.Variable) {
            return new Interval(Double.NEGATIVE_INFINITY, false, number(relation.right()), closed);
        }
        if (relation.right() instanceof Expression.Variable) {
            return new Interval(number(relation.left()), closed, Double.POSITIVE_INFINITY, false);
        }
        throw new UnreadableException("no variable alone");
    }

    private static double end(MathAnswer answer) {
        if (answer instanceof Term term) {
            return number(term.expression());
        }
        throw new UnreadableException("no number");
    }

    private static double number(Expression expression) {
        Set<String> variables = new HashSet<>();
        expression.collectVariables(variables);
        if (!variables.isEmpty()) {
            throw new UnreadableException("no number");
        }
        return expression.at(Map.of()).complex().asReal();
    }

    private static List<Interval> merged(List<Interval> intervals) {
        List<Interval> merged = new ArrayList<>();
        intervals.stream()
                .filter(interval -> !interval.isEmpty())
                .sorted(Comparator.comparingDouble(Interval::low).thenComparing(interval -> !interval.lowClosed()))
                .forEach(next -> {
                    if (merged.isEmpty() || !touch(merged.get(merged.size() - 1), next)) {
                        merged.add(next);
                    } else {
                        merged.add(joined(merged.remove(merged.size() - 1), next));
                    }
                });
        return merged;
    }

    private static boolean touch(Interval first, Interval next) {
        return next.low() < first.high() || (next.low() == first.high() && (next.lowClosed() || first.highClosed()));
    }

    private static Interval joined(Interval first, Interval next) {
        boolean inside = next.high() < first.high() || (next.high() == first.high() && first.highClosed());
        return new Interval(
                first.low(),
                first.lowClosed(),
                inside ? first.high() : next.high(),
                inside ? first.highClosed() : next.highClosed());
    }
}
