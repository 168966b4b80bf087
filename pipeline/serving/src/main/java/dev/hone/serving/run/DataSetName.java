package dev.hone.serving.run;

import dev.hone.config.WrittenSpec;
import dev.hone.config.yaml.Problems;
import dev.hone.config.yaml.SpecNode.Mapping;
import dev.hone.config.yaml.SpecNode.Scalar;
import dev.hone.schema.RunRow;
import java.util.Optional;

/** The data set of a run, by its specification as written, which names it in the section ingest. */
public final class DataSetName {

    private static final String UNNAMED = "default";

    private DataSetName() {}

    public static String of(RunRow run) {
        return inside(WrittenSpec.tree(run.runId(), run.spec(), new Problems(run.runId())), "ingest")
                .flatMap(ingest -> text(ingest, "dataset"))
                .orElse(UNNAMED);
    }

    private static Optional<Mapping> inside(Mapping mapping, String key) {
        return mapping.find(key)
                .map(entry -> entry.value())
                .filter(Mapping.class::isInstance)
                .map(Mapping.class::cast);
    }

    private static Optional<String> text(Mapping mapping, String key) {
        return mapping.find(key)
                .map(entry -> entry.value())
                .filter(Scalar.class::isInstance)
                .map(value -> ((Scalar) value).text());
    }
}
