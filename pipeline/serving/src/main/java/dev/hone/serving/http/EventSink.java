package dev.hone.serving.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Where server-sent events go; each is flushed, so that it is seen at once and a listener that has gone is noticed. */
public final class EventSink {

    private final OutputStream out;

    EventSink(OutputStream out) {
        this.out = out;
    }

    /** One event. */
    public void send(String name, JsonNode data) throws IOException {
        write("event: " + name + "\ndata: " + data + "\n\n");
    }

    /** One event without a name. */
    public void send(String data) throws IOException {
        write("data: " + data + "\n\n");
    }

    /** Something that clients skip; it finds out whether anybody listens. */
    public void keepAlive() throws IOException {
        write(": waiting\n\n");
    }

    void close() throws IOException {
        out.close();
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
