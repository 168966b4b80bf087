package dev.hone.ingest.parse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.error.DataException;
import dev.hone.ingest.family.RecordOutcome;
import dev.hone.ingest.family.RecordParser;
import dev.hone.ingest.file.RecordLine;
import dev.hone.ingest.file.Records;
import dev.hone.ingest.record.FilterReason;
import dev.hone.ingest.record.QuarantineReason;
import dev.hone.ingest.record.RecordRefused;
import dev.hone.ingest.record.RecordText;
import dev.hone.ingest.source.SourceFile;
import dev.hone.policy.template.ChatPrompt;
import dev.hone.schema.Split;
import dev.hone.settings.ingest.SourceSplit;
import java.util.Map;
import org.apache.spark.sql.Row;

/** Turns the records of one file into rows: every record becomes exactly one. */
public final class FileParser {

    private final ParseSettings settings;
    private final ParsedRows rows;
    private final RecordParser parser;
    private final PromptRedaction redaction;
    private final NamedColumns columns;
    private final SourceSplit split;

    public FileParser(
            SourceFile file, RecordParser parser, ParseSettings settings, NamedColumns columns, SourceSplit split) {
        this.settings = settings;
        this.rows = new ParsedRows(file);
        this.parser = parser;
        this.redaction = new PromptRedaction(settings.redaction());
        this.columns = columns;
        this.split = split;
    }

    public Row parse(Records.Found record) {
        RecordLine line = record.line();
        try {
            if (record.refused().isPresent()) {
                throw record.refused().get();
            }
            RecordOutcome outcome = parser.parse(RecordText.decode(line.bytes()));
            if (outcome instanceof RecordOutcome.Prompt prompt) {
                String messages = prompt.messages().toString();
                requireUnicode(prompt, messages); // before redaction, which escapes what has no UTF-8 form
                RecordOutcome.Prompt redacted = redaction.of(prompt);
                boolean same = redacted.messages().equals(prompt.messages());
                return promptRow(
                        line.number(),
                        redacted,
                        same ? messages : redacted.messages().toString());
            }
            return rows.filtered(line.number(), ((RecordOutcome.Filtered) outcome).reason());
        } catch (RecordRefused refused) {
            PromptRedaction.Refusal kept = redaction.refusal(refused, line);
            return rows.quarantined(line.number(), refused.reason(), kept.message(), kept.raw());
        }
    }

    private Row promptRow(long line, RecordOutcome.Prompt prompt, String messages) throws RecordRefused {
        PromptIdentity identity = PromptIdentity.of(prompt.messages(), prompt.tools());
        int tokens = countTokens(prompt);
        if (tokens > settings.maxPromptTokens()) {
            return rows.filtered(line, FilterReason.PROMPT_TOO_LONG);
        }
        Split decided = split.split().orElseGet(() -> settings.splits().splitOf(identity.splitHash()));
        return rows.prompt(
                line, prompt, identity.promptId(), decided.columnValue(), messages, tokens, columns.lackedBy(prompt));
    }

    private int countTokens(RecordOutcome.Prompt prompt) throws RecordRefused {
        try {
            JsonNode messages = prompt.messages();
            return settings.tokenCounter().countTokens(new ChatPrompt(messages, prompt.tools(), Map.of()));
        } catch (DataException e) {
            throw new RecordRefused(QuarantineReason.TEMPLATE_REFUSED, e.getMessage());
        }
    }

    private static void requireUnicode(RecordOutcome.Prompt prompt, String messages) throws RecordRefused {
        RecordText.requireUnicode(messages);
        RecordText.requireUnicode(prompt.metadata());
        RecordText.requireUnicode(prompt.loggedAnswer().orElse(""));
        RecordText.requireUnicode(prompt.referenceAnswer().orElse(""));
        RecordText.requireUnicode(prompt.joinKey().orElse(""));
    }
}
