package dev.hone.config;

import dev.hone.config.yaml.Origin;
import dev.hone.config.yaml.Overrides;
import dev.hone.config.yaml.Problems;
import dev.hone.config.yaml.SpecNode;
import dev.hone.config.yaml.SpecNode.Mapping;
import dev.hone.config.yaml.SpecNode.Sequence;
import dev.hone.config.yaml.SpecSecrets;
import dev.hone.config.yaml.YamlTree;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** A specification as a run records it: the text of its file, and a comment for each override of the command line. */
public final class WrittenSpec {

    private static final String OVERRIDE = "# --set ";

    private WrittenSpec() {}

    /** What is recorded; secrets are masked. */
    static String text(String text, List<String> overrides) {
        StringBuilder written = new StringBuilder(text);
        for (String override : overrides) {
            written.append(text.endsWith("\n") || written.length() > text.length() ? "" : "\n")
                    .append(OVERRIDE)
                    .append(override)
                    .append('\n');
        }
        return SpecSecrets.masked(written.toString());
    }

    /** What was recorded, with the overrides applied; empty where it cannot be read. */
    public static Mapping tree(String name, String written, Problems problems) {
        Mapping root = YamlTree.readFile(name, written, problems).orElse(new Mapping(List.of(), new Origin(name, 1)));
        List<String> overrides = written.lines()
                .filter(line -> line.startsWith(OVERRIDE))
                .map(line -> line.substring(OVERRIDE.length()))
                .toList();
        return Overrides.apply(root, overrides, problems);
    }

    /** Paths of the values that were written, such as {@code train.learningRate}; none where it cannot be read. */
    public static SortedSet<String> paths(String written) {
        SortedSet<String> paths = new TreeSet<>();
        collect("", tree("specification", written, new Problems("specification")), paths);
        return paths;
    }

    private static void collect(String path, SpecNode node, SortedSet<String> paths) {
        if (node instanceof Mapping mapping) {
            mapping.entries()
                    .forEach(entry -> collect((path.isEmpty() ? "" : path + ".") + entry.key(), entry.value(), paths));
        } else if (node instanceof Sequence sequence) {
            for (int i = 0; i < sequence.items().size(); i++) {
                collect(path + "[" + i + "]", sequence.items().get(i), paths);
            }
        } else {
            paths.add(path);
        }
    }
}
