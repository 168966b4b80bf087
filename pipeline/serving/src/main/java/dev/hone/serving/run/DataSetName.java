package dev.hone.serving.run;

import dev.hone.config.yaml.Origin;
import dev.hone.config.yaml.Overrides;
import dev.hone.config.yaml.Problems;
import dev.hone.config.yaml.SpecNode.Mapping;
import dev.hone.config.yaml.SpecNode.Scalar;
import dev.hone.config.yaml.YamlTree;
import dev.hone.schema.RunRow;
import java.util.List;
import java.util.Optional;

/** The data set of a run, by its specification as written, which names it in the section ingest. */
public final class DataSetName {

    private static final String OVERRIDE = "# --set ";
    private static final String UNNAMED = "default";

    private DataSetName() {}

    public static String of(RunRow run) {
        Problems problems = new Problems(run.runId());
        Mapping written = YamlTree.readFile(run.runId(), run.spec(), problems)
                .orElse(new Mapping(List.of(), new Origin(run.runId(), 1)));
        List<String> overrides = run.spec()
                .lines()
                .filter(line -> line.startsWith(OVERRIDE + "ingest.dataset="))
                .map(line -> line.substring(OVERRIDE.length()))
                .toList();
        return inside(Overrides.apply(written, overrides, problems), "ingest")
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
