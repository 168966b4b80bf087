package dev.hone.ingest.file;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a file holds records, as the end of its name tells, in small letters or capitals. */
public enum Container {
    JSON_LINES(".*\\.(json|jsonl|ndjson)(\\.gz)?"),
    CSV(".*\\.csv(\\.gz)?"),
    TSV(".*\\.tsv(\\.gz)?"),
    PARQUET(".*\\.parquet");

    private final Pattern names;

    Container(String names) {
        this.names = Pattern.compile(names, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /** Whether a file is a .gz, as its name tells. */
    public static boolean isCompressed(String path) {
        return path.toLowerCase(Locale.ROOT).endsWith(".gz");
    }

    /** The kind of a file, or nothing where its name tells none. */
    public static Optional<Container> of(String path) {
        return Arrays.stream(values())
                .filter(container -> container.names.matcher(path).matches())
                .findFirst();
    }
}
