package dev.hone.serving;

import java.nio.file.Path;

/**
 * Where the console listens and keeps its state.
 *
 * @param port 0 for one that is free
 * @param state folder of keys and jobs
 * @param maxUploadBytes of a file that is sent, 1 or more
 */
public record ConsoleSettings(String host, int port, Path state, long maxUploadBytes) {

    /** What a file may have where nobody said another limit. */
    public static final long USUAL_UPLOAD_BYTES = 512L << 20;

    public ConsoleSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is from 0 to 65535, not " + port);
        }
        if (maxUploadBytes < 1) {
            throw new IllegalArgumentException("a file that is sent may have 1 byte or more, not " + maxUploadBytes);
        }
    }

    /** The same with the usual limit of files that are sent. */
    public ConsoleSettings(String host, int port, Path state) {
        this(host, port, state, USUAL_UPLOAD_BYTES);
    }
}
