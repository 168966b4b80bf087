package dev.hone.config;

import java.util.List;

/** The documentation of every key, in Markdown: docs/specification.md is this text. */
final class SpecificationDocument {

    private static final String HEAD =
            """
            # The specification of a run

            One YAML file. Every key has a default unless it says *required*; a section that is needed by a command and missing is
            reported. Unknown keys are errors. `--set section.key=value` overrides a key from the command line. Secrets are written as
            `${env:NAME}` and stay so wherever the specification is printed or stored. Relative paths are relative to the working
            directory. `{run}` stands for the run's id. A resumed run must keep every value except those marked *may change*.

            This file is made from the catalogue in `dev.hone.config`; a test fails when the two differ.
            """;

    private SpecificationDocument() {}

    static String text() {
        StringBuilder document = new StringBuilder(HEAD);
        table(document, "", Catalogue.KEYS);
        return document.toString();
    }

    private static void table(StringBuilder document, String path, List<Key<?>> keys) {
        String title = path.isEmpty() ? "Outermost keys" : "`" + path + "`";
        document.append("\n## ").append(title).append("\n\n| key | type | default | meaning |\n|---|---|---|---|\n");
        keys.forEach(key -> document.append(row(key)));
        for (Key<?> key : keys) {
            if (key.type() instanceof SectionType<?> section) {
                table(document, path(path, key.name()), section.section().keys());
            }
            if (key.type() instanceof SectionListType<?> list) {
                table(document, path(path, key.name()) + "[]", list.section().keys());
            }
        }
    }

    private static <T> String row(Key<T> key) {
        String fallback = key.required()
                ? "*required*"
                : key.fallback()
                        .map(value -> "`" + key.type().text(value) + "`")
                        .orElse("");
        String change = key.varies() ? " (*may change*)" : "";
        return "| `%s` | %s | %s | %s%s |%n"
                .formatted(key.name(), key.type().label(), fallback, key.description(), change)
                .replace("\r\n", "\n");
    }

    private static String path(String parent, String key) {
        return parent.isEmpty() ? key : parent + "." + key;
    }
}
