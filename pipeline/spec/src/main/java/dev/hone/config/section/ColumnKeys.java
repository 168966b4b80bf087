package dev.hone.config.section;

import dev.hone.config.key.Key;
import dev.hone.config.key.Section;
import dev.hone.settings.ingest.RowColumns;
import java.util.List;
import java.util.function.UnaryOperator;

/** The section {@code ingest.sources[].columns}. */
final class ColumnKeys {

    private static final Key<String> MESSAGES =
            Key.text("messages", "list of Chat Completions messages, or its JSON text");

    private static final Key<String> PROMPT =
            Key.text("prompt", "where there are no messages: text of the user's turn, or a list of messages");

    private static final Key<String> SYSTEM = Key.text("system", "text of a system message in front");

    private static final Key<String> TOOLS = Key.text("tools", "list of functions, or its JSON text");

    private static final Key<String> REFERENCE_ANSWER = Key.text("referenceAnswer", "what a reward compares with");

    private static final Key<String> LOGGED_ANSWER = Key.text("loggedAnswer", "an answer to learn from in SFT");

    static final Section<UnaryOperator<RowColumns>> SECTION = new Section<>(
            "columns",
            "columns of the formats table, openai-jsonl and verl, where they are not named like the keys (in lower case with"
                    + " underscores); names with points between them lead into objects",
            List.of(MESSAGES, PROMPT, SYSTEM, TOOLS, REFERENCE_ANSWER, LOGGED_ANSWER),
            values -> columns -> new RowColumns(
                    values.find(MESSAGES).orElse(columns.messages()),
                    values.find(PROMPT).orElse(columns.prompt()),
                    values.find(SYSTEM).orElse(columns.system()),
                    values.find(TOOLS).orElse(columns.tools()),
                    values.find(REFERENCE_ANSWER).orElse(columns.referenceAnswer()),
                    values.find(LOGGED_ANSWER).orElse(columns.loggedAnswer())));

    private ColumnKeys() {}
}
