package dev.hone.config;

import dev.hone.config.key.ReadContext;
import dev.hone.config.section.Catalogue;
import dev.hone.config.yaml.Problems;
import dev.hone.config.yaml.SpecNode;
import dev.hone.config.yaml.SpecNode.Mapping;
import dev.hone.config.yaml.SpecPath;
import dev.hone.error.ConfigException;
import dev.hone.settings.ModelSettings;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The section {@code model} of a specification by itself. */
public final class ModelDocument {

    private ModelDocument() {}

    /**
     * The base model of a run that was recorded.
     *
     * @param name of the run
     * @param written its specification as it was recorded
     * @throws ConfigException with every problem, if there is any, such as a folder that is not here
     */
    public static ModelSettings ofRun(String name, String written) {
        Problems problems = new Problems(name);
        Mapping root = WrittenSpec.tree(name, written, problems);
        problems.throwIfAny();
        String section = Catalogue.MODEL.name();
        Optional<ModelSettings> model = root.find(section)
                .map(SpecNode.Entry::value)
                .flatMap(node -> Catalogue.MODEL
                        .type()
                        .read(
                                node,
                                SpecPath.ROOT.key(section),
                                new ReadContext(problems, Map.of(), "", Set.of(section))));
        problems.throwIfAny();
        return model.orElseThrow(() ->
                new ConfigException("the specification of run " + name + " names no model, so it cannot be served"));
    }
}
