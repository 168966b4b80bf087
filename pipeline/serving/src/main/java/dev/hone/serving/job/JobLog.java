package dev.hone.serving.job;

import dev.hone.error.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a job has printed, by pieces. */
public record JobLog(Path file) {

    private static final int MAX_BYTES = 256 << 10;
    private static final int TAIL_BYTES = 16 << 10;
    /** Colours and cursor moves of a terminal. */
    private static final Pattern ESCAPES =
            Pattern.compile("\\x1b\\[[0-9;?]*[A-Za-z]|[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]");

    /**
     * A piece of a log.
     *
     * @param text without the escapes of a terminal
     * @param start byte of the log that it begins with
     * @param next byte after it, to ask for the next piece with
     */
    public record Piece(String text, long start, long next) {}

    /** What stands from a byte on, as far as it goes into one piece; whole characters only. */
    public Piece from(long byteOffset) {
        return read(byteOffset, MAX_BYTES);
    }

    /** The end of it. */
    public Piece tail() {
        return read(Math.max(0, length() - TAIL_BYTES), TAIL_BYTES);
    }

    /** Its last lines that say something. */
    List<String> lastLines(int count) {
        List<String> lines =
                tail().text().lines().filter(line -> !line.isBlank()).collect(Collectors.toList());
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }

    private long length() {
        try (FileChannel channel = FileChannel.open(file)) {
            return channel.size();
        } catch (NoSuchFileException notYet) {
            return 0;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private Piece read(long start, int most) {
        try (FileChannel channel = FileChannel.open(file)) {
            long from = Math.min(start, channel.size());
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(most, channel.size() - from));
            int read;
            do { // until as much is read as was there
                read = channel.read(bytes, from + bytes.position());
            } while (read >= 0 && bytes.hasRemaining());
            int end = wholeCharacters(bytes.array(), bytes.position());
            String text = new String(bytes.array(), 0, end, StandardCharsets.UTF_8);
            return new Piece(ESCAPES.matcher(text).replaceAll(""), from, from + end);
        } catch (NoSuchFileException notYet) {
            return new Piece("", 0, 0);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** How many bytes there are without a character of UTF-8 that is cut at their end. */
    private static int wholeCharacters(byte[] bytes, int length) {
        int begin = length;
        while (begin > 0 && length - begin < 3 && (bytes[begin - 1] & 0xC0) == 0x80) {
            begin--;
        }
        if (begin == 0) {
            return length;
        }
        int first = bytes[begin - 1] & 0xFF;
        int needed = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
        return length - begin + 1 < needed ? begin - 1 : length;
    }

    private StorageException failure(IOException cause) {
        return new StorageException(
                "The log " + file + " cannot be read: " + cause.getMessage() + ". See to its permissions", cause);
    }
}
