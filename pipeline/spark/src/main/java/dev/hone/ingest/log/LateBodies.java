package dev.hone.ingest.log;

import static dev.hone.schema.ColumnType.STRING;
import static dev.hone.schema.ColumnType.TIMESTAMP;
import static org.apache.spark.sql.functions.col;

import dev.hone.ingest.record.JsonRecord;
import dev.hone.ingest.record.QuarantineReason;
import dev.hone.ingest.record.RecordRefused;
import dev.hone.schema.IngestedFileRow;
import dev.hone.schema.QuarantineColumns;
import dev.hone.table.SparkRow;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/** Log files of which an offloaded body has come since they were read: what was refused because it was missing can be a prompt now. */
public final class LateBodies {

    /** Reasons that pass when a body comes. */
    private static final Set<String> MISSED =
            Set.of(QuarantineReason.BODY_OFFLOADED.code(), QuarantineReason.BODY_ELSEWHERE.code());

    /** The clocks of a storage and of a driver may differ. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private LateBodies() {}

    /**
     * The paths of such files.
     *
     * @param quarantined refused records of the data set
     * @param ingested files of the data set that were read
     * @param bodiesFrom places beside a log's own that bodies may be read from
     */
    public static Set<String> among(
            Dataset<Row> quarantined, List<IngestedFileRow> ingested, List<String> bodiesFrom, Configuration hadoop) {
        Map<String, Instant> readAt = ingested.stream()
                .collect(Collectors.toMap(
                        IngestedFileRow::path, IngestedFileRow::ingestedAt, BinaryOperator.maxBy(Instant::compareTo)));
        Map<String, Long> latestBodies = quarantined
                .where(col(QuarantineColumns.REASON)
                        .isin(
                                QuarantineReason.BODY_OFFLOADED.code(),
                                QuarantineReason.BODY_ELSEWHERE.code(),
                                QuarantineReason.BODY_UNREADABLE.code())
                        .and(col(QuarantineColumns.RAW).isNotNull()))
                .select(
                        QuarantineColumns.SOURCE,
                        QuarantineColumns.RAW,
                        QuarantineColumns.REASON,
                        QuarantineColumns.QUARANTINED_AT)
                .javaRDD()
                .mapPartitionsToPair(new FindBodies(bodiesFrom, hadoop))
                .reduceByKey(Math::max)
                .collectAsMap();
        return latestBodies.entrySet().stream()
                .filter(body -> Instant.ofEpochMilli(body.getValue())
                        .isAfter(readAt.getOrDefault(body.getKey(), Instant.MAX).minus(CLOCK_SKEW)))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * From refused records to their log files and the time, in milliseconds since 1970, after which their bodies came: when they were last
     * changed, or when they were missed, since a bucket that was closed then may have older ones.
     */
    private static final class FindBodies implements PairFlatMapFunction<Iterator<Row>, String, Long> {

        private static final long serialVersionUID = 1L;

        private final List<String> bodiesFrom;
        private final SerializableConfiguration configuration;

        private FindBodies(List<String> bodiesFrom, Configuration hadoop) {
            this.bodiesFrom = bodiesFrom;
            this.configuration = new SerializableConfiguration(hadoop);
        }

        @Override
        public Iterator<Tuple2<String, Long>> call(Iterator<Row> refused) {
            Iterable<Row> rows = () -> refused;
            Map<String, String> closed = new HashMap<>();
            return StreamSupport.stream(rows.spliterator(), false)
                    .flatMap(row -> body(new SparkRow(row), closed))
                    .iterator();
        }

        private Stream<Tuple2<String, Long>> body(SparkRow refused, Map<String, String> closed) {
            String logFile = refused.get(QuarantineColumns.SOURCE, STRING);
            DataFolder bodies =
                    new DataFolder(logFile, JsonRecord.MAX_BYTES, bodiesFrom, configuration.value(), closed);
            boolean missed = MISSED.contains(refused.get(QuarantineColumns.REASON, STRING));
            long missedMillis = missed
                    ? refused.get(QuarantineColumns.QUARANTINED_AT, TIMESTAMP).toEpochMilli()
                    : 0;
            OptionalLong changed = location(refused.get(QuarantineColumns.RAW, STRING))
                    .map(bodies::changedMillis)
                    .orElse(OptionalLong.empty());
            return changed.stream().mapToObj(millis -> new Tuple2<>(logFile, Math.max(millis, missedMillis)));
        }

        private static Optional<String> location(String raw) {
            try {
                return LoggedBodies.requestLocation(LogRecordParser.record(raw));
            } catch (RecordRefused redacted) {
                return Optional.empty(); // redaction may leave no record
            }
        }
    }
}
