package dev.hone.ingest.record;

import java.util.function.UnaryOperator;

/** A record, or a part of one, that cannot become a prompt. Carries no stack trace: it is an outcome and may occur for every line. */
public final class RecordRefused extends Exception {

    private static final long serialVersionUID = 1L;

    /** The detail quotes the record, which may hold a name of any length. */
    private static final int MAX_DETAIL_LENGTH = 200;

    private final QuarantineReason reason;
    private final String detail;

    /**
     * A refusal.
     *
     * @param detail what of the record is the matter, empty where the reason says all
     */
    public RecordRefused(QuarantineReason reason, String detail) {
        super(reason.message(abbreviate(detail)), null, false, false);
        this.reason = reason;
        this.detail = detail;
    }

    /** The message with a detail that was changed, such as by redaction, before it is cut. */
    public String message(UnaryOperator<String> change) {
        return reason.message(abbreviate(change.apply(detail)));
    }

    private static String abbreviate(String detail) {
        return detail.length() <= MAX_DETAIL_LENGTH ? detail : detail.substring(0, MAX_DETAIL_LENGTH) + "…";
    }

    /** Why it is refused. */
    public QuarantineReason reason() {
        return reason;
    }
}
