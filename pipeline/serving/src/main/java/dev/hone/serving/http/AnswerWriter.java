package dev.hone.serving.http;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** Writes answers to the wire: bodies at once, streams event by event. */
final class AnswerWriter {

    private final Semaphore streams;
    private final String tooMany;

    /**
     * Writes.
     *
     * @param maxStreams at once, since each holds a thread, and other questions must find one
     * @param tooMany what is said where there are more
     */
    AnswerWriter(int maxStreams, String tooMany) {
        this.streams = new Semaphore(maxStreams);
        this.tooMany = tooMany;
    }

    /** @throws ApiException that a stream throws before its first event, while an error is still an error of HTTP */
    void write(ApiAnswer answer, Response response, Callback callback) {
        if (answer instanceof ApiAnswer.Body body) {
            write(body, response, callback);
        } else if (answer instanceof ApiAnswer.Stream stream) {
            write(stream.source(), response, callback);
        }
    }

    private static void write(ApiAnswer.Body body, Response response, Callback callback) {
        response.setStatus(body.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, body.type());
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        body.headers().forEach((name, value) -> response.getHeaders().add(name, value));
        body.fileName().ifPresent(name -> response.getHeaders()
                .put("Content-Disposition", "attachment; filename=\"" + name.replaceAll("[^\\w.-]", "_") + "\""));
        response.write(true, BufferUtil.toBuffer(body.bytes()), callback);
    }

    private void write(EventSource source, Response response, Callback callback) {
        if (!streams.tryAcquire()) {
            throw new ApiException(503, tooMany).retryAfter(5);
        }
        try {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
            EventSink sink = new EventSink(Content.Sink.asOutputStream(response));
            source.writeTo(sink);
            sink.close();
            callback.succeeded();
        } catch (IOException gone) {
            callback.failed(gone); // whoever listened has closed the page
        } finally {
            streams.release();
        }
    }
}
