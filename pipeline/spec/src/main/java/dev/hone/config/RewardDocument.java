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
        return definition(root, problems, environment);
    }

    /**
     * The reward of a run that was recorded. Files that it names are those that are there now, seen from this process.
     *
     * @param name of the run
     * @param written its specification as it was recorded
     * @param environment names and values of {@code ${env:NAME}}
     * @throws dev.hone.error.ConfigException with every problem, if there is any
     */
    public static RewardDefinition ofRun(String name, String written, Map<String, String> environment) {
        Problems problems = new Problems(name);
        Mapping root = WrittenSpec.tree(name, written, problems);
        problems.throwIfAny();
        return definition(root, problems, environment);
    }

    private static RewardDefinition definition(Mapping root, Problems problems, Map<String, String> environment) {
        SpecNode reward = root.find(SECTION).map(SpecNode.Entry::value).orElse(root);
        Optional<RewardDefinition> definition = new RewardType()
                .read(reward, SpecPath.ROOT.key(SECTION), new ReadContext(problems, environment, "", Set.of()));
        problems.throwIfAny();
        return definition.orElseThrow();
    }
}
