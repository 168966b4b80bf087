package dev.hone.ingest;

/** A record, or a part of one, that cannot become a prompt. Carries no stack trace: it is an outcome and may occur for every line. */
final class RecordRefused extends Exception {

    private static final long serialVersionUID = 1L;

    /** The detail quotes the record, which may hold a name of any length. */
    private static final int MAX_DETAIL_LENGTH = 200;

    private final QuarantineReason reason;

    RecordRefused(QuarantineReason reason, String detail) {
        super(reason.message(abbreviate(detail)), null, false, false);
        this.reason = reason;
    }

    private static String abbreviate(String detail) {
        return detail.length() <= MAX_DETAIL_LENGTH ? detail : detail.substring(0, MAX_DETAIL_LENGTH) + "…";
    }

    QuarantineReason reason() {
        return reason;
    }
}
