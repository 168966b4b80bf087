package dev.hone.serving.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.error.ModelException;
import dev.hone.policy.template.ChatPrompt;
import dev.hone.schema.PromptRow;
import dev.hone.schema.RolloutRow;
import dev.hone.serving.run.RolloutGroup;
import dev.hone.serving.run.StepRollouts;
import dev.hone.serving.table.TableReader;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Whether a policy answers as it did in training: rollouts that its adapter sampled, replayed with what will serve. */
final class ReplayCheck {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ROLLOUTS = 8;
    /** Of one token's log-probability, in fp32 on any processor. */
    private static final double TOLERANCE = 0.01;

    private ReplayCheck() {}

    /**
     * Replays.
     *
     * @return what was found, in words
     * @throws ModelException where it answers otherwise
     */
    static String check(TrainedPolicy trained, ServedPolicy served, TableReader tables) {
        double temperature = Double.parseDouble(trained.run().identity().getOrDefault("spec.train.temperature", "1"));
        int next = trained.target().step() + 1;
        List<RolloutGroup> sampled = temperature != 1
                ? List.of()
                : new StepRollouts(tables)
                        .of(trained.run().runId(), next).stream()
                                .filter(group -> group.prompt().isPresent())
                                .filter(group -> first(group)
                                        .adapterSha()
                                        .equals(trained.target().adapterSha()))
                                .limit(ROLLOUTS)
                                .toList();
        if (sampled.isEmpty()) {
            return "its hash is the recorded one; no rollout that it sampled at temperature 1 is there to replay";
        }
        double greatest = sampled.stream()
                .mapToDouble(group -> difference(first(group), group.prompt().orElseThrow(), served))
                .max()
                .orElse(0);
        String found = String.format(
                Locale.ROOT,
                "%d rollouts that it sampled, replayed: log-probabilities within %.1g nats",
                sampled.size(),
                greatest);
        if (!(greatest <= TOLERANCE)) {
            throw new ModelException(found + ", but " + TOLERANCE + " is the most. The model's folder holds other files"
                    + " than in training, or the prompts were changed");
        }
        return found;
    }

    private static RolloutRow first(RolloutGroup group) {
        return group.completions().get(0).rollout();
    }

    private static double difference(RolloutRow row, PromptRow prompt, ServedPolicy served) {
        int[] asked = served.tokenizer().encodeChat(chat(prompt));
        int[] tokens = new int[asked.length + row.tokenIds().size()];
        System.arraycopy(asked, 0, tokens, 0, asked.length);
        for (int t = 0; t < row.tokenIds().size(); t++) {
            tokens[asked.length + t] = row.tokenIds().get(t);
        }
        float[] logprobs = served.model().logprobs(served.adapter(), tokens).join();
        double greatest = 0;
        for (int t = 0; t < row.tokenIds().size(); t++) {
            greatest = Math.max(
                    greatest,
                    Math.abs(logprobs[asked.length - 1 + t]
                            - row.samplerLogprobs().get(t)));
        }
        return greatest;
    }

    private static ChatPrompt chat(PromptRow prompt) {
        try {
            return new ChatPrompt(
                    JSON.readTree(prompt.messages()),
                    prompt.tools().isPresent()
                            ? Optional.of(JSON.readTree(prompt.tools().get()))
                            : Optional.empty(),
                    Map.of());
        } catch (JsonProcessingException e) {
            throw new ModelException(
                    "The prompt " + prompt.promptId() + " is no JSON any more: " + e.getOriginalMessage());
        }
    }
}
