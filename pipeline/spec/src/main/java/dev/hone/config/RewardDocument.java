package dev.hone.config;

import dev.hone.config.key.ReadContext;
import dev.hone.config.key.RewardType;
import dev.hone.config.yaml.Problems;
import dev.hone.config.yaml.SpecNode;
import dev.hone.config.yaml.SpecNode.Mapping;
import dev.hone.config.yaml.SpecPath;
import dev.hone.config.yaml.SpecSecrets;
import dev.hone.config.yaml.YamlTree;
import dev.hone.reward.RewardDefinition;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A reward in a YAML file of its own: its kind and parameters, or a whole specification, of which the section {@code reward} counts. */
public final class RewardDocument {

    private static final String SECTION = "reward";

    private RewardDocument() {}

    /**
     * Reads the file.
     *
     * @param environment names and values of {@code ${env:NAME}}
     * @throws dev.hone.error.ConfigException with every problem, if there is any
     */
    public static RewardDefinition read(Path file, Map<String, String> environment) {
        String name = file.toString();
        Problems problems = new Problems(name);
        Optional<Mapping> written = YamlTree.readFile(name, SpecReader.text(file, "--reward"), problems);
        problems.throwIfAny();
        Mapping root = written.orElseThrow();
        SpecSecrets.areIn(root, problems);
        problems.throwIfAny();
        SpecNode reward = root.find(SECTION).map(SpecNode.Entry::value).orElse(root);
        Optional<RewardDefinition> definition = new RewardType()
                .read(reward, SpecPath.ROOT.key(SECTION), new ReadContext(problems, environment, "", Set.of()));
        problems.throwIfAny();
        return definition.orElseThrow();
    }
}
