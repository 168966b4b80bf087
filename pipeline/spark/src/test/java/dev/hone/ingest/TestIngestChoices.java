package dev.hone.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.SparkTest;
import dev.hone.ingest.log.LogRecords;
import dev.hone.ingest.parse.PromptTokenCounter;
import dev.hone.ingest.record.JsonRecord;
import dev.hone.ingest.record.Nodes;
import dev.hone.ingest.report.IngestPreview;
import dev.hone.ingest.report.IngestResult;
import dev.hone.redact.Redaction;
import dev.hone.redact.RedactionKind;
import dev.hone.settings.ingest.AgentLoops;
import dev.hone.settings.ingest.IngestSettings;
import dev.hone.settings.ingest.LogFilters;
import dev.hone.settings.ingest.MetadataFilter;
import dev.hone.settings.ingest.PromptChoices;
import dev.hone.settings.ingest.PromptSample;
import dev.hone.settings.ingest.PromptSource;
import dev.hone.settings.ingest.ReferenceSource;
import dev.hone.settings.ingest.SourceFormat;
import dev.hone.settings.ingest.SplitFractions;
import dev.hone.settings.ingest.TimeRange;
import dev.hone.table.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

class TestIngestChoices extends SparkTest {

    private static final PromptTokenCounter WORDS =
            prompt -> prompt.messages().toString().split(" ", -1).length;

    private static final String PASSAGE =
            "the old lighthouse keeper walked down to the shore every morning and counted the boats that had come back from the sea"
                    + " before he climbed up the stairs again and wrote their names into the book on his table";

    @Test
    void everyRecordThatWasNotTakenSaysWhyAlsoWhenItsFileChanges() throws IOException {
        String ask = user("Fix the build");
        String step = ask + "," + assistant("Which one?") + "," + user("The nightly one");
        String last = step + "," + assistant("Done.") + "," + user("Thanks, and the docs");
        Path rows = write(
                "rows.jsonl",
                row(ask),
                row(step),
                row(last),
                row(user(PASSAGE)),
                row(user(PASSAGE.replace("boats", "ships"))),
                row(user("What is 2+2?")),
                row(user("what is  3+3?")),
                row(user("What  is 2+2?")),
                "broken");
        Path logs = write(
                "logs.jsonl",
                LogRecords.converse("r-1", "Is it wanted?", "Yes."),
                LogRecords.record("Converse", "eu.other.model", "r-2", "{}", "{}"));
        PromptChoices choices = new PromptChoices(
                new LogFilters(new MetadataFilter.None(), List.of("us.amazon.*"), TimeRange.ALL),
                AgentLoops.LONGEST,
                OptionalDouble.of(0.8),
                new PromptSample.Everything(),
                0,
                Optional.empty(),
                Redaction.NONE);
        IngestSettings settings = settings(choices, rows, logs);
        Warehouse warehouse = new Warehouse(spark(), folder.resolve("warehouse").toString());

        IngestPreview preview = new IngestPrompts(warehouse, settings, WORDS).preview();
        assertThat(folder.resolve("warehouse")).as("a preview writes nothing").doesNotExist();
        IngestResult result = new IngestPrompts(warehouse, settings, WORDS).execute();

        assertThat(result.recordsRead()).isEqualTo(11);
        assertThat(result.prompts()).isEqualTo(5);
        assertThat(result.duplicateReasons())
                .isEqualTo(Map.of("longer_history", 2L, "near_duplicate", 1L, "same_prompt", 1L));
        assertThat(result.filterReasons()).isEqualTo(Map.of("other_model", 1L));
        assertThat(skippedRecords(warehouse))
                .containsExactly(
                        "logs.jsonl:2 filtered other_model null",
                        "rows.jsonl:1 duplicate longer_history rows.jsonl:3",
                        "rows.jsonl:2 duplicate longer_history rows.jsonl:3",
                        "rows.jsonl:5 duplicate near_duplicate rows.jsonl:4",
                        "rows.jsonl:8 duplicate same_prompt rows.jsonl:6");
        warehouse.registerViews();
        assertThat(notTaken()).containsExactly("[duplicate,4]", "[filtered,1]", "[quarantined,1]");

        assertThat(preview.result().prompts()).isEqualTo(result.prompts());
        assertThat(preview.result().splits()).isEqualTo(result.splits());
        assertThat(preview.result().duplicateReasons()).isEqualTo(result.duplicateReasons());
        assertThat(preview.families().stream()
                        .mapToLong(IngestPreview.FamilyTokens::tokens)
                        .sum())
                .isEqualTo(warehouse
                        .prompts()
                        .read()
                        .selectExpr("sum(prompt_tokens)")
                        .first()
                        .getLong(0));
        assertThat(preview.text())
                .contains("11 records read from 2 files = 5 prompts + 4 duplicates + 1 filtered + 1 quarantined")
                .contains(
                        "duplicate, longer_history (2 records): a longer record continues this conversation\n    file:"
                                + rows + ":1\n    file:" + rows + ":2\n")
                .contains(
                        "quarantined, invalid_json (1 record): the line is not one JSON value: write one JSON object per"
                                + " line\n    file:")
                .contains("file:" + rows + ":9 (Unrecognized token 'broken': was expecting")
                .contains(")  broken");

        IngestResult again = new IngestPrompts(warehouse, settings, WORDS).execute();
        assertThat(again.prompts()).isZero();
        assertThat(again.knownFiles()).isEqualTo(2);

        Files.writeString(rows, "\n", StandardOpenOption.APPEND);
        Files.writeString(logs, "\n", StandardOpenOption.APPEND);
        IngestResult changed = new IngestPrompts(warehouse, settings, WORDS).execute();
        assertThat(changed.changedFiles()).hasSize(2);
        assertThat(changed.prompts()).isZero();
        assertThat(changed.newlyQuarantined()).as("of the new content").isEqualTo(1);
        assertThat(changed.duplicateReasons()).containsEntry("taken_before", 5L).containsEntry("near_duplicate", 1L);
        assertThat(warehouse.prompts().read().count()).isEqualTo(5);
        assertThat(warehouse.skippedRecords().read().count())
                .as("of both contents")
                .isEqualTo(10);
        warehouse.registerViews();
        assertThat(notTaken()).containsExactly("[duplicate,4]", "[filtered,1]", "[quarantined,1]");
    }

