package dev.hone.ingest.reference;

import dev.hone.error.DataException;
import dev.hone.ingest.family.ReferenceAnswer;
import dev.hone.ingest.file.Records;
import dev.hone.ingest.parse.PromptRedaction;
import dev.hone.ingest.record.JsonRecord;
import dev.hone.ingest.record.QuarantineReason;
import dev.hone.ingest.record.RecordRefused;
import dev.hone.ingest.record.RecordText;
import dev.hone.ingest.source.SourceFile;
import dev.hone.redact.Redaction;
import dev.hone.settings.ingest.ReferenceSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.SerializableConfiguration;

/** Reads a file of references on an executor. */
final class ParseReferences implements FlatMapFunction<SourceFile, Row> {

    private static final long serialVersionUID = 1L;

    private static final Set<QuarantineReason> DAMAGE =
            Set.of(QuarantineReason.TRUNCATED_ARCHIVE, QuarantineReason.CORRUPT_ARCHIVE, QuarantineReason.CORRUPT_FILE);

    private final ReferenceSource source;
    private final Redaction redaction;
    private final SerializableConfiguration configuration;

    ParseReferences(ReferenceSource source, Redaction redaction, Configuration configuration) {
        this.source = source;
        this.redaction = redaction;
        this.configuration = new SerializableConfiguration(configuration);
    }

    @Override
    public Iterator<Row> call(SourceFile file) throws IOException {
        List<Row> rows = new ArrayList<>();
        PromptRedaction redacted = new PromptRedaction(redaction);
        try (Records records = Records.open(file.path(), JsonRecord.MAX_BYTES, configuration.value())) {
            Optional<Records.Found> record = records.next();
            while (record.isPresent()) {
                requireWhole(file.path(), record.get());
                rows.add(row(file.path(), record.get(), redacted));
                record = records.next();
            }
        }
        return rows.iterator();
    }

    /** Prompts would lack the references of the rest, and never get them: their files are read once. */
    private static void requireWhole(String file, Records.Found record) {
        record.refused().map(RecordRefused::reason).filter(DAMAGE::contains).ifPresent(reason -> {
            throw new DataException("The references " + file + " cannot be used: " + reason.problem()
                    + ". Nothing was written; " + reason.remedy() + ".");
        });
    }

    /** The same of one record, outside of a partition's loop. */
    Row row(String file, Records.Found record) {
        return row(file, record, new PromptRedaction(redaction));
    }

    private Row row(String file, Records.Found record, PromptRedaction redacted) {
        String place = References.sortedPlace(file, record.line().number());
        try {
            if (record.refused().isPresent()) {
                throw record.refused().get();
            }
            JsonRecord reference =
                    JsonRecord.parse(RecordText.decode(record.line().bytes()));
            Optional<String> answer =
                    ReferenceAnswer.ofAnyKind(reference, source.answer()).map(redacted::of);
            Optional<String> value = reference.key(source.key()).or(() -> reference.key(source.ownKey()));
            boolean usable = answer.isPresent() && value.isPresent();
            RecordText.requireUnicode(answer.orElse("") + value.orElse(""));
            return RowFactory.create(usable ? value.get() : null, usable ? answer.get() : null, place);
        } catch (RecordRefused refused) {
            return RowFactory.create(null, null, place);
        }
    }
}
