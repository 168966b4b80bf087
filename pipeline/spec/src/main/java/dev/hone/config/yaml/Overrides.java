package dev.hone.config.yaml;

import dev.hone.config.yaml.SpecNode.Entry;
import dev.hone.config.yaml.SpecNode.Mapping;
import java.util.List;
import java.util.Optional;

/** Values of the command line, {@code --set train.learningRate=2e-5}, put in place of those of the file. */
public final class Overrides {

    private static final String FORM = "Write it like --set train.learningRate=2e-5";

    private Overrides() {}

    /** The specification with the overrides applied in their order. */
    public static Mapping apply(Mapping specification, List<String> overrides, Problems problems) {
        Mapping result = specification;
        for (String override : overrides) {
            int equals = override.indexOf('=');
            if (equals < 1) {
                problems.error(Origin.COMMAND_LINE, override, "has no value. " + FORM);
                continue;
            }
            String path = override.substring(0, equals).strip();
            Optional<SpecNode> value = YamlTree.readOverride(override.substring(equals + 1), problems);
            SpecNode node = value.orElse(new SpecNode.Scalar("", SpecNode.Kind.TEXT, Origin.COMMAND_LINE));
            result = put(result, List.of(path.split("\\.", -1)), path, node, problems);
        }
        return result;
    }

    private static Mapping put(Mapping mapping, List<String> keys, String path, SpecNode value, Problems problems) {
        String key = keys.get(0);
        if (keys.size() == 1) {
            return mapping.with(new Entry(key, value, Origin.COMMAND_LINE));
        }
        Optional<Entry> present = mapping.find(key);
        Origin origin = present.map(Entry::origin).orElse(Origin.COMMAND_LINE);
        SpecNode inner = present.map(Entry::value).orElse(new Mapping(List.of(), origin));
        if (inner instanceof SpecNode.Scalar scalar && scalar.kind() == SpecNode.Kind.NOTHING) {
            inner = new Mapping(List.of(), origin);
        }
        if (!(inner instanceof Mapping section)) {
            problems.error(
                    Origin.COMMAND_LINE,
                    path,
                    key + " is not a section. Set the whole of it, as in --set " + key + "=…");
            return mapping;
        }
        return mapping.with(new Entry(key, put(section, keys.subList(1, keys.size()), path, value, problems), origin));
    }
}