    private static List<String> notTaken() {
        return spark()
                .sql("SELECT outcome, count(*) FROM not_taken GROUP BY outcome ORDER BY outcome")
                .collectAsList()
                .stream()
                .map(Row::toString)
                .toList();
    }

    @Test
    void aSampleOfANumberGrowsOnlyWhenTheNumberDoes() throws IOException {
        Path first = write("first.jsonl", questions(0, 40));
        Warehouse warehouse = new Warehouse(spark(), folder.resolve("warehouse").toString());

        IngestResult result = ingest(warehouse, settings(count(10), first));
        assertThat(result.prompts()).isEqualTo(10);
        assertThat(result.filterReasons()).isEqualTo(Map.of("not_sampled", 30L));
        List<String> taken = ids(warehouse);

        Path more = write("more.jsonl", questions(40, 60));
        assertThat(ingest(warehouse, settings(count(10), first, more)).prompts())
                .as("the data set has its ten")
                .isZero();
        assertThat(ingest(warehouse, settings(count(15), first, more)).prompts())
                .isEqualTo(5);
        assertThat(ids(warehouse)).hasSize(15).containsAll(taken);
        assertThat(warehouse.skippedRecords().read().count()).isEqualTo(50);
        warehouse.registerViews();
        assertThat(spark().sql("SELECT * FROM not_taken").count())
                .as("five of them were taken later")
                .isEqualTo(45);
    }

