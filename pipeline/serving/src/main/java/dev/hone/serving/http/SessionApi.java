package dev.hone.serving.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Changes a key into a cookie, and says what it opens. */
final class SessionApi {

    private final AccessKeys keys;
    private final String cookieName;

    SessionApi(AccessKeys keys, String cookieName) {
        this.keys = keys;
        this.cookieName = cookieName;
    }

    List<Route> routes() {
        return List.of(
                new Route("POST", "/api/session", Optional.empty(), this::open),
                Route.get("/api/session", this::scope));
    }

    private ApiAnswer open(ApiRequest request) {
        Scope scope = keys.ofKey(request.json().path("key").asText())
                .orElseThrow(
                        () -> new ApiException(401, "This is no key of this console. hone console prints its link"));
        return ApiAnswer.json(json(scope))
                .withCookie(cookieName + "=" + keys.cookie(scope)
                        + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=31536000");
    }

    private ApiAnswer scope(ApiRequest request) {
        return ApiAnswer.json(json(request.scope()));
    }

    private static ObjectNode json(Scope scope) {
        return JsonNodeFactory.instance.objectNode().put("scope", scope.name().toLowerCase(Locale.ROOT));
    }
}
