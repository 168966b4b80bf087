package dev.hone.serving.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.error.HoneException;
import dev.hone.error.StorageException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the questions below {@code /api/} by their routes. */
final class ApiHandler extends Handler.Abstract {

    private static final Logger LOG = LoggerFactory.getLogger(ApiHandler.class);
    private static final String CONSOLE = "console";
    /** Each listener holds a thread; other questions must find one. */
    private static final int MAX_STREAMS = 64;

    private final List<Route> routes;
    private final AccessKeys keys;
    private final String cookieName;
    private final AnswerWriter answers = new AnswerWriter(
            MAX_STREAMS, "Too many pages listen to runs at once; close one, or try again in some seconds");

    ApiHandler(List<Route> routes, AccessKeys keys, String cookieName) {
        this.routes = List.copyOf(routes);
        this.keys = keys;
        this.cookieName = cookieName;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = Request.getPathInContext(request);
        if (!path.startsWith("/api/")) {
            return false;
        }
        try {
            answers.write(answer(request, path), response, callback);
        } catch (ApiException e) {
            e.retryAfterSeconds().ifPresent(seconds -> response.getHeaders().put(HttpHeader.RETRY_AFTER, seconds));
            refuse(response, callback, e.status(), e.getMessage());
        } catch (StorageException e) {
            refuse(response, callback, 503, e.getMessage());
        } catch (HoneException e) {
            refuse(response, callback, 400, e.getMessage());
        } catch (RuntimeException e) {
            refused(e, request, response, callback);
        }
        return true;
    }

    private ApiAnswer answer(Request request, String path) {
        List<String> segments = Arrays.asList(path.substring(1).split("/", -1));
        String asked = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        boolean known = false;
        for (Route route : routes) {
            Optional<Map<String, String>> values = route.match(segments);
            if (values.isPresent() && route.method().equals(asked)) {
                return route.answer().apply(new ApiRequest(request, values.get(), scope(route, request), CONSOLE));
            }
            known |= values.isPresent();
        }
        throw new ApiException(known ? 405 : 404, "There is no " + request.getMethod() + " " + path);
    }

    /** What the asker may do, which must be what the route needs. */
    private Scope scope(Route route, Request request) {
        Optional<Scope> scope = scope(request);
        if (route.scope().isEmpty()) {
            return scope.orElse(Scope.VIEW);
        }
        Scope has = scope.orElseThrow(() -> new ApiException(
                401, "This needs the console's key: open the link that hone console printed, or paste the key"));
        if (!has.covers(route.scope().get())) {
            throw new ApiException(
                    403, "This needs the admin key: open the link for changes that hone console printed");
        }
        return has;
    }

    private Optional<Scope> scope(Request request) {
        String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (authorization != null && authorization.startsWith("Bearer ")) {
            return keys.ofKey(authorization.substring("Bearer ".length()).strip());
        }
        return Request.getCookies(request).stream()
                .filter(cookie -> cookie.getName().equals(cookieName))
                .map(HttpCookie::getValue)
                .flatMap(value -> keys.ofCookie(value).stream())
                .findFirst();
    }

    private static void refused(RuntimeException e, Request request, Response response, Callback callback) {
        if (e instanceof HttpException http) {
            refuse(response, callback, http.getCode(), String.valueOf(http.getReason()));
            return;
        }
        LOG.error("{} {}", request.getMethod(), request.getHttpURI(), e);
        refuse(response, callback, 500, "unexpected " + e + ". The console's output says where it comes from");
    }

    /** Answers with an error. */
    static boolean refuse(Response response, Callback callback, int status, String message) {
        ObjectNode error = JsonNodeFactory.instance.objectNode();
        error.putObject("error").put("message", message).put("status", status);
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, BufferUtil.toBuffer(error.toString(), java.nio.charset.StandardCharsets.UTF_8), callback);
        return true;
    }
}
