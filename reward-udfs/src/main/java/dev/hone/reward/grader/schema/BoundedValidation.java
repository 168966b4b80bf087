package dev.hone.reward.grader.schema;

import com.networknt.schema.ExecutionContext;

/** Counts the steps of one validation: schemas that try several forms can need a number exponential in how deep a document is nested. */
final class BoundedValidation extends ExecutionContext {

    private static final int MAX_STEPS = 200_000;

    /** Some seven for each level of a document. */
    private static final int MAX_DEPTH = 1_000;

    /** The validation has taken too many steps, or they are nested too deep. */
    static final class TooLongException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooLongException() {
            super("too many steps", null, false, false);
        }
    }

    private int steps;
    private int depth;

    @Override
    public void evaluationPathAddLast(String name) {
        count();
        super.evaluationPathAddLast(name);
    }

    @Override
    public void evaluationPathAddLast(int index) {
        count();
        super.evaluationPathAddLast(index);
    }

    @Override
    public void evaluationPathRemoveLast() {
        depth--;
        super.evaluationPathRemoveLast();
    }

    private void count() {
        steps++;
        depth++;
        if (steps > MAX_STEPS || depth > MAX_DEPTH) {
            throw new TooLongException();
        }
    }
}
