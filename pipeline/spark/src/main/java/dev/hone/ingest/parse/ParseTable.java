package dev.hone.ingest.parse;

import dev.hone.ingest.family.RecordParser;
import dev.hone.ingest.log.OffloadedBodies;
import dev.hone.ingest.source.DeltaRows;
import dev.hone.ingest.source.NumberTableRows;
import dev.hone.ingest.source.SourceFile;
import dev.hone.ingest.source.TableRow;
import dev.hone.settings.ingest.PromptSource;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Parses the rows of a Delta table on an executor. */
public final class ParseTable implements FlatMapFunction<Iterator<TableRow>, Row> {

    private static final long serialVersionUID = 1L;

    private final int sourceIndex;
    private final PromptSource source;
    private final ParseSettings settings;

    public ParseTable(int sourceIndex, PromptSource source, ParseSettings settings) {
        this.sourceIndex = sourceIndex;
        this.source = source;
        this.settings = settings;
    }

    PromptSource source() {
        return source;
    }

    /** The row that says how many records the table holds. */
    Row count(long records) {
        return new ParsedRows(file(source.path())).file(records);
    }

    @Override
    public Iterator<Row> call(Iterator<TableRow> rows) {
        RecordParser parser = RecordParsers.of(source, settings, OffloadedBodies.NONE);
        NamedColumns columns = NamedColumns.of(source, settings.keepAnswers());
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(rows, Spliterator.ORDERED), false)
                .map(row ->
                        new FileParser(file(row.file()), parser, settings, columns, source.split()).parse(row.found()))
                .iterator();
    }

    private SourceFile file(String path) {
        return new SourceFile(sourceIndex, path, source.format(), 0, "");
    }

    /** The parsed rows of a source, and one with their number, which Delta counts apart from the parsing. */
    public JavaRDD<Row> rows(SparkSession spark) {
        Dataset<Row> lines = DeltaRows.lines(spark, source.path());
        Row count = count(lines.count());
        JavaRDD<Row> parsed =
                lines.javaRDD().mapPartitions(new NumberTableRows()).mapPartitions(this);
        return parsed.union(
                JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(List.of(count), 1));
    }
}
