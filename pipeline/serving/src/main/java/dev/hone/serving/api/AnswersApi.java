package dev.hone.serving.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.schema.EvaluationRow;
import dev.hone.schema.Split;
import dev.hone.serving.http.ApiAnswer;
import dev.hone.serving.http.ApiException;
import dev.hone.serving.http.ApiRequest;
import dev.hone.serving.http.Route;
import dev.hone.serving.run.EvaluatedAnswers;
import dev.hone.serving.run.Rescores;
import java.util.List;

/** The page of answers: what the base policy and the trained one said to the same prompts. */
public final class AnswersApi {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Places places;

    public AnswersApi(Places places) {
        this.places = places;
    }

    public List<Route> routes() {
        return List.of(Route.get("/api/run/{warehouse}/{run}/answers/{split}", this::answers));
    }

    private ApiAnswer answers(ApiRequest request) {
        EvaluatedAnswers found = EvaluatedAnswers.of(
                places.of(request).files().tables(), request.path("run"), split(request.path("split")));
        ObjectNode answer = NODES.objectNode().put("tuned_step", found.tunedStep());
        ArrayNode pairs = answer.putArray("pairs");
        for (EvaluatedAnswers.Pair pair : found.pairs()) {
            ObjectNode node = pairs.addObject().put("prompt_id", pair.promptId());
            pair.prompt().ifPresent(prompt -> PromptJson.put(prompt, node));
            node.set("base", rows(pair.base(), found.rescores()));
            node.set("tuned", rows(pair.tuned(), found.rescores()));
        }
        return ApiAnswer.json(answer);
    }

    private static Split split(String name) {
        return switch (name) {
            case "test" -> Split.TEST;
            case "validation" -> Split.VALIDATION;
            default ->
                throw ApiException.notFound(
                        "There are no answers of the split " + name + "; test and validation have some");
        };
    }

    private static ArrayNode rows(List<EvaluationRow> rows, Rescores rescores) {
        ArrayNode answers = NODES.arrayNode();
        for (EvaluationRow row : rows) {
            ObjectNode node = answers.addObject()
                    .put("sample", row.sample())
                    .put("completion", row.completion())
                    .put("stop_reason", row.stopReason())
                    .put("tokens", row.completionTokens());
            row.reward().ifPresent(reward -> node.put("reward", reward));
            row.outcome().ifPresent(outcome -> node.put("outcome", outcome));
            row.error().ifPresent(error -> node.put("error", error));
            RescoresJson.put(rescores.of(row.step(), row.promptId(), row.sample()), node);
        }
        return answers;
    }
}
