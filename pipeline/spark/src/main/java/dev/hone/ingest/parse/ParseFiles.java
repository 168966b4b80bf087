package dev.hone.ingest.parse;

import dev.hone.error.StorageException;
import dev.hone.ingest.family.RecordParser;
import dev.hone.ingest.file.Records;
import dev.hone.ingest.log.DataFolder;
import dev.hone.ingest.log.OffloadedBodies;
import dev.hone.ingest.source.SourceFile;
import dev.hone.settings.ingest.PromptSource;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;

/** Reads files on an executor, one after the other and line by line, each with one task. */
public final class ParseFiles implements FlatMapFunction<Iterator<SourceFile>, Row> {

    private static final long serialVersionUID = 1L;

    private final List<PromptSource> sources;
    private final ParseSettings settings;
    private final SerializableConfiguration configuration;

    public ParseFiles(List<PromptSource> sources, ParseSettings settings, Configuration configuration) {
        this.sources = List.copyOf(sources);
        this.settings = settings;
        this.configuration = new SerializableConfiguration(configuration);
    }

    @Override
    public Iterator<Row> call(Iterator<SourceFile> files) {
        return new Rows(files);
    }

    /** The rows of all files of a partition; after those of a file comes one with the number of its records. */
    private final class Rows implements Iterator<Row> {
        private final Iterator<SourceFile> files;
        private final Map<String, String> closed = new HashMap<>();
        private Optional<OpenFile> open = Optional.empty();

        private Rows(Iterator<SourceFile> files) {
            this.files = files;
        }

        @Override
        public boolean hasNext() {
            return open.isPresent() || files.hasNext();
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            OpenFile file = open.orElseGet(() -> new OpenFile(files.next(), closed));
            Optional<Row> row = file.nextRecord();
            open = row.isPresent() ? Optional.of(file) : Optional.empty();
            return row.orElseGet(file::close);
        }
    }

    private final class OpenFile {
        private final SourceFile file;
        private final Records records;
        private final FileParser parser;
        private long recordCount;

        private OpenFile(SourceFile file, Map<String, String> closed) {
            this.file = file;
            int maxBytes = settings.maxRecordBytes();
            OffloadedBodies bodies =
                    new DataFolder(file.path(), maxBytes, settings.bodiesFrom(), configuration.value(), closed);
            PromptSource source = sources.get(file.sourceIndex());
            RecordParser records = RecordParsers.of(source, settings, bodies);
            this.parser = new FileParser(
                    file, records, settings, NamedColumns.of(source, settings.keepAnswers()), source.split());
            this.records = Records.open(file.path(), maxBytes, configuration.value());
        }

        private Optional<Row> nextRecord() {
            Optional<Records.Found> found = records.next();
            recordCount += found.isPresent() ? 1 : 0;
            return found.map(parser::parse);
        }

        private Row close() {
            try {
                records.close();
            } catch (IOException e) {
                throw new StorageException("The file " + file.path() + " could not be closed. Run again.", e);
            }
            return new ParsedRows(file).file(recordCount);
        }
    }
}
