package dev.hone.config.section;

import dev.hone.config.key.Key;
import dev.hone.config.key.Section;
import dev.hone.config.key.SectionListType;
import dev.hone.config.key.SectionType;
import dev.hone.config.key.Values;
import dev.hone.settings.ingest.IngestSettings;
import dev.hone.settings.ingest.PromptSource;
import dev.hone.settings.ingest.ReferenceSource;
import dev.hone.settings.ingest.RowColumns;
import dev.hone.settings.ingest.SourceFormat;
import dev.hone.settings.ingest.SourceSplit;
import dev.hone.settings.ingest.SplitFractions;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The section {@code ingest}. */
final class IngestKeys {

    static final Key<String> SOURCE_PATH = Key.existingPath(
                    "path", "file, folder (with all below it), glob pattern or Delta table; .gz is unpacked")
            .mustBeWritten();

    static final Key<SourceFormat> FORMAT = Key.oneOf(
                    "format", SourceFormat.values(), SourceFormat::code, "what the records hold")
            .or(SourceFormat.CHAT_JSONL);

    static final Key<UnaryOperator<RowColumns>> COLUMNS = SectionType.optional(ColumnKeys.SECTION);

    static final Key<SourceSplit> SPLIT = Key.oneOf(
                    "split",
                    SourceSplit.values(),
                    SourceSplit::code,
                    "split of all its prompts: by_shares: as the section splits says; train; validation; test. What is in a source of"
                            + " validation or test is left out of the others")
            .or(SourceSplit.BY_SHARES);

    static final Section<PromptSource> SOURCE = new Section<>(
            "sources",
            "where the records are",
            List.of(SOURCE_PATH, FORMAT, COLUMNS, SPLIT),
            values -> new PromptSource(
                    values.get(SOURCE_PATH),
                    values.get(FORMAT),
                    values.find(COLUMNS).orElse(UnaryOperator.identity()).apply(RowColumns.of(values.get(FORMAT))),
                    values.get(SPLIT)));

    static final Key<String> REFERENCES_PATH = Key.existingPath(
                    "path", "rows with the key and the answer below: JSON lines, CSV, parquet or a Delta table")
            .mustBeWritten();

    static final Key<String> REFERENCES_KEY = Key.text(
                    "key",
                    "field that a record and its reference share; names with points between them lead into objects")
            .or(ReferenceSource.REQUEST_ID);

    static final Key<String> REFERENCES_ANSWER =
            Key.text("answer", "field that holds the reference answer").or("reference_answer");

    static final Section<ReferenceSource> REFERENCES = new Section<>(
            "references",
            "reference answers that are kept apart from the records, since logs carry no ground truth",
            List.of(REFERENCES_PATH, REFERENCES_KEY, REFERENCES_ANSWER),
            values -> new ReferenceSource(
                    values.get(REFERENCES_PATH), values.get(REFERENCES_KEY), values.get(REFERENCES_ANSWER)));

    static final Key<Double> TRAIN_SHARE =
            Key.number("train", "share of the prompts that train").share().or(0.8);

    static final Key<Double> VALIDATION_SHARE =
            Key.number("validation", "share that chooses checkpoints").share().or(0.1);

    static final Key<Double> TEST_SHARE =
            Key.number("test", "share that is only reported").share().or(0.1);

    static final Section<SplitFractions> SPLITS = new Section<>(
            "splits",
            "shares of the prompts; they add up to 1, and the same prompt is always in the same split",
            List.of(TRAIN_SHARE, VALIDATION_SHARE, TEST_SHARE),
            values ->
                    new SplitFractions(values.get(TRAIN_SHARE), values.get(VALIDATION_SHARE), values.get(TEST_SHARE)));

    static final Key<String> DATASET =
            Key.text("dataset", "name that the prompts get").or("default");

    static final Key<List<PromptSource>> SOURCES = Key.of(
                    "sources", new SectionListType<>(SOURCE), "where the records are")
            .mustBeWritten();

    static final Key<ReferenceSource> REFERENCE_ANSWERS = SectionType.optional(REFERENCES);

    static final Key<SplitFractions> SHARES = SectionType.withDefaults(SPLITS);

    static final Key<Double> MAX_QUARANTINED_SHARE = Key.number(
                    "maxQuarantinedShare",
                    "more refused records than this share of all, and the job fails before it writes prompts")
            .share()
            .or(0.05);

    static final Key<Boolean> USE_PROMPT_RESPONSE = Key.flag(
                    "usePromptResponse", "whether the answers in the logs are kept, for SFT")
            .or(false);

    static final Key<List<String>> BODIES_FROM = Key.texts(
                    "bodiesFrom",
                    "folders or buckets, such as s3://bucket/logs, that bodies named by log records may be read from, beside the log's own"
                            + " bucket or folder")
            .or(List.of());

    static final Section<IngestSettings> SECTION = new Section<>(
            "ingest",
            "the prompts: which records become rows of the table prompts",
            Stream.of(
                            List.of(
                                    DATASET,
                                    SOURCES,
                                    REFERENCE_ANSWERS,
                                    SHARES,
                                    MAX_QUARANTINED_SHARE,
                                    USE_PROMPT_RESPONSE,
                                    BODIES_FROM),
                            PromptChoiceKeys.KEYS)
                    .<Key<?>>flatMap(List::stream)
                    .toList(),
            IngestKeys::settings);

    private IngestKeys() {}

    /** The limit on the length of prompts is that of the section train, and the seed that of the run. */
    private static IngestSettings settings(Values values) {
        return new IngestSettings(
                values.get(DATASET),
                values.get(SOURCES),
                values.find(REFERENCE_ANSWERS),
                values.get(SHARES),
                Integer.MAX_VALUE,
                values.get(MAX_QUARANTINED_SHARE),
                values.get(USE_PROMPT_RESPONSE),
                PromptChoiceKeys.choices(values),
                values.get(BODIES_FROM));
    }
}
