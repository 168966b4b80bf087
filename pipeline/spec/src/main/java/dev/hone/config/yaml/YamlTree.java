package dev.hone.config.yaml;

import dev.hone.config.yaml.SpecNode.Entry;
import dev.hone.config.yaml.SpecNode.Kind;
import dev.hone.config.yaml.SpecNode.Mapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/** Reads YAML 1.2 into nodes that know their line. With {@link YamlLimits}, what knows the YAML library. */
public final class YamlTree {

    private final String file;
    private final Problems problems;
    private final boolean lines;

    private YamlTree(String file, Problems problems, boolean lines) {
        this.file = file;
        this.problems = problems;
        this.lines = lines;
    }

    /** The keys of a file; empty, with the problem noted, if it is not YAML or holds no keys. */
    public static Optional<Mapping> readFile(String file, String text, Problems problems) {
        Origin start = new Origin(file, 1);
        Optional<SpecNode> root = new YamlTree(file, problems, true).read(text);
        if (root.isEmpty() && problems.errorCount() == 0) {
            problems.error(start, "", "the file is empty. Start from an example in conf/");
        }
        if (root.isPresent() && !(root.get() instanceof Mapping)) {
            problems.error(start, "", "the file must hold keys with values, such as run: my-run");
        }
        return root.filter(Mapping.class::isInstance).map(Mapping.class::cast);
    }

    /** A value of the command line, written as YAML. */
    static Optional<SpecNode> readOverride(String text, Problems problems) {
        return new YamlTree(Origin.COMMAND_LINE.file(), problems, false).read(text);
    }

    private Optional<SpecNode> read(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setSchema(new JsonSchema())
                .build();
        try {
            Optional<YamlLimits.Excess> excess = YamlLimits.exceeded(settings, text);
            if (excess.isPresent()) {
                problems.error(place(excess.get().line()), "", excess.get().problem());
                return Optional.empty();
            }
            return new Compose(settings).composeString(text).map(node -> convert(node, ""));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            problems.error(
                    place(line),
                    "",
                    "is not YAML here: " + e.getProblem() + ". Look for a missing colon, quote or indentation");
        } catch (YamlEngineException e) {
            problems.error(new Origin(file, lines ? 1 : 0), "", "is not YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    private SpecNode convert(Node node, String path) {
        Origin origin = origin(node);
        if (node.isRecursive()) {
            problems.error(origin, path, "contains itself. Write the value without an alias (*name)");
            return new SpecNode.Scalar("", Kind.NOTHING, origin);
        }
        if (node instanceof MappingNode mapping) {
            return mapping(mapping, path, origin);
        }
        if (node instanceof SequenceNode sequence) {
            List<SpecNode> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                items.add(convert(item, path + "[" + items.size() + "]"));
            }
            return new SpecNode.Sequence(items, origin);
        }
        ScalarNode scalar = (ScalarNode) node;
        return new SpecNode.Scalar(scalar.getValue(), kind(scalar.getTag()), origin);
    }

    private Mapping mapping(MappingNode mapping, String path, Origin origin) {
        List<Entry> entries = new ArrayList<>();
        Map<String, Origin> seen = new HashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Origin keyOrigin = origin(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
                problems.error(keyOrigin, path, "a key must be a word");
                continue;
            }
            String key = keyNode.getValue();
            String keyPath = path.isEmpty() ? key : path + "." + key;
            Origin first = seen.putIfAbsent(key, keyOrigin);
            if (first == null) {
                entries.add(new Entry(key, convert(tuple.getValueNode(), keyPath), keyOrigin));
            } else {
                problems.error(
                        keyOrigin, keyPath, "is written twice, first in line " + first.line() + ". Remove one of them");
            }
        }
        return new Mapping(entries, origin);
    }

    private Origin origin(Node node) {
        int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
        return place(line);
    }

    private Origin place(int line) {
        return lines ? new Origin(file, line) : Origin.COMMAND_LINE;
    }

    private static Kind kind(Tag tag) {
        if (tag.equals(Tag.INT)) {
            return Kind.WHOLE_NUMBER;
        }
        if (tag.equals(Tag.FLOAT)) {
            return Kind.DECIMAL;
        }
        if (tag.equals(Tag.BOOL)) {
            return Kind.TRUTH;
        }
        return tag.equals(Tag.NULL) ? Kind.NOTHING : Kind.TEXT;
    }
}
