package dev.hone.serving.table;

/** Looks at rows one by one. */
@FunctionalInterface
public interface RowVisitor<R> {

    /** Whether it wants to see more. */
    boolean visit(R row);
}
