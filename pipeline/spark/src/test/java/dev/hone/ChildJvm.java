package dev.hone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A program of the test classes in a JVM of its own, to be killed or to be a second driver. */
public final class ChildJvm {

    private ChildJvm() {}

    /** Starts the main class; its output goes to the log. */
    public static Process start(Class<?> main, Path log, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx1g",
                "-Duser.timezone=UTC",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-Dhone.repository=" + System.getProperty("hone.repository"),
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(log.getParent().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Starts the main class, waits for a moment in its work, and kills it as kill -9 does; its log lies in the folder. */
    public static void killWhen(Class<?> main, Path folder, String moment, BooleanSupplier now, String... arguments)
            throws Exception {
        Path log = folder.resolve(moment.replace(' ', '-') + ".log");
        Process child = start(main, log, arguments);
        await(child, log, moment, now);
        assertThat(child.isAlive()).as("still running " + moment).isTrue();
        child.destroyForcibly().waitFor();
    }

    /** Waits for a moment in the work of a child, five minutes at most; it must run until then. */
    public static void await(Process child, Path log, String moment, BooleanSupplier now) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (!now.getAsBoolean()) {
            assertThat(child.isAlive() && System.nanoTime() < deadline)
                    .as(() -> "the child runs until it is " + moment + "; it printed " + output(log))
                    .isTrue();
            child.waitFor(2, TimeUnit.MILLISECONDS);
        }
    }

    /** What the child has printed so far. */
    public static String output(Path log) {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
