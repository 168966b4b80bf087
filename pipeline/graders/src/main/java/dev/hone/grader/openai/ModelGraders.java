package dev.hone.grader.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.grader.chat.ChatModel;
import dev.hone.grader.contract.LambdaContract;
import dev.hone.grader.judge.answer.AnswerReader;
import dev.hone.grader.judge.answer.AnswerSchema;
import dev.hone.grader.judge.answer.JsonAnswer;
import dev.hone.grader.judge.ask.Judge;
import dev.hone.reward.RewardParameters;
import dev.hone.reward.RewardResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** Reads graders that ask a model. */
final class ModelGraders {

    private static final int MAX_TOKENS = 1024;
    private static final int MOST_TOKENS = 100_000;
    private static final double MOST_SEED = 0x1p53;
    private static final String SEED = "seed";
    private static final String RANGE = "range";
    private static final String INPUT = "input";

    private final GraderModels models;

    ModelGraders(GraderModels models) {
        this.models = models;
    }

    /** {@code score_model}: a number in a range. */
    Optional<Grader> score(RewardParameters parameters) {
        List<Double> range = range(parameters);
        OptionalDouble passThreshold = LambdaContract.passThreshold(parameters, "pass_threshold");
        AnswerReader<Double> reader = new JsonAnswer<>(
                form("result", AnswerSchema.number(range.get(0), range.get(1))),
                object -> object.get("result").doubleValue());
        return grader(parameters, reader, score -> Scores.of(score, passThreshold, ""));
    }

    /** {@code label_model}: one of some labels; 1 where it is among those that pass, else 0. */
    Optional<Grader> label(RewardParameters parameters) {
        List<String> labels = labels(parameters, "labels");
        List<String> passing = labels(parameters, "passing_labels");
        passing.stream()
                .filter(label -> !labels.contains(label))
                .forEach(label -> parameters.problem(
                        "passing_labels",
                        label + " is none of the labels",
                        "Use some of " + String.join(", ", labels)));
        AnswerReader<String> reader =
                new JsonAnswer<>(form("label", AnswerSchema.oneOf(labels)), object -> object.get("label")
                        .asText());
        return grader(
                parameters,
                reader,
                label -> RewardResult.of(passing.contains(label) ? 1 : 0, passing.contains(label), label));
    }

    private <V> Optional<Grader> grader(
            RewardParameters parameters, AnswerReader<V> reader, Function<V, RewardResult> scoring) {
        Optional<RewardParameters> sampling = parameters.section("sampling_params");
        Optional<String> effort = sampling.flatMap(section -> section.text("reasoning_effort"));
        int maxTokens = sampling.map(ModelGraders::maxTokens).orElse(MAX_TOKENS);
        double temperature =
                sampling.map(section -> section.number("temperature", 0, 0, 2)).orElse(0.);
        OptionalLong seed = sampling.map(ModelGraders::seed).orElse(OptionalLong.empty());
        sampling.ifPresent(ModelGraders::reportRest);
        List<ModelGrader.Message> messages = messages(parameters);
        Optional<ChatModel> model = models.model(parameters, parameters.requiredText("model"), effort);
        return model.map(found -> new ModelGrader<>(
                new Judge(new UnrefusedModel(found), 1, temperature, seed), messages, maxTokens, reader, scoring));
    }

    private static int maxTokens(RewardParameters sampling) {
        int tokens = (int) sampling.number("max_completion_tokens", MAX_TOKENS, 1, MOST_TOKENS);
        return (int) sampling.number("max_completions_tokens", tokens, 1, MOST_TOKENS); // as OpenAI spells it
    }

    private static OptionalLong seed(RewardParameters sampling) {
        return sampling.has(SEED)
                ? OptionalLong.of((long) sampling.number(SEED, 0, -MOST_SEED, MOST_SEED))
                : OptionalLong.empty();
    }

    private static void reportRest(RewardParameters sampling) {
        if (sampling.number("top_p", 1, 0, 1) != 1) {
            sampling.problem("top_p", "is not passed on", "Leave it out, and set the temperature");
        }
        sampling.reportUnknownKeys();
    }

    private static List<Double> range(RewardParameters parameters) {
        if (!parameters.has(RANGE)) {
            return List.of(0., 1.);
        }
        if (parameters.values().get(RANGE) instanceof List<?> list
                && list.size() == 2
                && list.get(0) instanceof Number from
                && list.get(1) instanceof Number to
                && from.doubleValue() < to.doubleValue()) {
            return List.of(from.doubleValue(), to.doubleValue());
        }
        parameters.problem(RANGE, "is not a list of two numbers, the lower one first", "Write [0, 1]");
        return List.of(0., 1.);
    }

    private static List<String> labels(RewardParameters parameters, String key) {
        List<String> labels = parameters.texts(key).orElse(List.of());
        if (labels.isEmpty()) {
            parameters.problem(key, "is missing or empty", "List at least one label");
            return List.of("");
        }
        return labels;
    }

    private static List<ModelGrader.Message> messages(RewardParameters parameters) {
        List<ModelGrader.Message> messages = new ArrayList<>();
        List<RewardParameters> given = parameters.parts(INPUT);
        for (int m = 0; m < given.size(); m++) {
            RewardParameters message = given.get(m);
            message.text("type");
            String role = message.choice("role", "user", Set.of("system", "developer", "user", "assistant"));
            message.has("content");
            String text = MessageText.of(message, "content");
            message.reportUnknownKeys();
            messages.add(new ModelGrader.Message(
                    role.equals("developer") ? "system" : role, RowTemplate.of(message, "content", text)));
        }
        if (messages.isEmpty()) {
            parameters.problem(INPUT, "is missing or empty", "List messages, each with role and content");
        }
        return messages;
    }

    /** Reasons go first: the model is to have them when it decides. */
    private static ObjectNode form(String name, ObjectNode verdict) {
        Map<String, ObjectNode> fields = new LinkedHashMap<>();
        fields.put("steps", AnswerSchema.text());
        fields.put(name, verdict);
        return AnswerSchema.object(fields);
    }
}
