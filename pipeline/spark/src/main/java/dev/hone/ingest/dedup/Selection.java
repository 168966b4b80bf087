package dev.hone.ingest.dedup;

import dev.hone.settings.ingest.AgentLoops;
import dev.hone.settings.ingest.IngestSettings;
import dev.hone.settings.ingest.PromptChoices;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Applies the choices that need to see prompts beside each other: what is merged, what is sampled, which split each is in. */
public final class Selection {

    private Selection() {}

    /**
     * The rows after all choices.
     *
     * @param classified rows of {@link Classification}
     * @param stored prompts of the data set in the table
     */
    public static SlimRows of(
            SlimRows classified, Dataset<Row> stored, IngestSettings settings, Intermediates intermediates) {
        PromptChoices choices = settings.choices();
        HeldOut heldOut = HeldOut.of(settings.sources());
        Dataset<Row> rows = heldOut.leaveOut(classified.rows(), stored, choices);
        if (choices.agentLoops() == AgentLoops.LONGEST) {
            rows = LongestHistories.of(rows, stored);
        }
        if (choices.nearDuplicates().isPresent()) {
            rows = NearDuplicates.of(
                    rows, stored, choices.nearDuplicates().getAsDouble(), heldOut.precedence(), intermediates);
        }
        rows = Sampling.of(rows, stored, choices.sample(), choices.seed(), intermediates);
        rows = SplitAssignment.of(rows, stored, settings.splits(), choices, heldOut);
        return rows.equals(classified.rows()) ? classified : SlimRows.keep(rows, intermediates);
    }
}
