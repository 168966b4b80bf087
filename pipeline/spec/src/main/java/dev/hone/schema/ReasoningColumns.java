package dev.hone.schema;

import static dev.hone.schema.Column.column;
import static dev.hone.schema.ColumnType.INT;
import static dev.hone.schema.ColumnType.STRING;
import static dev.hone.schema.ColumnType.optional;

import dev.hone.policy.reasoning.CompletionParts;
import dev.hone.policy.reasoning.ReasoningState;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The columns that tables of completions have in this order. In rows of earlier versions all are NULL: their answer is the completion. */
final class ReasoningColumns {

    private static final Column<CompletionParts, Optional<String>> ANSWER = column(
            "answer",
            optional(STRING),
            "what the reward sees: the completion without its think blocks",
            parts -> Optional.of(parts.answer()));
    private static final Column<CompletionParts, Optional<String>> REASONING = column(
            "reasoning",
            optional(STRING),
            "text inside the think blocks; NULL where there is none",
            parts -> Optional.of(parts)
                    .filter(there -> there.state() != ReasoningState.NONE)
                    .map(CompletionParts::reasoning));
    private static final Column<CompletionParts, Optional<ReasoningState>> STATE = column(
            "reasoning_state",
            optional(STRING.as(ReasoningState::ofColumn, ReasoningState::columnValue)),
            "none, closed or unclosed (then there is no answer)",
            parts -> Optional.of(parts.state()));
    private static final Column<CompletionParts, Optional<Integer>> TOKENS = column(
            "reasoning_tokens",
            optional(INT),
            "length of the think blocks in tokens, markers included",
            parts -> Optional.of(parts.reasoningTokens()));

    private ReasoningColumns() {}

    static <R> List<Column<R, ?>> of(Function<R, CompletionParts> parts) {
        return List.of(ANSWER.of(parts), REASONING.of(parts), STATE.of(parts), TOKENS.of(parts));
    }

    static CompletionParts read(StoredRow row, String completion) {
        return row.get(STATE)
                .map(state -> new CompletionParts(
                        row.get(ANSWER).orElseThrow(),
                        row.get(REASONING).orElse(""),
                        state,
                        row.get(TOKENS).orElseThrow()))
                .orElse(CompletionParts.answerOnly(completion));
    }
}