    @Test
    void whatIsRedactedIsInNoTable() throws IOException {
        Path rows = write(
                "rows.jsonl",
                "{\"id\":\"ann@example.com\",\"messages\":[" + user("Mail bob@example.com or +49 170 1234567")
                        + "],\"reference_answer\":{\"mail\":\"bob@example.com\",\"n\":1.50},\"owner\":\"carl@example.com\"}",
                row(user("Nothing to hide")),
                "{\"messages\":[{\"role\":\"narrator\",\"content\":\"eve@example.com\"}]}",
                "eve@example.com is not JSON");
        Path references = write(
                "references.jsonl",
                "{\"id\":\"s-2\",\"reference_answer\":\"dan@example.com\"}",
                "{\"id\":\"nobody\",\"reference_answer\":\"x\"}");
        Files.writeString(
                rows, "\n{\"id\":\"s-2\",\"messages\":[" + user("Whom to ask?") + "]}", StandardOpenOption.APPEND);
        PromptChoices choices = new PromptChoices(
                LogFilters.NONE,
                AgentLoops.AS_LOGGED,
                OptionalDouble.empty(),
                new PromptSample.Everything(),
                0,
                Optional.empty(),
                new Redaction(EnumSet.of(RedactionKind.EMAIL, RedactionKind.PHONE), Map.of("owner", "carl")));
        IngestSettings settings = new IngestSettings(
                "d",
                List.of(new PromptSource(rows.toString(), SourceFormat.CHAT_JSONL)),
                Optional.of(new ReferenceSource(references.toString(), "id", "reference_answer")),
                new SplitFractions(0.8, 0.1, 0.1),
                100,
                1,
                true,
                choices,
                List.of());
        Warehouse warehouse = new Warehouse(spark(), folder.resolve("warehouse").toString());
        IngestResult result = ingest(warehouse, settings);

        assertThat(result.prompts()).isEqualTo(3);
        assertThat(result.quarantined()).isEqualTo(2);
        assertThat(result.redactions()).isEqualTo(Map.of("email", 2L, "owner", 1L, "phone", 1L));
        assertThat(result.summary()).contains("redacted in prompts: email 2, owner 1, phone 1");
        Row prompt = warehouse
                .prompts()
                .read()
                .where("metadata LIKE '%hone_redacted%'")
                .first();
        assertThat(prompt.<String>getAs("messages"))
                .isEqualTo("[{\"role\":\"user\",\"content\":\"Mail [EMAIL] or [PHONE]\"}]");
        assertThat(prompt.<String>getAs("reference_answer")).isEqualTo("{\"mail\":\"[EMAIL]\",\"n\":1.50}");
        assertThat(prompt.<String>getAs("metadata"))
                .as("the id stays, for references are joined by it")
                .isEqualTo("{\"id\":\"ann@example.com\",\"owner\":\"[OWNER]@example.com\","
                        + "\"hone_redacted\":{\"email\":2,\"owner\":1,\"phone\":1}}");
        assertThat(warehouse
                        .prompts()
                        .read()
                        .where("reference_answer = '[EMAIL]'")
                        .count())
                .isEqualTo(1);
        assertThat(warehouse.quarantine().read().collectAsList())
                .hasSize(2)
                .allSatisfy(
                        row -> assertThat(row.toString()).contains("[EMAIL]").doesNotContain("eve@"));
    }

