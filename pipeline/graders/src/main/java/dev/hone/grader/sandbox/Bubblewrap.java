package dev.hone.grader.sandbox;

import dev.hone.reward.RewardParameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The command line of bubblewrap (bwrap). */
final class Bubblewrap {

    private static final List<String> SYSTEM = List.of("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32");

    /** Where programs look for libraries, time zones and certificates; nothing about people. */
    private static final List<String> SETTINGS = List.of(
            "/etc/ld.so.cache",
            "/etc/ld.so.conf",
            "/etc/ld.so.conf.d",
            "/etc/alternatives",
            "/etc/localtime",
            "/etc/ssl",
            "/etc/pki",
            "/etc/ca-certificates",
            "/etc/mime.types");

    private static final List<String> NETWORK =
            List.of("/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf", "/etc/services", "/etc/gai.conf");

    /** A folder in memory, for each of /tmp and /dev/shm. */
    private static final String SCRATCH_BYTES = Long.toString(256L << 20);

    private static final String LESS =
            "For rewards of your own there is less protection too: sandbox: rlimit runs them with your rights and limits memory and time alone";

    private static final String MEND =
            "Allow what it says: containers often forbid user namespaces; bubblewrap must be 0.7 or newer. " + LESS;

    private Bubblewrap() {}

    /** Reports a machine without it, or one that does not let it work. */
    static void requireWorking(RewardParameters parameters, SandboxOptions options) {
        if (find().isEmpty()) {
            parameters.problem(
                    "sandbox",
                    "bubblewrap (bwrap), which keeps the code apart, is not installed on this machine",
                    "Install it (apt-get install bubblewrap, dnf install bubblewrap). " + LESS);
            return;
        }
        try (SandboxedProcess process = new Sandbox(options, List.of()).start(List.of("/usr/bin/env", "true"))) {
            ProcessEnd end = process.end();
            if (!end.equals(ProcessEnd.GOOD)) {
                parameters.problem("sandbox", "bubblewrap does not work here (" + end + "): " + process.errors(), MEND);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            parameters.problem("sandbox", "interrupted while bubblewrap was tried", "Try again");
        } catch (IOException e) {
            parameters.problem("sandbox", e.getMessage(), MEND);
        }
    }

    static Optional<Path> find() {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        return Stream.of(path.split(":"))
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, "bwrap"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** What stands before the command that is to run apart. */
    static List<String> arguments(SandboxOptions options, List<Path> readable) {
        List<String> line = new ArrayList<>(List.of(
                find().map(Path::toString).orElse("bwrap"),
                "--die-with-parent",
                "--new-session",
                "--unshare-pid",
                "--unshare-ipc",
                "--unshare-uts",
                "--unshare-cgroup-try"));
        if (!options.hostNetwork()) {
            line.add("--unshare-net");
        }
        if (SandboxOptions
                .isRoot()) { // the process changes to a user of its own, since nothing limits the processes of root
            line.addAll(List.of("--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"));
        } else {
            line.add("--unshare-user");
        }
        addSystem(line);
        addFolders(line, Path.of("/etc"));
        SETTINGS.forEach(path -> line.addAll(List.of("--ro-bind-try", path, path)));
        if (options.hostNetwork()) {
            NETWORK.forEach(path ->
                    line.addAll(List.of("--ro-bind-try", real(Path.of(path)).toString(), path)));
        }
        line.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
        line.addAll(List.of("--perms", "1777", "--size", SCRATCH_BYTES, "--tmpfs", "/dev/shm", "--remount-ro", "/dev"));
        line.addAll(List.of("--perms", "1777", "--size", SCRATCH_BYTES, "--tmpfs", "/tmp"));
        Stream.concat(readable.stream(), options.readOnlyPaths().stream())
                .distinct()
                .filter(path -> !path.startsWith("/usr") && Files.exists(path))
                .forEach(path -> {
                    addFolders(line, path.getParent());
                    line.addAll(List.of("--ro-bind", path.toString(), path.toString()));
                });
        line.addAll(List.of("--chdir", "/tmp", "--remount-ro", "/", "--"));
        return line;
    }

    private static void addSystem(List<String> line) {
        line.addAll(List.of("--ro-bind", "/usr", "/usr"));
        for (String name : SYSTEM) {
            Path path = Path.of(name);
            if (Files.isSymbolicLink(path)) {
                line.addAll(List.of("--symlink", target(path), name));
            } else if (Files.isDirectory(path)) {
                line.addAll(List.of("--ro-bind", name, name));
            }
        }
    }

    /** The folders down to this one, for everybody to pass; bubblewrap would make them for itself alone. */
    private static void addFolders(List<String> line, Path folder) {
        for (int names = 1; names <= folder.getNameCount(); names++) {
            line.addAll(List.of("--perms", "0755", "--dir", "/" + folder.subpath(0, names)));
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the link " + link, e);
        }
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path; // it is not there, so it is left out
        }
    }
}
