package dev.hone.ingest.source;

import java.util.List;

/**
 * What of the sources is not read.
 *
 * @param files how many files in their folders are not
 * @param examples some whose names do not end as their source's format has it; hidden files and those of the logging service are not named
 * @param noFiles what is no file where one could be, each with what it is
 * @param emptySources paths of sources without any file of records
 * @param emptyColumns what is said of columns that the specification names and no record has a value in
 */
public record SkippedFiles(
        int files, List<String> examples, List<String> noFiles, List<String> emptySources, List<String> emptyColumns) {

    /** Names shown. */
    static final int EXAMPLES = 3;

    public SkippedFiles {
        examples = List.copyOf(examples);
        noFiles = List.copyOf(noFiles);
        emptySources = List.copyOf(emptySources);
        emptyColumns = List.copyOf(emptyColumns);
    }

    public SkippedFiles withEmptyColumns(List<String> columns) {
        return new SkippedFiles(files, examples, noFiles, emptySources, columns);
    }

    /** A sentence without its end: how many files, and which for example. */
    public String text() {
        return (files == 1 ? "1 file was passed over by its name" : files + " files were passed over by their names")
                + (examples.isEmpty() ? "" : ", such as " + String.join(", ", examples));
    }
}
