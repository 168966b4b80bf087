package dev.hone.ingest.dedup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.ingest.parse.PromptIdentity;
import dev.hone.ingest.record.JsonRecord;
import dev.hone.math.similarity.MinHash;
import dev.hone.math.similarity.Shingles;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What of a prompt is compared to find near duplicates: the word sequences of its last message, and keys that prompts may share only
 * where their tools, their roles and all earlier messages are equal except for digits, capitals and white space. So neither a long system
 * text nor a long history makes two prompts alike that ask for different things.
 */
record PromptSketch(MinHash hashing) implements UDF2<String, String, Row> {

    static final String SHINGLES = "shingles";
    static final String KEYS = "keys";
    static final String ORDERS = "orders";

    static final StructType SCHEMA = new StructType()
            .add(SHINGLES, DataTypes.createArrayType(DataTypes.LongType, false))
            .add(KEYS, DataTypes.createArrayType(DataTypes.LongType, false))
            .add(ORDERS, DataTypes.createArrayType(DataTypes.StringType, false));

    private static final Pattern DIGITS = Pattern.compile("\\p{N}+");

    /** Shingles, keys and orders (see {@link MinHash}) of messages and tools as the table has them; no keys where the last message has no words. */
    @Override
    public Row call(String messages, String tools) {
        JsonNode turns = PromptIdentity.normaliseMessages(JsonRecord.tree(messages));
        JsonNode last = turns.get(turns.size() - 1);
        long[] shingles = Shingles.of(last.path("content").asText());
        StringBuilder before = new StringBuilder(last.path("role").asText()).append(tools == null ? "" : tools);
        for (int i = 0; i < turns.size() - 1; i++) {
            before.append(turns.get(i));
        }
        String block =
                DIGITS.matcher(before.toString().toLowerCase(Locale.ROOT)).replaceAll("0");
        if (shingles.length == 0) {
            return RowFactory.create(shingles, new long[0], new String[0]);
        }
        MinHash.Sketch sketch = hashing.sketch(shingles, hash(block));
        return RowFactory.create(shingles, sketch.keys(), sketch.orders());
    }

    private static long hash(String text) {
        byte[] digest = DigestUtils.sha256(text);
        return ByteBuffer.wrap(digest).getLong();
    }
}
