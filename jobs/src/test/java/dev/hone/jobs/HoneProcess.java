package dev.hone.jobs;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command in a JVM of its own, run in a folder as this JVM runs, where nothing gives credentials away. */
final class HoneProcess {

    private static final long MAX_SECONDS = 180;

    private final Path folder;
    private final List<String> options = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private Path out;

    HoneProcess(Path folder) throws IOException {
        this.folder = folder;
        this.out = folder.resolve("out");
        Files.createDirectories(temporaryFiles());
    }

    /** How it ended. */
    record Ended(int code, String out, String err) {}

    /** Where it keeps its temporary files. */
    Path temporaryFiles() {
        return folder.resolve("tmp");
    }

    HoneProcess withOption(String option) {
        options.add(option);
        return this;
    }

    HoneProcess withEnvironment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    HoneProcess withOutput(Path file) {
        out = file;
        return this;
    }

    Ended hone(String... arguments) throws IOException, InterruptedException {
        return ended(start(Hone.class, List.of(arguments)));
    }

    /** Starts the main class. */
    Process start(Class<?> main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-opens"))
                .toList());
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Duser.home=" + folder,
                "-Djava.io.tmpdir=" + temporaryFiles(),
                "-Dfile.encoding=UTF-8",
                "-Dlog4j2.configurationFile="
                        + Path.of(System.getProperty("hone.repository"), "conf", "log4j2.properties")));
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
        builder.environment().putAll(environment);
        return builder.directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err().toFile())
                .start();
    }

    /** Waits until the process has printed a text; says what it printed where it ends without. */
    void awaitOutput(Process process, String text) throws IOException, InterruptedException {
        while (!text(out).contains(text)) {
            if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the process ended with " + process.exitValue() + " before it printed " + text
                        + ":\n" + text(out) + text(err()));
            }
        }
    }

    /** Sends a signal, by its name without SIG. */
    static void signal(Process process, String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    Ended ended(Process process) throws IOException, InterruptedException {
        if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(
                    "the process did not end within " + MAX_SECONDS + " s:\n" + text(out) + text(err()));
        }
        return new Ended(process.exitValue(), text(out), text(err()));
    }

    private static String text(Path file) throws IOException {
        return Files.isRegularFile(file) ? Files.readString(file) : "";
    }

    private Path err() {
        return folder.resolve("err");
    }
}
