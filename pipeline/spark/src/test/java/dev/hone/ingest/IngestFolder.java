package dev.hone.ingest;

import dev.hone.SparkTest;
import dev.hone.ingest.report.IngestResult;
import dev.hone.settings.ingest.IngestSettings;
import dev.hone.settings.ingest.PromptChoices;
import dev.hone.settings.ingest.PromptSource;
import dev.hone.settings.ingest.SourceFormat;
import dev.hone.settings.ingest.SplitFractions;
import dev.hone.table.Warehouse;
import java.util.List;
import java.util.Optional;

/** An ingest of one folder of logs, here or in a JVM of its own that tests can kill. */
public final class IngestFolder {

    private IngestFolder() {}

    /** Takes the warehouse and the folder. */
    public static void main(String[] arguments) {
        Warehouse warehouse = new Warehouse(SparkTest.session(), arguments[0]);
        System.out.println("DONE " + into(warehouse, arguments[1], 1000).summary());
    }

    public static IngestResult into(Warehouse warehouse, String folder, int maxPromptTokens) {
        return new IngestPrompts(
                        warehouse,
                        settings(folder, maxPromptTokens),
                        prompt -> prompt.messages().toString().split(" ", -1).length)
                .execute();
    }

    static IngestSettings settings(String folder, int maxPromptTokens) {
        return new IngestSettings(
                "tickets",
                List.of(new PromptSource(folder, SourceFormat.BEDROCK_INVOCATION_LOGS)),
                Optional.empty(),
                new SplitFractions(0.6, 0.1, 0.3),
                maxPromptTokens,
                0.5,
                true,
                PromptChoices.NONE,
                List.of("s3://gone"));
    }
}
