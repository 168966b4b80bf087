package dev.hone.serving.http;

import java.io.IOException;

/** Writes events until there are no more. */
@FunctionalInterface
public interface EventSource {

    /**
     * Writes all of them.
     *
     * @throws IOException when whoever listened has gone; the source then ends
     */
    void writeTo(EventSink sink) throws IOException;
}
