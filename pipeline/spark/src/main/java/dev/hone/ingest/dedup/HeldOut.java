package dev.hone.ingest.dedup;

import static dev.hone.schema.PromptColumns.MESSAGES;
import static dev.hone.schema.PromptColumns.PROMPT_ID;
import static dev.hone.schema.PromptColumns.SPLIT;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import dev.hone.ingest.parse.ParsedRows;
import dev.hone.schema.Split;
import dev.hone.settings.ingest.PromptChoices;
import dev.hone.settings.ingest.PromptSource;
import dev.hone.settings.ingest.SourceSplit;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Sources that say themselves which split their prompts are in. What a test source holds is left out of all others, so that nothing of it is
 * learned: the same prompt, and the same conversation in capitals or with other tools.
 *
 * @param sources how the split of each source is given, in their order
 */
public record HeldOut(List<SourceSplit> sources) {

    /** Where no source says a split. */
    public static final HeldOut NONE = new HeldOut(List.of());

    private static final String HASH = "held_out_hash";
    private static final String HELD_BY = "held_out_id";
    private static final String HELD_SPLIT = "held_out_split";

    public HeldOut {
        sources = List.copyOf(sources);
    }

    public static HeldOut of(List<PromptSource> sources) {
        return new HeldOut(sources.stream().map(PromptSource::split).toList());
    }

    /** The {@link SourceSplit#precedence} of a row; the same for all where no source says a split. */
    Column precedence() {
        return sources.stream().allMatch(SourceSplit.BY_SHARES::equals)
                ? lit(0)
                : lit(sources.stream().mapToInt(SourceSplit::precedence).toArray())
                        .getItem(col(ParsedRows.SOURCE_INDEX));
    }

    /** Whether the source of a row says that it is held out, from training at least. */
    Column isHeldOut() {
        return isOneOf(sources.stream().map(SourceSplit::isHeldOut).toList());
    }

    /** Whether the source of a row says its split. */
    Column isFixed() {
        return isOneOf(
                sources.stream().map(source -> source.split().isPresent()).toList());
    }

    /**
     * Leaves out of other sources the conversations that held-out sources hold, in this run or an earlier one.
     *
     * @param classified rows of {@link Classification}
     * @param stored prompts of the table
     */
    Dataset<Row> leaveOut(Dataset<Row> classified, Dataset<Row> stored, PromptChoices choices) {
        if (sources.stream().noneMatch(SourceSplit::isHeldOut)) {
            return classified;
        }
        // Spark asks this of all rows, also of those without messages.
        Column hash =
                when(col(MESSAGES).isNotNull(), ConversationColumns.splitHash(col(MESSAGES), choices.agentLoops()));
        Dataset<Row> held =
                classified.where(Merging.isPrompt().and(isHeldOut())).select(hash.as(HASH), col(PROMPT_ID), col(SPLIT));
        boolean sameHashSameSplit =
                !choices.agentLoops().keepTogether() && choices.stratifyBy().isEmpty();
        if (sameHashSameSplit) {
            held = held.union(stored.where(col(SPLIT).notEqual(Split.TRAIN.columnValue()))
                    .select(hash.as(HASH), col(PROMPT_ID), col(SPLIT)));
        }
        Dataset<Row> byHash = held.groupBy(HASH)
                .agg(min_by(col(PROMPT_ID), col(SPLIT)).as(HELD_BY), min(SPLIT).as(HELD_SPLIT));
        Dataset<Row> merged = classified
                .where(Merging.isPrompt().and(not(isHeldOut())))
                .select(
                        col(PROMPT_ID).as(Merging.FROM),
                        hash.as("own_hash"),
                        col(SPLIT).as("own_split"))
                .join(byHash, col("own_hash").equalTo(col(HASH)))
                .where(sameHashSameSplit ? col("own_split").notEqual(col(HELD_SPLIT)) : lit(true))
                .select(col(Merging.FROM), col(HELD_BY).as(Merging.INTO));
        return Merging.of(classified, merged, DuplicateReason.HELD_OUT);
    }

    private Column isOneOf(List<Boolean> which) {
        Object[] indices =
                IntStream.range(0, which.size()).filter(which::get).boxed().toArray();
        return indices.length == 0 ? lit(false) : col(ParsedRows.SOURCE_INDEX).isin(indices);
    }
}
