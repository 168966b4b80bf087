package dev.hone.settings.ingest;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What the records of a source hold. */
public enum SourceFormat {
    /** Records of Amazon Bedrock's model invocation logging, as its delivery to S3 writes them. */
    BEDROCK_INVOCATION_LOGS("bedrock-invocation-logs"),
    /** Training rows: {@code {"messages": […], "reference_answer": …}}. */
    CHAT_JSONL("chat-jsonl"),
    /** Rows of OpenAI's reinforcement and supervised fine-tuning: messages, tools and any other fields. */
    OPENAI_JSONL("openai-jsonl"),
    /** Rows of Gemini's tuning: systemInstruction, contents, references. */
    GEMINI_JSONL("gemini-jsonl"),
    /** Rows of verl: prompt, reward_model, data_source, extra_info. */
    VERL("verl"),
    /** Rows of any table, with the columns that the source names. */
    TABLE("table");

    private static final Set<SourceFormat> WITH_COLUMNS = EnumSet.of(OPENAI_JSONL, VERL, TABLE);

    private final String code;

    SourceFormat(String code) {
        this.code = code;
    }

    /** The name in a job spec. */
    public String code() {
        return code;
    }

    /** Whether a source may say in which columns the parts of a prompt are. */
    public boolean hasColumns() {
        return WITH_COLUMNS.contains(this);
    }

    /** The format of that name in a job spec. */
    public static Optional<SourceFormat> ofCode(String code) {
        return Arrays.stream(values())
                .filter(format -> format.code.equals(code))
                .findFirst();
    }
}
