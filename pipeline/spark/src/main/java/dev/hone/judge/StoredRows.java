package dev.hone.judge;

import dev.hone.grader.reply.StoredReply;
import dev.hone.schema.JudgeCacheRow;
import dev.hone.schema.Timestamps;
import java.util.ArrayList;
import java.util.List;

/** Answers as rows of the table, and back. */
final class StoredRows {

    private StoredRows() {}

    static List<JudgeCacheRow> of(String runId, Iterable<StoredReply> replies) {
        List<JudgeCacheRow> rows = new ArrayList<>();
        replies.forEach(reply -> rows.add(new JudgeCacheRow(
                reply.key(),
                runId,
                reply.model(),
                reply.text(),
                reply.finishReason(),
                reply.promptTokens(),
                reply.completionTokens(),
                reply.costMicroUsd(),
                reply.latencyMillis(),
                Timestamps.stored(reply.createdAt()))));
        return rows;
    }

    static StoredReply reply(JudgeCacheRow row) {
        return new StoredReply(
                row.key(),
                row.model(),
                row.answer(),
                row.finishReason(),
                row.promptTokens(),
                row.completionTokens(),
                row.costMicroUsd(),
                row.latencyMillis(),
                row.createdAt());
    }
}
