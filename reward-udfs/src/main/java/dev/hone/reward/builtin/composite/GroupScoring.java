package dev.hone.reward.builtin.composite;

import dev.hone.reward.CompletionGroup;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The completions of one prompt while part after part is asked about them. */
final class GroupScoring {

    private final CompletionGroup group;
    private final List<RowScoring> rows = new ArrayList<>();

    GroupScoring(CompletionGroup group) {
        this.group = group;
        group.completions().forEach(completion -> rows.add(new RowScoring()));
    }

    /** Whether any completion's reward still depends on parts that were not asked. */
    boolean isOpen() {
        return rows.stream().anyMatch(RowScoring::isOpen);
    }

    /** Those completions alone. */
    CompletionGroup openGroup() {
        List<RewardInput> open = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).isOpen()) {
                open.add(group.completions().get(i));
            }
        }
        return new CompletionGroup(open);
    }

    /** Takes what a part said about the open completions. */
    void add(Part part, List<RewardResult> results) {
        List<RowScoring> open = rows.stream().filter(RowScoring::isOpen).toList();
        for (int i = 0; i < open.size(); i++) {
            open.get(i).add(part, results.get(i).finite());
        }
    }

    List<RewardResult> results(CompositeFunction composite) {
        List<Map<String, Double>> values = values(composite.parts());
        List<RewardResult> results = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            results.add(rows.get(i).result(composite, values.get(i)));
        }
        return results;
    }

    /** For each completion the rewards as they count, by part, of the parts that have one. */
    private List<Map<String, Double>> values(List<Part> parts) {
        List<Map<String, Double>> values = new ArrayList<>();
        rows.forEach(row -> values.add(new LinkedHashMap<>()));
        for (Part part : parts) {
            double[] scaled = part.scaled(rows.stream()
                    .map(row -> row.reward(part))
                    .flatMapToDouble(OptionalDouble::stream)
                    .toArray());
            int next = 0;
            for (int i = 0; i < rows.size(); i++) {
                if (rows.get(i).reward(part).isPresent()) {
                    values.get(i).put(part.name(), scaled[next++]);
                }
            }
        }
        return values;
    }
}
