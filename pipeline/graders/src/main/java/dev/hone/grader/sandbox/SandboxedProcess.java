package dev.hone.grader.sandbox;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A process that runs apart from this one; closing it ends it and what it started. */
public final class SandboxedProcess implements AutoCloseable {

    private static final int MAX_ERROR_BYTES = 2000;
    private static final long END_SECONDS = 5;

    /** Linux ends a process that is to die with its parent when the parent's thread ends that started it; this one never does. */
    private static final ExecutorService STARTER = Executors.newSingleThreadExecutor(run -> {
        Thread thread = new Thread(run, "sandbox-starter");
        thread.setDaemon(true);
        return thread;
    });

    private final Process process;

    private SandboxedProcess(Process process) {
        this.process = process;
    }

    static SandboxedProcess start(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return new SandboxedProcess(STARTER.submit(builder::start).get());
        } catch (ExecutionException e) {
            throw new IOException(
                    "cannot start " + command.get(0) + ": " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a process was started", e);
        }
    }

    /** Sends a message: its length in 4 bytes, then itself. */
    public void send(byte[] message) throws IOException {
        OutputStream input = process.getOutputStream();
        input.write(ByteBuffer.allocate(Integer.BYTES).putInt(message.length).array());
        input.write(message);
        input.flush();
    }

    /** Ends its standard input, after a last text. */
    public void finish(byte[] text) throws IOException {
        try (OutputStream input = process.getOutputStream()) {
            input.write(text);
        }
    }

    /**
     * Waits for a message.
     *
     * @throws TooLargeException if it is longer than {@code maxBytes}; nothing of it is read
     * @throws IOException if there is none, since the process has ended
     */
    public byte[] receive(int maxBytes) throws IOException {
        DataInputStream output = new DataInputStream(process.getInputStream());
        int length = output.readInt();
        if (length < 0 || length > maxBytes) {
            throw new TooLargeException(length);
        }
        byte[] message = new byte[length];
        output.readFully(message);
        return message;
    }

    /** Reads its standard output to its end, or to one byte beyond {@code maxBytes}. */
    public byte[] output(int maxBytes) throws IOException {
        return process.getInputStream().readNBytes(maxBytes + 1);
    }

    /** A message that is longer than it may be. */
    public static final class TooLargeException extends IOException {

        private static final long serialVersionUID = 1L;

        TooLargeException(int length) {
            super(Integer.toUnsignedString(length) + " bytes");
        }
    }

    /** What it has written to standard error so far, cut; for a process that has ended. */
    public String errors() {
        try {
            InputStream stream = process.getErrorStream();
            byte[] bytes = stream.readNBytes(Math.min(stream.available(), MAX_ERROR_BYTES));
            return new String(bytes, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** How it ended, waiting a moment for that: {@code exit code 3}, {@code signal 11}. */
    public ProcessEnd end() throws InterruptedException {
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            close();
            process.waitFor();
        }
        return ProcessEnd.of(process.exitValue());
    }

    /** Kills it and its children. In bubblewrap none escapes; elsewhere those do whose parents have ended. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
