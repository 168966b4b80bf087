package dev.hone.ingest.reference;

import static org.apache.spark.sql.functions.col;

import dev.hone.ingest.source.DeltaRows;
import dev.hone.ingest.source.SourceFile;
import dev.hone.ingest.source.SourceFiles;
import dev.hone.redact.Redaction;
import dev.hone.settings.ingest.PromptSource;
import dev.hone.settings.ingest.ReferenceSource;
import dev.hone.settings.ingest.SourceFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The file of references as rows. */
public final class References {

    public static final String KEY = "reference_key";
    public static final String ANSWER = "joined_reference";

    /** File and line, in the order of both. */
    public static final String PLACE = "reference_place";

    private static final Pattern LEADING_ZEROS = Pattern.compile(":0+(\\d+)$");

    /** Distinct answers of a key: above 1 they conflict. */
    public static final String ANSWERS = "distinct_answers";

    static final StructType SCHEMA = new StructType()
            .add(KEY, DataTypes.StringType)
            .add(ANSWER, DataTypes.StringType)
            .add(PLACE, DataTypes.StringType, false);

    private References() {}

    /** What {@link #PLACE} holds of a line. */
    static String sortedPlace(String file, long line) {
        return String.format(Locale.ROOT, "%s:%012d", file, line);
    }

    /** The same as people write it. */
    public static String place(String sorted) {
        return LEADING_ZEROS.matcher(sorted).replaceFirst(":$1");
    }

    /** One row per line; key and answer are null where the line cannot be used. */
    public static Dataset<Row> read(SparkSession spark, ReferenceSource source, Redaction redaction) {
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        ParseReferences parse = new ParseReferences(source, redaction, hadoop);
        if (DeltaRows.isTable(source.path(), hadoop)) {
            return spark.createDataFrame(
                    DeltaRows.read(spark, source.path()).map(row -> parse.row(row.file(), row.found())), SCHEMA);
        }
        PromptSource table = new PromptSource(source.path(), SourceFormat.TABLE);
        List<SourceFile> files = SourceFiles.list(List.of(table), hadoop).files();
        return spark.createDataFrame(
                JavaSparkContext.fromSparkContext(spark.sparkContext())
                        .parallelize(files, Math.max(files.size(), 1))
                        .flatMap(parse),
                SCHEMA);
    }

    /** One row per key that can be used: of several answers the first counts, in the order of the lines. */
    public static Dataset<Row> byKey(Dataset<Row> references) {
        return references
                .where(col(KEY).isNotNull())
                .groupBy(KEY)
                .agg(
                        functions.min_by(col(ANSWER), col(PLACE)).as(ANSWER),
                        functions.countDistinct(col(ANSWER)).as(ANSWERS));
    }
}
