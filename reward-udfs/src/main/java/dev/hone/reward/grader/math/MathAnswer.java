package dev.hone.reward.grader.math;

import java.util.List;

/** A mathematical answer of some form. */
public sealed interface MathAnswer {

    /**
     * A number or a term.
     *
     * @param percent whether a per cent sign follows
     * @param unit its unit or currency, in a form that equal ones share; empty where there is none that is known
     */
    record Term(Expression expression, boolean percent, String unit) implements MathAnswer {}

    /** Members in no order: {1, 2}, "1 and 2", ±2, ∅. */
    record Members(List<MathAnswer> members) implements MathAnswer {}

    /** A tuple or, of two items, an interval: (1, 2], with its brackets. */
    record Bracketed(char open, List<MathAnswer> items, char close) implements MathAnswer {}

    /** A union of intervals. */
    record Union(List<MathAnswer> parts) implements MathAnswer {}

    /** Rows of cells. */
    record Matrix(List<List<MathAnswer>> rows) implements MathAnswer {}

    /**
     * left = right, left &lt; right and so on.
     *
     * @param operator =, &lt;, &lt;=, or !=; what is greater stands on the right
     */
    record Relation(Expression left, String operator, Expression right) implements MathAnswer {}

    /** A named thing, f(x) = … or (x, y) = …, and what it is; {@code x = 4} is a relation. */
    record Definition(String name, MathAnswer value) implements MathAnswer {}

    /** left &lt; middle &lt; right. */
    record Between(Relation low, Relation high) implements MathAnswer {}

    /** A word, such as Yes or Evelyn. */
    record Words(String text) implements MathAnswer {}
}
