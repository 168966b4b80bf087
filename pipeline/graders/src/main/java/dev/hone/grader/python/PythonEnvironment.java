package dev.hone.grader.python;

import dev.hone.reward.RewardFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/** Virtual environments of requirements files: one for each text and interpreter on each machine, whole or not there. */
final class PythonEnvironment {

    private static final int INSTALL_SECONDS = 1800;
    private static final int SHOWN_CHARACTERS = 1500;
    private static final int KEY_DIGITS = 16;
    private static final String COMPLETE = "hone-complete";

    private PythonEnvironment() {}

    /** The interpreter of the environment, which is made where it is missing: that asks the package index that pip is set up for. */
    static PythonInterpreter of(PythonInterpreter base, RewardFile requirements) throws PythonException {
        String cache = System.getenv()
                .getOrDefault(
                        "XDG_CACHE_HOME",
                        Path.of(System.getProperty("user.home"), ".cache").toString());
        return of(base, requirements, Path.of(cache, "hone", "python"));
    }

    static PythonInterpreter of(PythonInterpreter base, RewardFile requirements, Path environments)
            throws PythonException {
        try {
            Path folder = Files.createDirectories(environments).resolve(key(base, requirements));
            if (!Files.exists(folder.resolve(COMPLETE))) {
                make(folder, base, requirements);
            }
            return PythonInterpreter.find(folder.resolve("bin/python").toString());
        } catch (IOException e) {
            throw failed(requirements, e.getMessage());
        }
    }

    static String key(PythonInterpreter base, RewardFile requirements) {
        return DigestUtils.sha256Hex(base.executable() + "\n" + requirements.text())
                .substring(0, KEY_DIGITS);
    }

    /** One process of this machine makes it, the others wait: threads of one JVM by the monitor, processes by the lock. */
    private static synchronized void make(Path folder, PythonInterpreter base, RewardFile requirements)
            throws IOException, PythonException {
        Path lockFile = folder.resolveSibling(folder.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!lock.isValid() || Files.exists(folder.resolve(COMPLETE))) {
                return;
            }
            delete(folder);
            Path list = Files.createTempFile(folder.getParent(), "requirements-", ".txt");
            try {
                Files.writeString(list, requirements.text());
                run(requirements, base.executable().toString(), "-m", "venv", folder.toString());
                run(
                        requirements,
                        folder.resolve("bin/python").toString(),
                        "-m",
                        "pip",
                        "install",
                        "--no-input",
                        "--disable-pip-version-check",
                        "-r",
                        list.toString());
            } finally {
                Files.delete(list);
            }
            Files.createFile(folder.resolve(COMPLETE));
        }
    }

    private static void run(RewardFile requirements, String... command) throws IOException, PythonException {
        ToolRun run = ToolRun.of(INSTALL_SECONDS, command);
        if (run.exitCode() != 0) {
            String said = run.output().strip();
            throw failed(requirements, said.substring(Math.max(0, said.length() - SHOWN_CHARACTERS)));
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static PythonException failed(RewardFile requirements, String problem) {
        return new PythonException(
                new PythonFailure(
                        PythonFailure.NOT_STARTED,
                        "no environment can be made of " + requirements.name() + ": " + problem),
                "Try it by hand: python3 -m venv /tmp/try && /tmp/try/bin/pip install -r " + requirements.name());
    }
}
