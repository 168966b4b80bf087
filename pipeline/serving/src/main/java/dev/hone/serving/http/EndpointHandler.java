package dev.hone.serving.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.error.HoneException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what programs ask with a key, by the routes below {@code /v1} and beside it; other paths it leaves to others. Errors have the form that OpenAI's clients read. */
public final class EndpointHandler extends Handler.Abstract {

    private static final Logger LOG = LoggerFactory.getLogger(EndpointHandler.class);
    private static final String BEARER = "Bearer ";
    private static final int MAX_STREAMS = 256;
    /** OpenAI's clients for other clouds put this before the path. */
    private static final String OTHER_ROOT = "/openai/v1/";

    private final List<Route> routes;
    private final Callers callers;
    private final AnswerWriter answers =
            new AnswerWriter(MAX_STREAMS, "Too many answers are streamed at once; try again in some seconds");

    public EndpointHandler(List<Route> routes, Callers callers) {
        this.routes = List.copyOf(routes);
        this.callers = callers;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String asked = Request.getPathInContext(request);
        String path = asked.startsWith(OTHER_ROOT) ? "/v1/" + asked.substring(OTHER_ROOT.length()) : asked;
        List<String> segments = Arrays.asList(path.substring(1).split("/", -1));
        if (!path.startsWith("/v1/")
                && routes.stream().noneMatch(route -> route.match(segments).isPresent())) {
            return false;
        }
        response.getHeaders().put("x-request-id", UUID.randomUUID().toString());
        try {
            answer(request, path, segments, response, callback);
        } catch (ApiException e) {
            refuse(response, callback, e);
        } catch (HoneException e) {
            refuse(response, callback, ApiException.invalid(e.getMessage()));
        } catch (RuntimeException e) {
            refuse(response, callback, unexpected(e, request));
        }
        return true;
    }

    private void answer(Request request, String path, List<String> segments, Response response, Callback callback) {
        String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        boolean known = false;
        for (Route route : routes) {
            Optional<Map<String, String>> values = route.match(segments);
            if (values.isPresent() && route.method().equals(method)) {
                answer(route, request, values.get(), response, callback);
                return;
            }
            known |= values.isPresent();
        }
        throw new ApiException(known ? 405 : 404, "There is no " + request.getMethod() + " " + path)
                .withCode("not_found");
    }

    private void answer(
            Route route, Request request, Map<String, String> values, Response response, Callback callback) {
        if (route.scope().isEmpty()) {
            answers.write(route.answer().apply(new ApiRequest(request, values, Scope.VIEW, "")), response, callback);
            return;
        }
        Caller caller = caller(request);
        if (!caller.may(route.scope().get())) {
            throw new ApiException(
                    403, "The key " + caller.name() + " does not open this. hone key lists what each does");
        }
        Callers.Admission admission = callers.enter(caller);
        try {
            ApiRequest asked = new ApiRequest(request, values, route.scope().get(), caller.name());
            answers.write(route.answer().apply(asked), response, callback);
        } finally {
            admission.close();
        }
    }

    private Caller caller(Request request) {
        Optional<String> key = key(request);
        return key.flatMap(callers::of).or(callers::withoutKey).orElseThrow(() -> new ApiException(
                        401,
                        key.isPresent()
                                ? "This is no key of this server, or it has expired. hone key makes one"
                                : "This needs a key: Authorization: Bearer KEY. hone key makes one")
                .withCode("invalid_api_key"));
    }

    private static Optional<String> key(Request request) {
        String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (authorization != null && authorization.startsWith(BEARER)) {
            return Optional.of(authorization.substring(BEARER.length()).strip());
        }
        return Optional.ofNullable(request.getHeaders().get("api-key"));
    }

    private static ApiException unexpected(RuntimeException e, Request request) {
        if (e instanceof HttpException http) {
            return new ApiException(http.getCode(), String.valueOf(http.getReason()));
        }
        LOG.error("{} {}", request.getMethod(), request.getHttpURI(), e);
        return new ApiException(500, "unexpected " + e + ". The server's output says where it comes from")
                .withCode("engine_error");
    }

    private static void refuse(Response response, Callback callback, ApiException problem) {
        response.setStatus(problem.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        problem.retryAfterSeconds().ifPresent(seconds -> response.getHeaders().put(HttpHeader.RETRY_AFTER, seconds));
        response.write(true, BufferUtil.toBuffer(error(problem).toString(), StandardCharsets.UTF_8), callback);
    }

    /** As OpenAI's clients read it: all four members, null where there is nothing to say. */
    public static ObjectNode error(ApiException problem) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.putObject("error")
                .put("message", problem.getMessage())
                .put("type", type(problem.status()))
                .put("param", problem.parameter().orElse(null))
                .put("code", problem.code().orElse(null));
        return node;
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 429 -> "rate_limit_error";
            default -> status < 500 ? "invalid_request_error" : "server_error";
        };
    }
}
