package dev.hone.ingest.dedup;

import static org.apache.spark.sql.functions.get_json_object;
import static org.apache.spark.sql.functions.udf;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.ingest.parse.PromptIdentity;
import dev.hone.ingest.record.JsonRecord;
import dev.hone.settings.ingest.AgentLoops;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;

/** What is derived from the columns of prompts, new ones and stored ones alike. */
public final class ConversationColumns {

    private static final UserDefinedFunction EARLIER_IDS = udf(
            (UDF2<String, String, List<String>>) ConversationColumns::earlierIds,
            DataTypes.createArrayType(DataTypes.StringType, false));
    private static final UserDefinedFunction LENGTH =
            udf((UDF1<String, Integer>) messages -> JsonRecord.tree(messages).size(), DataTypes.IntegerType);
    private static final UserDefinedFunction SPLIT_HASH = udf(
            (UDF1<String, String>) messages -> PromptIdentity.splitHash(JsonRecord.tree(messages)),
            DataTypes.StringType);
    private static final UserDefinedFunction OPENING_HASH = udf(
            (UDF1<String, String>) messages -> PromptIdentity.openingHash(JsonRecord.tree(messages)),
            DataTypes.StringType);

    private ConversationColumns() {}

    /** The ids of {@link EarlierTurns}. */
    static Column earlierIds(Column messages, Column tools) {
        return EARLIER_IDS.apply(messages, tools);
    }

    /** Number of messages. */
    static Column length(Column messages) {
        return LENGTH.apply(messages);
    }

    /** What the split follows from. */
    static Column splitHash(Column messages, AgentLoops agentLoops) {
        return agentLoops.keepTogether() ? OPENING_HASH.apply(messages) : SPLIT_HASH.apply(messages);
    }

    /** A field of the metadata as text; a dot in its name leads into an object. */
    public static Column field(Column metadata, String name) {
        String path =
                Arrays.stream(name.split("\\.")).map(step -> "['" + step + "']").collect(Collectors.joining());
        return get_json_object(metadata, "$" + path);
    }

    private static List<String> earlierIds(String messages, String tools) {
        Optional<JsonNode> definitions = Optional.ofNullable(tools).map(JsonRecord::tree);
        return EarlierTurns.ids(JsonRecord.tree(messages), definitions);
    }
}
