package dev.hone.config;

import java.util.List;

/** The section {@code export}. */
final class ExportKeys {

    static final Key<String> PATH = Key.folder(Key.of("path", KeyTypes.TEXT, "folder that the export is written to")
            .or("build/{run}/export")
            .mayVary());

    static final Key<Boolean> MERGED = Key.of(
                    "merged",
                    KeyTypes.TRUTH,
                    "whether the adapter is also merged into a copy of the base; must be true where all parameters are trained")
            .or(true)
            .mayVary();

    static final Section<ExportSpec> SECTION = new Section<>(
            "export",
            "where the tuned model goes",
            List.of(PATH, MERGED),
            values -> new ExportSpec(values.get(PATH), values.get(MERGED)));

    private ExportKeys() {}
}
