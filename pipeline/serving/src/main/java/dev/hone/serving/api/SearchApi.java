package dev.hone.serving.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.error.HoneException;
import dev.hone.serving.http.ApiAnswer;
import dev.hone.serving.http.ApiException;
import dev.hone.serving.http.ApiRequest;
import dev.hone.serving.http.EventSink;
import dev.hone.serving.http.Route;
import dev.hone.serving.run.RolloutSearch;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The search of a whole run: {@code ?text=} with {@code from=} and {@code to=}, steps. Events: {@code hit} for each completion, {@code progress}
 * after each file, {@code end}, or {@code problem} with a message. A page that closes the stream ends the search.
 */
public final class SearchApi {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MAX_HITS = 500;
    private static final int MAX_CHARACTERS = 1_000;

    private final Places places;

    public SearchApi(Places places) {
        this.places = places;
    }

    public List<Route> routes() {
        return List.of(Route.get("/api/run/{warehouse}/{run}/search", this::search));
    }

    private ApiAnswer search(ApiRequest request) {
        RolloutSearch search = new RolloutSearch(places.of(request).files().tables());
        String text = request.query("text").orElse("");
        if (text.isBlank() || text.length() > MAX_CHARACTERS) {
            throw ApiException.invalid("Say what to search for: text, up to " + MAX_CHARACTERS + " characters");
        }
        RolloutSearch.Query query = new RolloutSearch.Query(
                text, request.queryNumber("from", 0), request.queryNumber("to", Integer.MAX_VALUE));
        return new ApiAnswer.Stream(sink -> send(search, request.path("run"), query, sink));
    }

    private static void send(RolloutSearch search, String run, RolloutSearch.Query query, EventSink sink)
            throws IOException {
        AtomicInteger sent = new AtomicInteger();
        try {
            search.of(run, query, (hits, file, files) -> {
                for (RolloutSearch.Hit hit : hits) {
                    if (sent.getAndIncrement() < MAX_HITS) {
                        sink.send("hit", json(hit));
                    }
                }
                sink.send("progress", NODES.objectNode().put("file", file).put("files", files));
                return sent.get() <= MAX_HITS;
            });
            sink.send("end", NODES.objectNode().put("more", sent.get() > MAX_HITS));
        } catch (HoneException e) {
            sink.send("problem", NODES.objectNode().put("message", e.getMessage()));
        }
    }

    private static ObjectNode json(RolloutSearch.Hit hit) {
        return NODES.objectNode()
                .put("step", hit.step())
                .put("prompt_id", hit.promptId())
                .put("sample", hit.sample())
                .put("before", hit.before())
                .put("match", hit.match())
                .put("after", hit.after());
    }
}
