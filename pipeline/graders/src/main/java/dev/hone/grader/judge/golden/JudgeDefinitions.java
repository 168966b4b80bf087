package dev.hone.grader.judge.golden;

import dev.hone.error.ConfigException;
import dev.hone.reward.RewardDefinition;
import dev.hone.reward.Suggestions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Finds the judges in a reward, also inside of composites. */
public final class JudgeDefinitions {

    private static final Set<String> KINDS = Set.of(
            "judge", "instruction_following", "judge_training", "summarization", "reasoning", "rag_faithfulness");

    /** What a composite says of its parts. */
    private static final List<String> PART_KEYS =
            List.of("name", "weight", "gate", "rewardRange", "groupNormalize", "optional");

    private JudgeDefinitions() {}

    /**
     * The judge of a reward.
     *
     * @param part its name, where there are several
     * @throws ConfigException if there is none, or several and none is named
     */
    public static RewardDefinition find(RewardDefinition reward, Optional<String> part) {
        Map<String, RewardDefinition> judges = new TreeMap<>();
        Map<String, Object> all = new LinkedHashMap<>(reward.parameters());
        all.put("kind", reward.kind());
        collect(all, judges);
        if (judges.isEmpty()) {
            throw new ConfigException(
                    "the reward " + reward.kind() + " asks no judge, so there is none to measure. Judges are: "
                            + String.join(", ", KINDS.stream().sorted().toList()));
        }
        if (part.isEmpty() && judges.size() > 1) {
            throw new ConfigException("the reward asks several judges: " + String.join(", ", judges.keySet())
                    + ". Name the one to measure by --part");
        }
        String name = part.orElseGet(() -> judges.keySet().iterator().next());
        return Optional.ofNullable(judges.get(name))
                .orElseThrow(() -> new ConfigException(
                        "the reward has no judge called " + name + ". " + Suggestions.fix(name, judges.keySet())));
    }

    /** Which model judges in which way, in words. */
    static String describe(RewardDefinition judge) {
        Object model = judge.parameters().get("model");
        Object name = model instanceof Map<?, ?> section ? section.get("name") : null;
        return "The judge " + (name == null ? judge.kind() : name + " (" + judge.kind() + ")");
    }

    private static void collect(Object value, Map<String, RewardDefinition> judges) {
        if (value instanceof List<?> list) {
            list.forEach(element -> collect(element, judges));
        } else if (value instanceof Map<?, ?> map) {
            String kind = String.valueOf(map.get("kind"));
            String own = map.get("name") instanceof String given ? given : kind;
            if (KINDS.contains(kind)) {
                judges.put(own, definition(map));
            } else {
                map.values().forEach(inner -> collect(inner, judges));
            }
        }
    }

    /** Without what belongs to the composite that it is a part of. */
    private static RewardDefinition definition(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        PART_KEYS.forEach(copy::remove);
        return RewardDefinition.fromMap(copy);
    }
}
