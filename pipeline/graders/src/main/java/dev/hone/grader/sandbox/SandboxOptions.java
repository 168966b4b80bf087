package dev.hone.grader.sandbox;

import static java.util.Objects.requireNonNull;

import dev.hone.reward.RewardParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a process apart may use. The defaults open nothing.
 *
 * @param mode how it is kept apart
 * @param hostNetwork whether it has the network of this machine
 * @param env names of environment variables that it gets, with the values that they have in this process
 * @param readOnlyPaths files and folders that it can read besides the system's and the interpreter's
 * @param memoryMegabytes address space of each process in it, at least 64
 * @param maxProcesses processes and threads in it, at least 1; only bubblewrap counts them
 */
public record SandboxOptions(
        SandboxMode mode,
        boolean hostNetwork,
        List<String> env,
        List<Path> readOnlyPaths,
        int memoryMegabytes,
        int maxProcesses) {

    private static final int MEMORY_MEGABYTES = 2048;
    private static final int MAX_PROCESSES = 256;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    public SandboxOptions {
        requireNonNull(mode, "mode");
        env = List.copyOf(env);
        readOnlyPaths = List.copyOf(readOnlyPaths);
        if (memoryMegabytes < 64 || maxProcesses < 1) {
            throw new IllegalArgumentException(
                    "a sandbox needs 64 MB and a process at least, got " + memoryMegabytes + " MB and " + maxProcesses);
        }
    }

    /** Bubblewrap with nothing opened. */
    public static SandboxOptions standard() {
        return new SandboxOptions(SandboxMode.BWRAP, false, List.of(), List.of(), MEMORY_MEGABYTES, MAX_PROCESSES);
    }

    /** The same with another limit of memory. */
    public SandboxOptions withMemoryMegabytes(int megabytes) {
        return new SandboxOptions(mode, hostNetwork, env, readOnlyPaths, megabytes, maxProcesses);
    }

    /** The same with another limit of processes. */
    public SandboxOptions withMaxProcesses(int processes) {
        return new SandboxOptions(mode, hostNetwork, env, readOnlyPaths, memoryMegabytes, processes);
    }

    /** The same, kept apart in another way. */
    public SandboxOptions withMode(SandboxMode other) {
        return new SandboxOptions(other, hostNetwork, env, readOnlyPaths, memoryMegabytes, maxProcesses);
    }

    /** Reads {@code sandbox}, {@code network}, {@code env}, {@code readOnlyPaths}, {@code memoryMegabytes} and {@code maxProcesses}. */
    public static SandboxOptions read(RewardParameters parameters) {
        Map<String, SandboxMode> modes = new LinkedHashMap<>();
        for (SandboxMode mode : SandboxMode.values()) {
            modes.put(mode.word(), mode);
        }
        SandboxOptions options = new SandboxOptions(
                modes.get(parameters.choice("sandbox", SandboxMode.BWRAP.word(), modes.keySet())),
                parameters.choice("network", "none", Set.of("none", "host")).equals("host"),
                env(parameters),
                paths(parameters),
                (int) parameters.number("memoryMegabytes", MEMORY_MEGABYTES, 64, 1 << 20),
                (int) parameters.number("maxProcesses", MAX_PROCESSES, 1, 1 << 16));
        options.requireWorking(parameters);
        return options;
    }

    /** Reports a machine where such processes cannot run; nothing weaker is taken instead. */
    public void requireWorking(RewardParameters parameters) {
        if (mode == SandboxMode.BWRAP) {
            Bubblewrap.requireWorking(parameters, this);
        }
    }

    private static List<String> env(RewardParameters parameters) {
        List<String> names = parameters.texts("env").orElse(List.of());
        for (int i = 0; i < names.size(); i++) {
            if (!NAME.matcher(names.get(i)).matches()) {
                parameters.problem(
                        "env[" + i + "]",
                        "is no name of an environment variable",
                        "Write the name alone; its value stays where it is set");
            }
        }
        return names.stream().filter(name -> NAME.matcher(name).matches()).toList();
    }

    private static List<Path> paths(RewardParameters parameters) {
        List<String> names = parameters.texts("readOnlyPaths").orElse(List.of());
        for (int i = 0; i < names.size(); i++) {
            Path path = absolute(names.get(i));
            if (!Files.exists(path) || path.getParent() == null) {
                parameters.problem(
                        "readOnlyPaths[" + i + "]",
                        path.getParent() == null ? "opens the whole file system" : "there is no " + path,
                        "Name a file or folder that each machine has which computes rewards");
            }
        }
        return names.stream().map(SandboxOptions::absolute).toList();
    }

    private static Path absolute(String name) {
        return Path.of(name).toAbsolutePath().normalize();
    }

    /** Whether this process may do everything: then processes apart get a user of their own, whom the limits bind. */
    static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }
}
