package dev.hone.serving.http;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Lets in what comes to this server by its own name and from its own pages: a name of somebody else's that points here (DNS rebinding)
 * and a page of another site get 403. Every answer tells the browser to load and run only what this server sends.
 */
final class Guard extends Handler.Wrapper {

    private static final List<HttpField> HEADERS = List.of(
            new HttpField(
                    "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self';"
                            + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'"),
            new HttpField("X-Content-Type-Options", "nosniff"),
            new HttpField("Referrer-Policy", "no-referrer"),
            new HttpField("Cross-Origin-Opener-Policy", "same-origin"),
            new HttpField("Cross-Origin-Resource-Policy", "same-origin"));

    private final Set<String> hosts;

    /** @param hosts names under which the server is reached, in lower case, without a port */
    Guard(Handler handler, Set<String> hosts) {
        super(handler);
        this.hosts = Set.copyOf(hosts);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpFields.Mutable headers = response.getHeaders();
        HEADERS.forEach(headers::put);
        Optional<String> foreign = foreign(request);
        if (foreign.isPresent()) {
            return ApiHandler.refuse(response, callback, 403, foreign.get());
        }
        return super.handle(request, response, callback);
    }

    /** Why a request is not let in. */
    private Optional<String> foreign(Request request) {
        String host = Request.getServerName(request);
        if (!request.getHeaders().contains(HttpHeader.HOST)
                || !hosts.contains(host.toLowerCase(java.util.Locale.ROOT))) {
            return Optional.of("This console does not answer to the name \"" + host
                    + "\". Open the link that it printed; a further name is given by --host");
        }
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        String own = "http://" + request.getHeaders().get(HttpHeader.HOST);
        if (origin != null && !origin.equals(own)) {
            return Optional.of("A page of " + origin + " may not use this console");
        }
        String site = request.getHeaders().get("Sec-Fetch-Site");
        if (site != null && !Request.getPathInContext(request).equals("/") && site.equals("cross-site")) {
            return Optional.of("A page of another site may not use this console");
        }
        return Optional.empty();
    }
}
