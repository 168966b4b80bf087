package dev.hone.ingest.record;

import java.util.Arrays;
import java.util.Locale;

/** Why a record could not become a prompt: the closed list of codes in the column {@code reason} of the table {@code quarantine}. */
public enum QuarantineReason {
    TRUNCATED_ARCHIVE(
            "the .gz file ends too early; this row stands for its unreadable rest", "copy the file again and re-run"),
    CORRUPT_ARCHIVE("the .gz file is damaged, so none of its text can be trusted", "copy the file again and re-run"),
    CORRUPT_FILE(
            "the parquet file is damaged; this row stands for its unreadable rest",
            "write or copy the file again and re-run"),
    INVALID_CSV("the row is not CSV as RFC 4180 has it", "quote fields that hold quotes, separators or line ends"),
    RECORD_TOO_LARGE(
            "the line is longer than a record may be; raw holds its start", "split it or cut what is not prompt"),
    INVALID_UTF8("the line is not UTF-8; raw is base64 of its bytes", "convert the file to UTF-8"),
    INVALID_UNICODE("a text holds half a surrogate pair", "repair the text where it was cut"),
    INVALID_JSON("the line is not one JSON value", "write one JSON object per line"),
    TOO_DEEP("the JSON is nested too deeply", "flatten the record"),
    NOT_AN_OBJECT("the line is JSON, but not an object", "write one JSON object per line"),
    NOT_A_LOG_RECORD("the object is not a model invocation log record", "check the format of the source"),
    BODY_MISSING(
            "the log record has no request body", "turn on large-data delivery to S3 in the logging configuration"),
    BODY_OFFLOADED(
            "the request body lies in another object, which is not there", "copy the folders named data with the logs"),
    BODY_ELSEWHERE(
            "the record names a request body outside of the bucket or folder of its log",
            "copy the folders named data with the logs, or list the place in ingest.bodiesFrom if it may be read"),
    BODY_UNREADABLE("the object with the request body cannot be read", "copy it again and re-run"),
    UNSUPPORTED_FAMILY("the request body has a shape that is not supported", "see the families in docs/ingest.md"),
    NOT_TEXT_ONLY("the conversation holds images, documents, audio or video", "use text-only conversations"),
    UNSUPPORTED_BLOCK("the conversation holds a kind of content that has no counterpart", "remove it"),
    UNREADABLE_TEMPLATE("the text prompt cannot be split into turns", "check the markers of the chat template"),
    MISSING_MESSAGES("messages must be an array with at least one message", "add messages"),
    INVALID_MESSAGE("a message is malformed", "see the rules of messages in docs/ingest.md"),
    UNKNOWN_MESSAGE_FIELD(
            "a message has a field besides role, content, tool_calls and tool_call_id",
            "remove it or move it to the top level"),
    INVALID_ROLE("a role is none of system, developer, user, assistant, bot and tool", "correct the role"),
    MISPLACED_SYSTEM("a system message is not the first message", "move it to the start"),
    BLANK_CONTENT("a message has no text", "add text or remove the message"),
    NO_USER_TURN("no message is from the user", "add the user's turn"),
    ENDS_WITH_ASSISTANT(
            "the last message is not from the user or a tool, so there is nothing to answer", "cut the last message"),
    INVALID_TOOLS("the tools are malformed", "see the rules of tools in docs/ingest.md"),
    INVALID_TOOL_CALLS("the tool calls are malformed", "see the rules of messages in docs/ingest.md"),
    INVALID_REFERENCE("reference_answer must be a non-blank text or a non-empty object", "correct or remove it"),
    INVALID_ID("id must be a non-blank text", "correct or remove it"),
    TEMPLATE_REFUSED(
            "the policy's chat template refuses the conversation",
            "bring the turns into the order it expects, or shorten them");

    private final String problem;
    private final String remedy;

    QuarantineReason(String problem, String remedy) {
        this.problem = problem;
        this.remedy = remedy;
    }

    /** The code in the table, such as {@code truncated_archive}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is wrong with the record. */
    public String problem() {
        return problem;
    }

    /** What to do about it. */
    public String remedy() {
        return remedy;
    }

    /** Problem, detail (where there is one) and remedy in one line. */
    public String message(String detail) {
        return problem + (detail.isEmpty() ? "" : " (" + detail + ")") + ": " + remedy;
    }

    /** The detail of a message that {@link #message} made; empty where it has none. */
    public String detail(String message) {
        String before = problem + " (";
        String behind = "): " + remedy;
        return message.startsWith(before) && message.endsWith(behind)
                ? message.substring(before.length(), message.length() - behind.length())
                : "";
    }

    /** The reason with a code. */
    public static QuarantineReason ofCode(String code) {
        return Arrays.stream(values())
                .filter(reason -> reason.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no quarantine reason " + code));
    }
}
