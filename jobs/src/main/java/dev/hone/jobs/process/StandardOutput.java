package dev.hone.jobs.process;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Optional;

/**
 * The standard output, which notes that it could not be written: a {@link PrintStream} says nothing when the disk is full, or when whoever
 * read a pipe has gone.
 */
public final class StandardOutput extends FilterOutputStream {

    private static final StandardOutput INSTANCE = new StandardOutput(new FileOutputStream(FileDescriptor.out));
    /** What the operating system calls it, in Java's only way to know. */
    private static final String BROKEN_PIPE = "Broken pipe";

    private volatile IOException failure;

    private StandardOutput(OutputStream out) {
        super(out);
    }

    /** Makes it {@link System#out}. */
    public static void install() {
        String terminals = System.getProperty("sun.stdout.encoding"); // of a terminal, as the JVM found it
        System.setOut(new PrintStream(
                INSTANCE, true, terminals == null ? Charset.defaultCharset() : Charset.forName(terminals)));
    }

    /** What kept it from being written, if anything did. */
    public static Optional<IOException> failure() {
        System.out.flush();
        return Optional.ofNullable(INSTANCE.failure);
    }

    /** Whether it failed because nobody reads it any longer, as after {@code | head}. */
    public static boolean isClosedPipe(IOException failure) {
        return BROKEN_PIPE.equals(failure.getMessage());
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }
}
