package dev.hone.serving.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** The files of the pages, which ship in this jar. Every other path is the one page: it shows by its path what is asked for. */
final class PageFiles extends Handler.Abstract {

    private static final Pattern NAME = Pattern.compile("/([a-z0-9-]+/)*[a-zA-Z0-9-]+\\.(js|css|svg|txt)");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=utf-8",
            "js", "text/javascript;charset=utf-8",
            "css", "text/css;charset=utf-8",
            "svg", "image/svg+xml",
            "txt", "text/plain;charset=utf-8");

    private record Page(byte[] bytes, String type, String tag) {}

    private final Map<String, Optional<Page>> pages = new ConcurrentHashMap<>();

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = Request.getPathInContext(request);
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            return ApiHandler.refuse(response, callback, 405, "There is no " + request.getMethod() + " " + path);
        }
        Optional<Page> page = pages.computeIfAbsent(
                NAME.matcher(path).matches() ? path : path.contains(".") ? "" : "/index.html", PageFiles::read);
        if (page.isEmpty()) {
            return ApiHandler.refuse(response, callback, 404, "There is no " + path);
        }
        send(page.get(), request, response, callback);
        return true;
    }

    private static void send(Page page, Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache");
        response.getHeaders().put(HttpHeader.ETAG, page.tag());
        if (page.tag().equals(request.getHeaders().get(HttpHeader.IF_NONE_MATCH))) {
            response.setStatus(304);
            callback.succeeded();
            return;
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, page.type());
        response.write(true, BufferUtil.toBuffer(page.bytes()), callback);
    }

    private static Optional<Page> read(String path) {
        try (InputStream in =
                path.isEmpty() ? null : PageFiles.class.getResourceAsStream("/dev/hone/serving/page" + path)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] bytes = in.readAllBytes();
            String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
            return Optional.of(
                    new Page(bytes, type, "\"" + DigestUtils.sha256Hex(bytes).substring(0, 16) + "\""));
        } catch (IOException e) {
            throw new IllegalStateException("the pages of the console cannot be read: " + e.getMessage(), e);
        }
    }
}
