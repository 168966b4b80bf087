package dev.hone.config.key;

import dev.hone.config.yaml.SpecNode;
import dev.hone.config.yaml.SpecNode.Sequence;
import dev.hone.config.yaml.SpecPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A list whose items are sections; a single one may be written without the list. */
public record SectionListType<T>(Section<T> section) implements KeyType<List<T>> {

    @Override
    public String label() {
        return "list of sections";
    }

    @Override
    public Optional<List<T>> read(SpecNode node, SpecPath path, ReadContext context) {
        List<SpecNode> items = node instanceof Sequence sequence ? sequence.items() : List.of(node);
        List<T> values = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            SectionReader.read(section, items.get(i), path.item(i), context).ifPresent(values::add);
        }
        return values.size() == items.size() ? Optional.of(List.copyOf(values)) : Optional.empty();
    }

    @Override
    public String text(List<T> value) {
        throw new UnsupportedOperationException("a list of sections has no text of its own");
    }
}
