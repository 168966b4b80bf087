package dev.hone.config.key;

import dev.hone.config.yaml.Origin;
import dev.hone.config.yaml.SpecNode;
import dev.hone.config.yaml.SpecNode.Entry;
import dev.hone.config.yaml.SpecNode.Mapping;
import dev.hone.config.yaml.SpecNode.Sequence;
import dev.hone.config.yaml.SpecPath;
import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardFiles;
import dev.hone.reward.RewardFunctions;
import dev.hone.reward.RewardProblem;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A reward function: its kind and the parameters of that kind, which the reward functions themselves check. */
public record RewardType() implements KeyType<RewardDefinition> {

    private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)|\\[(\\d+)]");

    @Override
    public String label() {
        return "keys with values";
    }

    @Override
    public boolean requiredWhereNeeded() {
        return true;
    }

    @Override
    public Optional<RewardDefinition> read(SpecNode node, SpecPath path, ReadContext context) {
        if (!(node instanceof Mapping mapping)) {
            context.problems()
                    .error(
                            node.origin(),
                            path.text(),
                            "must hold keys with values. Write them indented below, such as kind");
            return Optional.empty();
        }
        int problemsBefore = context.problems().errorCount();
        RewardDefinition definition = RewardDefinition.fromMap(PlainValues.of(mapping, path, context));
        if (context.problems().errorCount() == problemsBefore) {
            for (RewardProblem problem : RewardFunctions.problems(definition)) {
                String place = problem.path().isEmpty() ? path.text() : path.text() + "." + problem.path();
                context.problems()
                        .error(origin(mapping, problem.path()), place, problem.problem() + ". " + problem.fix());
            }
        }
        return context.problems().errorCount() == problemsBefore
                ? Optional.of(RewardFiles.withTexts(definition))
                : Optional.empty();
    }

    @Override
    public String text(RewardDefinition value) {
        throw new UnsupportedOperationException("a reward has no text of its own");
    }

    /** Where the value at a path such as {@code parts[1].weight} is written, or the nearest one around it. */
    private static Origin origin(Mapping reward, String path) {
        SpecNode node = reward;
        Origin origin = reward.origin();
        Matcher steps = STEP.matcher(path);
        while (steps.find()) {
            if (node instanceof Mapping mapping && steps.group(1) != null) {
                Optional<Entry> entry = mapping.find(steps.group(1));
                if (entry.isEmpty()) {
                    return origin;
                }
                node = entry.get().value();
                origin = entry.get().origin();
            } else if (node instanceof Sequence sequence && steps.group(2) != null) {
                node = sequence.items().get(Integer.parseInt(steps.group(2)));
                origin = node.origin();
            } else {
                return origin;
            }
        }
        return origin;
    }
}
