package dev.hone.ingest.dedup;

import dev.hone.math.similarity.SimilarPairs;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Compares the prompts of a group: id, whether it is stored, rank and shingles of each, alike ones near each other.
 *
 * @param similarity least share of common word sequences, in (0, 1)
 */
record SimilarPrompts(double similarity) implements UDF1<Seq<Row>, List<Row>> {

    static final String ID = "similar_id";
    static final String FIRST = "similar_first";
    static final String SIMILARITY = "similarity";

    /** Pairs: a new prompt, one of a lower rank, and how similar they are. */
    static final ArrayType SCHEMA = DataTypes.createArrayType(
            new StructType()
                    .add(ID, DataTypes.StringType, false)
                    .add(FIRST, DataTypes.StringType, false)
                    .add(SIMILARITY, DataTypes.DoubleType, false),
            false);

    /** For each prompt of a group. */
    private static final int MAX_COMPARISONS = 100;

    private record Member(String id, boolean isStored, String rank) {

        private static Member of(Row row) {
            return new Member(row.getString(0), row.getBoolean(1), row.getString(2));
        }
    }

    @Override
    public List<Row> call(Seq<Row> group) {
        List<Row> rows = CollectionConverters.asJava(group);
        List<Member> members = rows.stream().map(Member::of).toList();
        List<long[]> shingles = rows.stream()
                .map(row ->
                        row.<Long>getList(3).stream().mapToLong(Long::longValue).toArray())
                .toList();
        List<Row> similar = new ArrayList<>();
        for (SimilarPairs.Pair pair : SimilarPairs.of(shingles, similarity, MAX_COMPARISONS)) {
            Member one = members.get(pair.one());
            Member other = members.get(pair.other());
            boolean inOrder = one.rank().compareTo(other.rank()) < 0;
            Member first = inOrder ? one : other;
            Member second = inOrder ? other : one;
            if (!second.isStored()) {
                similar.add(RowFactory.create(second.id(), first.id(), pair.similarity()));
            }
        }
        return similar;
    }
}
