package dev.hone.ingest;

import java.util.Arrays;
import java.util.Optional;

/** What the lines of a source hold. */
public enum SourceFormat {
    /** Records of Amazon Bedrock's model invocation logging, as its delivery to S3 writes them. */
    BEDROCK_INVOCATION_LOGS("bedrock-invocation-logs"),
    /** Training rows: {@code {"messages": […], "reference_answer": …}}. */
    CHAT_JSONL("chat-jsonl");

    private final String code;

    SourceFormat(String code) {
        this.code = code;
    }

    /** The name in a job spec. */
    public String code() {
        return code;
    }

    /** The format of that name in a job spec. */
    public static Optional<SourceFormat> ofCode(String code) {
        return Arrays.stream(values())
                .filter(format -> format.code.equals(code))
                .findFirst();
    }
}
