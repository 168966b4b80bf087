package dev.hone.grader.python;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A program of this machine that was run to its end, with the rights and the environment of this process.
 *
 * @param exitCode how it ended
 * @param output what it wrote to standard output and error
 */
record ToolRun(int exitCode, String output) {

    /** @throws IOException where it cannot be started, or takes too long */
    static ToolRun of(int seconds, String... command) throws IOException {
        Path output = Files.createTempFile(Path.of(System.getProperty("java.io.tmpdir")), "hone-", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new IOException(command[0] + " took longer than " + seconds + " s");
            }
            return new ToolRun(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + command[0] + " ran", e);
        } finally {
            Files.delete(output);
        }
    }
}
