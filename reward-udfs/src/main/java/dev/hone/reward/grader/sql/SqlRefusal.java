package dev.hone.reward.grader.sql;

/** Why a query gives no rows to compare. */
public final class SqlRefusal extends Exception {

    private static final long serialVersionUID = 1L;

    /** What kind of refusal. */
    public enum Kind {
        /** It is no query, or it fails. */
        ERROR,
        /** It is more than one query, writes, or calls what it must not. */
        FORBIDDEN,
        /** It takes too long, too much memory or gives too many rows. */
        LIMIT
    }

    private final Kind kind;

    SqlRefusal(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
