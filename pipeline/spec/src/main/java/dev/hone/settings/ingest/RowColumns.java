package dev.hone.settings.ingest;

import java.io.Serializable;

/**
 * Where the parts of a prompt are in the rows of a table. Each is the name of a column, or a path into one such as
 * {@code reward_model.ground_truth}; a column that is absent or null counts as not given.
 *
 * @param messages list of Chat Completions messages, or its JSON text
 * @param prompt where there are no messages: a text, which is one turn of the user, or a list of messages
 * @param system text of a system message in front
 * @param tools list of functions, or its JSON text
 * @param referenceAnswer what a reward compares with
 * @param loggedAnswer an answer to learn from, where the messages do not end in one of the assistant
 */
public record RowColumns(
        String messages, String prompt, String system, String tools, String referenceAnswer, String loggedAnswer)
        implements Serializable {

    /** The column, or the field of a row, with the reference answer. */
    public static final String REFERENCE_ANSWER = "reference_answer";

    private static final RowColumns SAME_NAMES =
            new RowColumns("messages", "prompt", "system", "tools", REFERENCE_ANSWER, "logged_answer");

    /** The columns of a format whose specification names none. */
    public static RowColumns of(SourceFormat format) {
        return format == SourceFormat.VERL
                ? new RowColumns("messages", "prompt", "system", "tools", "reward_model.ground_truth", "logged_answer")
                : SAME_NAMES;
    }
}
