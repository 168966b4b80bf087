package dev.hone.grader.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Starts processes apart.
 *
 * @param options what they may use
 * @param readable what their program needs to read, besides the system's own files
 */
public record Sandbox(SandboxOptions options, List<Path> readable) {

    private static final long FILE_BYTES = 256L << 20;

    /** Users that no system gives to anybody. */
    private static final int LEAST_UID = 0x70000000;

    private static final int MOST_UID = 0x7fff0000;

    public Sandbox {
        readable = List.copyOf(readable);
    }

    /** Starts a command, which inherits no variable of this process but those that the options name. */
    public SandboxedProcess start(List<String> command) throws IOException {
        List<String> line = new ArrayList<>();
        if (options.mode() == SandboxMode.BWRAP) {
            line.addAll(Bubblewrap.arguments(options, readable));
        }
        line.addAll(command);
        return SandboxedProcess.start(line, environment());
    }

    /**
     * What a program must do to itself before it runs anything foreign: {@code uid} to change to (0: none), {@code limits} to set,
     * {@code die_with_parent}.
     */
    public Map<String, Object> duties() {
        Map<String, Object> duties = new LinkedHashMap<>();
        boolean changesUser = options.mode() == SandboxMode.BWRAP && SandboxOptions.isRoot();
        duties.put("uid", changesUser ? ThreadLocalRandom.current().nextInt(LEAST_UID, MOST_UID) : 0);
        duties.put("limits", options.mode().isLimited() ? limits() : Map.of());
        duties.put("die_with_parent", options.mode() != SandboxMode.BWRAP);
        duties.put("memory_megabytes", options.memoryMegabytes());
        return duties;
    }

    private Map<String, Object> limits() {
        Map<String, Object> limits = new LinkedHashMap<>();
        limits.put("RLIMIT_AS", (long) options.memoryMegabytes() << 20);
        limits.put("RLIMIT_FSIZE", FILE_BYTES);
        limits.put("RLIMIT_CORE", 0);
        if (options.mode() == SandboxMode.BWRAP) { // outside of it, all processes of the user would count
            limits.put("RLIMIT_NPROC", options.maxProcesses());
        }
        return limits;
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        boolean apart = options.mode() == SandboxMode.BWRAP;
        environment.put(
                "PATH", apart ? "/usr/local/bin:/usr/bin:/bin" : System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
        environment.put("HOME", "/tmp");
        environment.put("TMPDIR", "/tmp");
        environment.put("LANG", "C.UTF-8");
        for (String name : options.env()) {
            String value = System.getenv(name);
            if (value != null) {
                environment.put(name, value);
            }
        }
        return environment;
    }
}
