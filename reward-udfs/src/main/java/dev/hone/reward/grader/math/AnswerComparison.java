package dev.hone.reward.grader.math;

import dev.hone.reward.grader.NumberTolerance;
import dev.hone.reward.grader.TextNormalizer;
import dev.hone.reward.grader.math.Expression.Apply;
import dev.hone.reward.grader.math.MathAnswer.Between;
import dev.hone.reward.grader.math.MathAnswer.Bracketed;
import dev.hone.reward.grader.math.MathAnswer.Definition;
import dev.hone.reward.grader.math.MathAnswer.Matrix;
import dev.hone.reward.grader.math.MathAnswer.Members;
import dev.hone.reward.grader.math.MathAnswer.Relation;
import dev.hone.reward.grader.math.MathAnswer.Term;
import dev.hone.reward.grader.math.MathAnswer.Union;
import dev.hone.reward.grader.math.MathAnswer.Words;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Whether two answers are the same mathematics. */
public final class AnswerComparison {

    private static final int MAX_MEMBERS = 50;
    private static final Expression HUNDRED = new Expression.Literal(Rational.of(100), 0);

    private final TermComparison terms;
    private final Percent percent;

    /**
     * A comparison.
     *
     * @param tolerance for numbers, besides equality
     */
    public AnswerComparison(NumberTolerance tolerance, Percent percent) {
        this.terms = new TermComparison(tolerance);
        this.percent = percent;
    }

    /**
     * Whether the given answer is the expected one.
     *
     * @throws UncomputableException if one of them has no value
     */
    public boolean equal(MathAnswer expected, MathAnswer given) {
        if (expected instanceof Definition definition) {
            return equal(definition.value(), given);
        }
        if (given instanceof Definition definition) {
            return equal(expected, definition.value());
        }
        if (expected instanceof Members || given instanceof Members) {
            return equalMembers(members(expected), members(given));
        }
        if (describesSet(expected) || describesSet(given)) {
            Optional<RealSet> a = RealSet.of(expected);
            Optional<RealSet> b = RealSet.of(given);
            if (a.isPresent() && b.isPresent() && !(expected instanceof Relation && given instanceof Relation)) {
                return a.get().isNear(b.get());
            }
        }
        if (expected instanceof Relation || given instanceof Relation) {
            return equalRelations(expected, given);
        }
        return equalForms(expected, given);
    }

    private boolean equalForms(MathAnswer expected, MathAnswer given) {
        if (expected instanceof Term a && given instanceof Term b) {
            return equalTerms(a, b);
        }
        if (expected instanceof Words a && given instanceof Words b) {
            return TextNormalizer.STANDARD.normalize(a.text()).equals(TextNormalizer.STANDARD.normalize(b.text()));
        }
        if (expected instanceof Bracketed a && given instanceof Bracketed b) {
            return a.open() == b.open() && a.close() == b.close() && all(a.items(), b.items(), this::equal);
        }
        if (expected instanceof Between a && given instanceof Between b) {
            return equalRelations(a.low(), b.low()) && equalRelations(a.high(), b.high());
        }
        Optional<List<List<MathAnswer>>> rows = rows(expected);
        Optional<List<List<MathAnswer>>> others = rows(given);
        return rows.isPresent()
                && others.isPresent()
                && all(rows.get(), others.get(), (row, other) -> all(row, other, this::equal));
    }

    private static boolean describesSet(MathAnswer answer) {
        return answer instanceof Union
                || answer instanceof Between
                || (answer instanceof Relation relation && relation.operator().startsWith("<"));
    }

    /** A matrix, or a list of lists in square brackets. */
    private static Optional<List<List<MathAnswer>>> rows(MathAnswer answer) {
        if (answer instanceof Matrix matrix) {
            return Optional.of(matrix.rows());
        }
        if (answer instanceof Bracketed lists
                && lists.open() == '['
                && lists.items().stream().allMatch(Bracketed.class::isInstance)) {
            return Optional.of(
                    lists.items().stream().map(row -> ((Bracketed) row).items()).toList());
        }
        return Optional.empty();
    }

    private static List<MathAnswer> members(MathAnswer answer) {
        return answer instanceof Members several ? several.members() : List.of(answer);
    }

    private boolean equalMembers(List<MathAnswer> expected, List<MathAnswer> given) {
        if (expected.size() > MAX_MEMBERS || given.size() > MAX_MEMBERS) {
            throw new UncomputableException("more than " + MAX_MEMBERS + " members");
        }
        return expected.stream().allMatch(a -> given.stream().anyMatch(b -> equal(a, b)))
                && given.stream().allMatch(b -> expected.stream().anyMatch(a -> equal(a, b)));
    }

    /** Equations by their solutions as far as a common factor goes; x = 4 is also just 4. */
    private boolean equalRelations(MathAnswer expected, MathAnswer given) {
        if (expected instanceof Relation a && given instanceof Relation b) {
            return a.operator().equals(b.operator())
                    && (a.operator().startsWith("<")
                            ? terms.equal(a.left(), b.left()) && terms.equal(a.right(), b.right())
                            : terms.proportional(difference(a), difference(b)));
        }
        Optional<MathAnswer> a = defined(expected);
        Optional<MathAnswer> b = defined(given);
        return a.isPresent() && b.isPresent() && equalForms(a.get(), b.get());
    }

    private static Expression difference(Relation relation) {
        return Apply.of(Operator.ADD, relation.left(), Apply.of(Operator.NEGATE, relation.right()));
    }

    /** What a letter is said to be; any other answer itself. */
    private static Optional<MathAnswer> defined(MathAnswer answer) {
        if (!(answer instanceof Relation relation)) {
            return Optional.of(answer);
        }
        boolean letter = relation.operator().equals("=") && relation.left() instanceof Expression.Variable;
        return letter ? Optional.of(new Term(relation.right(), false, "")) : Optional.empty();
    }

    private boolean equalTerms(Term expected, Term given) {
        if (!expected.unit().isEmpty()
                && !given.unit().isEmpty()
                && !expected.unit().equals(given.unit())) {
            return false;
        }
        Expression a = expected.expression();
        Expression b = given.expression();
        return switch (percent) {
            case IGNORE -> terms.equal(a, b);
            case FRACTION -> terms.equal(scaled(expected), scaled(given));
            case EITHER ->
                terms.equal(a, b)
                        || (expected.percent() != given.percent() && terms.equal(scaled(expected), scaled(given)));
        };
    }

    private static Expression scaled(Term term) {
        return term.percent() ? Apply.of(Operator.DIVIDE, term.expression(), HUNDRED) : term.expression();
    }

    private static <T> boolean all(List<T> expected, List<T> given, BiPredicate<T, T> equal) {
        if (expected.size() != given.size()) {
            return false;
        }
        for (int i = 0; i < expected.size(); i++) {
            if (!equal.test(expected.get(i), given.get(i))) {
                return false;
            }
        }
        return true;
    }
}
