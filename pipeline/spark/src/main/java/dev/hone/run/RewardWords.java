package dev.hone.run;

import dev.hone.reward.RewardDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a reward's definition says of right answers, in itself and in its parts.
 *
 * @param labels what an answer may be, where it names them
 * @param referenceField the field of references that it reads, where it names one
 */
record RewardWords(Set<String> labels, Optional<String> referenceField) {

    static RewardWords of(RewardDefinition reward) {
        Set<String> labels = new TreeSet<>();
        Set<String> fields = new TreeSet<>();
        collect(reward.parameters(), labels, fields);
        return new RewardWords(Set.copyOf(labels), fields.stream().findFirst());
    }

    private static void collect(Object value, Set<String> labels, Set<String> fields) {
        if (value instanceof List<?> list) {
            list.forEach(inner -> collect(inner, labels, fields));
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> {
                if (key.equals("labels") && inner instanceof List<?> named) {
                    named.forEach(label -> labels.add(String.valueOf(label)));
                } else if (key.equals("referenceField") && inner instanceof String field) {
                    fields.add(field);
                } else {
                    collect(inner, labels, fields);
                }
            });
        }
    }
}
