package dev.hone.table;

import dev.hone.policy.reasoning.CompletionParts;
import dev.hone.policy.reasoning.ReasoningState;
import dev.hone.schema.Column;
import java.util.Optional;
import org.apache.spark.sql.Row;

/** The columns that tables of completions have in this order. In rows of earlier versions all are NULL: their answer is the completion. */
final class ReasoningColumns {

    static final Column ANSWER =
            Column.optional("answer", "STRING", "what the reward sees: the completion without its think blocks");
    static final Column REASONING =
            Column.optional("reasoning", "STRING", "text inside the think blocks; NULL where there is none");
    static final Column STATE =
            Column.optional("reasoning_state", "STRING", "none, closed or unclosed (then there is no answer)");
    static final Column TOKENS =
            Column.optional("reasoning_tokens", "INT", "length of the think blocks in tokens, markers included");

    private ReasoningColumns() {}

    /** The value of the column reasoning: SQL's NULL where there is none. */
    static Object reasoning(CompletionParts parts) {
        return parts.state() == ReasoningState.NONE ? null : parts.reasoning();
    }

    /** The columns from {@code first} on. */
    static CompletionParts parts(Row row, int first, String completion) {
        if (row.isNullAt(first + 2)) {
            return CompletionParts.answerOnly(completion);
        }
        return new CompletionParts(
                row.getString(first),
                Optional.ofNullable(row.getString(first + 1)).orElse(""),
                ReasoningState.ofColumn(row.getString(first + 2)),
                row.getInt(first + 3));
    }
}
