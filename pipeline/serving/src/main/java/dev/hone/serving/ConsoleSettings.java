package dev.hone.serving;

import java.nio.file.Path;

/**
 * Where the console listens and keeps its state.
 *
 * @param port 0 for one that is free
 * @param state folder of keys and jobs
 */
public record ConsoleSettings(String host, int port, Path state) {

    public ConsoleSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is from 0 to 65535, not " + port);
        }
    }
}
