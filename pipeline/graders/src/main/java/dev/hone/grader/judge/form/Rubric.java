package dev.hone.grader.judge.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.grader.judge.answer.AnswerReader;
import dev.hone.grader.judge.answer.AnswerSchema;
import dev.hone.grader.judge.answer.JsonAnswer;
import dev.hone.grader.judge.ask.Question;
import dev.hone.grader.judge.prompt.JudgePrompt;
import dev.hone.grader.judge.prompt.PromptParameter;
import dev.hone.grader.judge.prompt.RowValues;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardParameters;
import dev.hone.reward.RewardResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * {@code rubric}: questions with yes or no. The reward is Σ weights answered with yes / Σ weights above 0, at least 0 (as HealthBench has
 * it), and 0 where a gate is closed. One call a vote; of several votes the majority counts, item by item, and where there is none the item
 * counts against the completion.
 */
final class Rubric implements CompletionForm {

    static final String KEY = "rubric";
    private static final String CRITERIA = "criteria";
    private static final int TOKENS = 256;
    private static final int TOKENS_AN_ITEM = 96;

    private final List<RubricItem> items;
    private final JudgeSetup setup;
    private final JudgePrompt prompt;
    private final AnswerReader<Map<String, Judged>> reader;
    private final double best;

    private Rubric(List<RubricItem> items, JudgeSetup setup, JudgePrompt prompt) {
        this.items = items;
        this.setup = setup;
        this.prompt = prompt;
        this.reader = new JsonAnswer<>(form(items), object -> verdict(items, object));
        this.best =
                items.stream().mapToDouble(item -> Math.max(0, item.weight())).sum();
    }

    static Rubric read(RewardParameters parameters, JudgeSetup setup) {
        return new Rubric(
                RubricItem.read(parameters, KEY),
                setup,
                PromptParameter.read(parameters, KEY, Set.of(CRITERIA), Set.of(CRITERIA, RowValues.COMPLETION)));
    }

    @Override
    public String description() {
        return items.stream()
                .map(item -> Words.of(item.weight()) + " × (" + item.question() + ")")
                .collect(Collectors.joining(" + ", "what a judge says to a rubric, scaled to 0 to 1: ", ""));
    }

    /** With weights below 0, or gates, the reward is no sum. */
    @Override
    public Map<String, Double> componentWeights() {
        Map<String, Double> weights = new LinkedHashMap<>();
        if (items.stream().noneMatch(item -> item.gate() || item.weight() < 0)) {
            items.forEach(item -> weights.put(item.name(), item.weight() / best));
        }
        return weights;
    }

    @Override
    public JudgePrompt prompt() {
        return prompt;
    }

    @Override
    public CompletableFuture<RewardResult> judge(RewardInput input) {
        String questions = items.stream()
                .map(item -> "- " + item.name() + ": " + item.question())
                .collect(Collectors.joining("\n", "", setup.criteria().isEmpty() ? "" : "\n\n" + setup.criteria()));
        int tokens = setup.maxTokens().orElse(TOKENS + TOKENS_AN_ITEM * items.size());
        return setup.judge()
                .ask(new Question<>(
                        prompt.messages(setup.rows().of(input).withWords(CRITERIA, questions), reader.instruction()),
                        tokens,
                        reader))
                .thenApply(ballot -> setup.withOutcome(ballot.result(this::decide)));
    }

    private RewardResult decide(List<Map<String, Judged>> votes) {
        Map<String, Double> components = new LinkedHashMap<>();
        List<String> explanations = new ArrayList<>();
        double sum = 0;
        boolean open = true;
        for (RubricItem item : items) {
            List<Judged> judged =
                    votes.stream().map(vote -> vote.get(item.name())).toList();
            boolean met =
                    Votes.majority(judged.stream().map(Judged::met).toList()).orElse(item.weight() < 0);
            sum += met ? item.weight() : 0;
            open &= !item.isClosedBy(met);
            components.put(item.name(), met ? 1.0 : 0.0);
            explanations.add(item.name() + (met ? " yes: " : " no: ") + reason(judged, met));
        }
        return new RewardResult(
                OptionalDouble.of(open ? Math.max(0, sum / best) : 0),
                components,
                Map.of(),
                Optional.empty(),
                String.join("; ", explanations),
                Optional.empty());
    }

    private static String reason(List<Judged> judged, boolean met) {
        return judged.stream()
                .filter(vote -> vote.met() == met)
                .findFirst()
                .map(vote -> Words.of(vote.reason()))
                .orElse("the votes are even");
    }

    private static ObjectNode form(List<RubricItem> items) {
        Map<String, ObjectNode> fields = new LinkedHashMap<>();
        items.forEach(item -> fields.put(item.name(), reasonAndMet()));
        return AnswerSchema.object(fields);
    }

    private static ObjectNode reasonAndMet() {
        Map<String, ObjectNode> fields = new LinkedHashMap<>();
        fields.put("reason", AnswerSchema.text());
        fields.put("met", AnswerSchema.yesOrNo());
        return AnswerSchema.object(fields);
    }

    private static Map<String, Judged> verdict(List<RubricItem> items, ObjectNode object) {
        Map<String, Judged> verdict = new LinkedHashMap<>();
        items.forEach(item -> {
            JsonNode said = object.get(item.name());
            verdict.put(
                    item.name(),
                    new Judged(
                            said.get("met").booleanValue(), said.get("reason").textValue()));
        });
        return verdict;
    }
}
