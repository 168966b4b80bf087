package dev.hone.table;

import dev.hone.policy.reasoning.CompletionParts;
import dev.hone.policy.reasoning.ReasoningState;
import java.util.Optional;
import org.apache.spark.sql.Row;

/** The columns answer, reasoning, reasoning_state and reasoning_tokens, which tables of completions have in this order. */
final class ReasoningColumns {

    private ReasoningColumns() {}

    /** The value of the column reasoning: SQL's NULL where there is none. */
    static Object reasoning(CompletionParts parts) {
        return parts.state() == ReasoningState.NONE ? null : parts.reasoning();
    }

    /** The columns from {@code first} on. */
    static CompletionParts parts(Row row, int first) {
        return new CompletionParts(
                row.getString(first),
                Optional.ofNullable(row.getString(first + 1)).orElse(""),
                ReasoningState.ofColumn(row.getString(first + 2)),
                row.getInt(first + 3));
    }
}
