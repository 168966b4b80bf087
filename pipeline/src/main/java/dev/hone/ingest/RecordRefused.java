package dev.hone.ingest;

/** A record, or a part of one, that cannot become a prompt. Carries no stack trace: it is an outcome and may occur for every line. */
final class RecordRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final QuarantineReason reason;

    RecordRefused(QuarantineReason reason, String detail) {
        super(reason.message(detail), null, false, false);
        this.reason = reason;
    }

    QuarantineReason reason() {
        return reason;
    }
}