    @Test
    void whatStandsBehindAnEscapeOrWhereADetailIsCutIsInNoTable() throws IOException {
        String secret = "x\\nDE89370400440532013000 y\\t4111111111111111";
        String nested = Nodes.text("{\"a\":\"" + secret + "\"}").toString();
        String twice = Nodes.text("{\"b\":" + nested + "}").toString();
        String ask = "{\"role\":\"user\",\"content\":" + nested + "}";
        String call =
                "{\"role\":\"assistant\",\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":" + twice + "}}]}";
        String answer = "{\"role\":\"assistant\",\"content\":" + twice + "}";
        Path rows = write(
                "rows.jsonl",
                "{\"messages\":[" + ask + "," + call + ",{\"role\":\"tool\",\"content\":" + nested + "}," + ask + ","
                        + answer
                        + "],\"reference_answer\":" + nested + ",\"note\":" + twice
                        + ",\"tools\":[{\"type\":\"function\",\"function\":"
                        + "{\"name\":\"f\",\"description\":" + nested
                        + ",\"parameters\":{\"type\":\"object\",\"properties\":{}}}}]}",
                "{\"messages\":[{\"role\":" + twice + ",\"content\":\"q\"}]}",
                "{\"messages\":[{\"role\":\"" + "z".repeat(190) + " DE89370400440532013000\",\"content\":\"q\"}]}",
                "{\"messages\":" + twice + ", DE89370400440532013000",
                "{\"aws_secret_access_key\": wJalrXUtnFEMIaK7MDENGabPxRfiCYEXAMPLEKEY}");
        PromptChoices choices = new PromptChoices(
                LogFilters.NONE,
                AgentLoops.AS_LOGGED,
                OptionalDouble.empty(),
                new PromptSample.Everything(),
                0,
                Optional.empty(),
                new Redaction(EnumSet.allOf(RedactionKind.class), Map.of()));
        IngestSettings settings = new IngestSettings(
                "d",
                List.of(new PromptSource(rows.toString(), SourceFormat.CHAT_JSONL)),
                Optional.empty(),
                new SplitFractions(0.8, 0.1, 0.1),
                1000,
                1,
                true,
                choices,
                List.of());
        Warehouse warehouse = new Warehouse(spark(), folder.resolve("warehouse").toString());
        String preview = new IngestPrompts(warehouse, settings, WORDS).preview().text();
        IngestResult result = ingest(warehouse, settings);

        assertThat(result.prompts()).as(result.summary()).isEqualTo(1);
        Row prompt = warehouse.prompts().read().first();
        assertThat(List.of(
                        prompt.<String>getAs("messages"),
                        prompt.<String>getAs("tools"),
                        prompt.<String>getAs("reference_answer"),
                        prompt.<String>getAs("metadata"),
                        prompt.<String>getAs("logged_answer"),
                        preview,
                        warehouse.quarantine().read().collectAsList().toString()))
                .allSatisfy(text -> assertThat(text).contains("[IBAN]").doesNotContainPattern("DE8937|41111|wJalr"));
        assertThat(JsonRecord.tree(prompt.<String>getAs("messages"))
                        .at("/1/tool_calls/0/function/arguments")
                        .asText())
                .isEqualTo("{\"b\":\"{\\\"a\\\":\\\"x\\\\n[IBAN] y\\\\t[CARD]\\\"}\"}");
    }

    private static PromptChoices count(int prompts) {
        return new PromptChoices(
                LogFilters.NONE,
                AgentLoops.AS_LOGGED,
                OptionalDouble.empty(),
                new PromptSample.Count(prompts),
                7,
                Optional.empty(),
                Redaction.NONE);
    }

    private static IngestResult ingest(Warehouse warehouse, IngestSettings settings) {
        return new IngestPrompts(warehouse, settings, WORDS).execute();
    }

    private static IngestSettings settings(PromptChoices choices, Path... files) {
        List<PromptSource> sources = new ArrayList<>();
        for (Path file : files) {
            boolean logs = file.getFileName().toString().startsWith("logs");
            sources.add(new PromptSource(
                    file.toString(), logs ? SourceFormat.BEDROCK_INVOCATION_LOGS : SourceFormat.CHAT_JSONL));
        }
        return new IngestSettings(
                "d", sources, Optional.empty(), new SplitFractions(0.6, 0.1, 0.3), 200, 0.5, false, choices, List.of());
    }

    /** Place, outcome, reason and the place of the prompt that was kept; without folders. */
    private static List<String> skippedRecords(Warehouse warehouse) {
        return warehouse
                .skippedRecords()
                .read()
                .alias("l")
                .join(
                        warehouse.prompts().read().selectExpr("prompt_id AS kept", "source AS kept_source"),
                        functions.expr("kept = kept_prompt_id"),
                        "left")
                .selectExpr("concat(regexp_replace(l.source, '.*/', ''), ':', line, ' ', outcome, ' ', reason, ' ',"
                        + " coalesce(regexp_replace(kept_source, '.*/', ''), 'null')) AS text")
                .orderBy("text")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private static List<String> ids(Warehouse warehouse) {
        return warehouse.prompts().read().select("prompt_id").collectAsList().stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private Path write(String name, String... lines) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("\n", lines));
    }

    private static String[] questions(int from, int to) {
        String[] rows = new String[to - from];
        for (int i = from; i < to; i++) {
            rows[i - from] = row(user("Question number " + i));
        }
        return rows;
    }

    private static String row(String messages) {
        return "{\"messages\":[" + messages + "]}";
    }

    private static String user(String text) {
        return "{\"role\":\"user\",\"content\":\"" + text + "\"}";
    }

    private static String assistant(String text) {
        return "{\"role\":\"assistant\",\"content\":\"" + text + "\"}";
    }
}
