package dev.hone.serving.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.schema.RunRow;
import dev.hone.serving.http.EventSink;
import dev.hone.serving.http.EventSource;
import dev.hone.serving.table.EventTail;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sends the events of a run to a page while its driver works: within half a second from a disk, five from an object store. */
final class LiveEvents implements EventSource {

    /** The state of a run is a read of its table; its events say first that it ends. */
    private static final int LOOKS_BETWEEN_STATES = 10;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Places.Place place;
    private final RunRow run;

    LiveEvents(Places.Place place, RunRow run) {
        this.place = place;
        this.run = run;
    }

    @Override
    public void writeTo(EventSink sink) throws IOException {
        EventTail tail = place.files().folders().events(run.runId());
        long millis = tail.pauseMillis();
        tail.next(); // the page has asked for what was there
        for (long look = 0; look % LOOKS_BETWEEN_STATES != 0 || isLive(); look++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
            for (String line : tail.next()) {
                send(line, sink);
            }
            sink.keepAlive();
        }
        sink.send("end", JSON.createObjectNode());
    }

    private boolean isLive() {
        return place.runs()
                .find(run.runId())
                .filter(now -> place.files().folders().stateNow(now).startsWith("running"))
                .isPresent();
    }

    private static void send(String line, EventSink sink) throws IOException {
        try {
            sink.send("run", JSON.readTree(line));
        } catch (JsonProcessingException e) {
            sink.keepAlive(); // a line that a killed driver has torn; the tables have what it said
        }
    }
}
