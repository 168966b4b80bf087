package dev.hone.serving.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.schema.PromptRow;
import dev.hone.serving.http.ApiAnswer;
import dev.hone.serving.http.ApiRequest;
import dev.hone.serving.http.Route;
import dev.hone.serving.run.DataSetName;
import dev.hone.serving.run.DataSets;
import dev.hone.serving.run.DataSummary;
import java.util.List;

/** The page of a run's data: prompts by split and length, and the records that became none. */
public final class DataApi {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Places places;

    public DataApi(Places places) {
        this.places = places;
    }

    public List<Route> routes() {
        return List.of(Route.get("/api/run/{warehouse}/{run}/data", this::data));
    }

    private ApiAnswer data(ApiRequest request) {
        Places.Place place = places.of(request);
        DataSummary data = new DataSets(place.files().tables()).of(DataSetName.of(place.run(request)));
        ObjectNode answer = NODES.objectNode();
        answer.put("dataset", data.dataset());
        answer.put("bin_tokens", data.binTokens());
        ArrayNode splits = answer.putArray("splits");
        data.splits().forEach(split -> splits.add(split(split)));
        ArrayNode notTaken = answer.putArray("not_taken");
        data.notTaken().forEach(reason -> notTaken.add(notTaken(reason)));
        ArrayNode files = answer.putArray("files");
        data.files().forEach(file -> files.addObject().put("path", file.path()).put("records", file.records()));
        return ApiAnswer.json(answer);
    }

    private static ObjectNode split(DataSummary.OfSplit split) {
        ObjectNode node = NODES.objectNode();
        node.put("split", split.split().columnValue());
        node.put("prompts", split.prompts());
        node.put("mean_tokens", split.meanTokens());
        node.put("max_tokens", split.maxTokens());
        ArrayNode lengths = node.putArray("lengths");
        split.lengths().forEach(lengths::add);
        ArrayNode samples = node.putArray("samples");
        split.samples().forEach(prompt -> samples.add(prompt(prompt)));
        return node;
    }

    private static ObjectNode prompt(PromptRow prompt) {
        ObjectNode node = NODES.objectNode();
        node.put("prompt_id", prompt.promptId());
        node.put("tokens", prompt.promptTokens());
        node.set("messages", StoredJson.of(prompt.messages()));
        prompt.referenceAnswer().ifPresent(reference -> node.put("reference", reference));
        prompt.loggedAnswer().ifPresent(logged -> node.put("logged_answer", logged));
        return node;
    }

    private static ObjectNode notTaken(DataSummary.NotTaken reason) {
        ObjectNode node = NODES.objectNode();
        node.put("outcome", reason.outcome());
        node.put("reason", reason.reason());
        node.put("records", reason.records());
        ArrayNode samples = node.putArray("samples");
        for (DataSummary.Refused record : reason.samples()) {
            ObjectNode sample = samples.addObject()
                    .put("source", record.source())
                    .put("line", record.line())
                    .put("message", record.message());
            record.raw().ifPresent(raw -> sample.put("raw", raw));
            record.keptPromptId().ifPresent(kept -> sample.put("kept_prompt_id", kept));
        }
        return node;
    }
}
