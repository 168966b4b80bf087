package dev.hone.ingest;

import java.util.List;

/**
 * Files in the folders of sources that are not read.
 *
 * @param files how many
 * @param examples some whose names do not end as their source's format has it; hidden files and those of the logging service are not named
 */
public record PassedOver(int files, List<String> examples) {

    /** Names shown. */
    static final int EXAMPLES = 3;

    public PassedOver {
        examples = List.copyOf(examples);
    }

    /** A sentence's end: how many, and which for example. */
    String text() {
        return files + " files were passed over by their names"
                + (examples.isEmpty() ? "" : ", such as " + String.join(", ", examples));
    }
}
