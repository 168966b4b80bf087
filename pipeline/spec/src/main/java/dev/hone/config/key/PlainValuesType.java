package dev.hone.config.key;

import dev.hone.config.yaml.SpecNode;
import dev.hone.config.yaml.SpecNode.Mapping;
import dev.hone.config.yaml.SpecPath;
import java.util.Map;
import java.util.Optional;

/** Keys whose names somebody else decides, such as the variables of a chat template. */
public record PlainValuesType() implements KeyType<Map<String, Object>> {

    @Override
    public String label() {
        return "keys with values";
    }

    @Override
    public Optional<Map<String, Object>> read(SpecNode node, SpecPath path, ReadContext context) {
        if (!(node instanceof Mapping mapping)) {
            context.problems()
                    .error(node.origin(), path.text(), "must hold keys with values. Write them indented below");
            return Optional.empty();
        }
        return Optional.of(PlainValues.of(mapping, path, context));
    }

    @Override
    public String text(Map<String, Object> value) {
        return value.toString();
    }
}
