package dev.hone.config;

import dev.hone.config.key.Key;
import dev.hone.config.key.SectionListType;
import dev.hone.config.key.SectionType;
import dev.hone.config.section.Catalogue;
import dev.hone.math.loss.ClipRange;
import dev.hone.math.objective.Objective;
import dev.hone.math.objective.SurrogateKind;
import java.util.List;
import java.util.Locale;

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

    private static final String OBJECTIVES =
            """

            ## The objectives

            What `train.objective` sets; each part can be set for itself. docs/objectives.md says which to choose. `klEstimator` counts
            where `klCoefficient` is above 0.

            | objective | surrogate | advantage | aggregation | clipLow / clipHigh | klEstimator | correction | formula |
            |---|---|---|---|---|---|---|---|
            """;

    private SpecificationDocument() {}

    static String text() {
        StringBuilder document = new StringBuilder(HEAD);
        table(document, "", Catalogue.KEYS);
        objectives(document);
        return document.toString();
    }

    private static void objectives(StringBuilder document) {
        document.append(OBJECTIVES);
        for (Objective objective : Objective.values()) {
            SurrogateKind surrogate = objective.surrogate();
            ClipRange clip = objective.clip(surrogate);
            document.append("| `%s` | `%s` | `%s` | `%s` | %s | `%s` | `%s` | %s |\n"
                    .formatted(
                            objective.word(),
                            surrogate.word(),
                            objective.advantage().word(),
                            objective.aggregation().word(),
                            surrogate.clips() ? clip.low() + " / " + clip.high() : "",
                            objective.klEstimator().name().toLowerCase(Locale.ROOT),
                            Objective.correction(surrogate).word(),
                            objective.source()));
        }
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
        String fallback = key.required() ? "*required*" : fallback(key);
        String change = key.varies() ? " (*may change*)" : "";
        return "| `%s` | %s | %s | %s%s |%n"
                .formatted(key.name(), key.type().label(), fallback, key.description(), change)
                .replace("\r\n", "\n");
    }

    private static <T> String fallback(Key<T> key) {
        return key.derived()
                .map(rule -> "by `" + rule.from() + "`")
                .or(() -> key.fallback().map(value -> "`" + key.type().text(value) + "`"))
                .orElse("");
    }

    private static String path(String parent, String key) {
        return parent.isEmpty() ? key : parent + "." + key;
    }
}
