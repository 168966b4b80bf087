package dev.hone.policy.checkpoint;

import dev.hone.error.ModelException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A safetensors file, read tensor by tensor through a memory map: never the whole file on the heap, and files above 2 GiB work. The file
 * is opened again for each tensor, so there is nothing to close.
 */
public final class SafetensorsFile {

    private static final long MAX_HEADER_BYTES = 100_000_000;
    private static final int CHUNK_ELEMENTS = 1 << 26;

    private final Path file;
    private final SortedMap<String, SafetensorsHeader.Entry> entries;

    private SafetensorsFile(Path file, SortedMap<String, SafetensorsHeader.Entry> entries) {
        this.file = file;
        this.entries = entries;
    }

    /** Reads the header. A truncated or odd file is a {@link ModelException} that says what is wrong with it. */
    public static SafetensorsFile open(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            readFully(channel, length);
            long headerBytes = length.position() < Long.BYTES ? -1 : length.getLong(0);
            if (headerBytes < 2 || headerBytes > MAX_HEADER_BYTES || headerBytes > size - Long.BYTES) {
                throw SafetensorsHeader.broken(
                        file, "its " + size + " bytes do not hold the header they announce", null);
            }
            ByteBuffer json = ByteBuffer.allocate((int) headerBytes);
            readFully(channel, json);
            return new SafetensorsFile(file, SafetensorsHeader.parse(file, json.array(), size));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** Names of the tensors. */
    public SortedSet<String> names() {
        return new TreeSet<>(entries.keySet());
    }

    /** Sizes of a tensor's axes, outermost first. */
    public int[] shape(String name) {
        return entry(name).shape().clone();
    }

    /** The type that a tensor is stored in. */
    WeightType type(String name) {
        return entry(name).type();
    }

    /** A tensor converted to fp32, which is exact for F32, F16 and BF16. */
    public FloatTensor read(String name) {
        SafetensorsHeader.Entry entry = entry(name);
        return new FloatTensor(entry.shape(), elements(entry, 0, entry.elements()));
    }

    /** The elements of rows first to first + count - 1 along the outermost axis, converted to fp32. */
    float[] rows(String name, int first, int count) {
        SafetensorsHeader.Entry entry = entry(name);
        int ofARow = entry.elements() / Math.max(1, entry.shape()[0]);
        return elements(entry, first * ofARow, count * ofARow);
    }

    private float[] elements(SafetensorsHeader.Entry entry, int first, int size) {
        float[] values = new float[size];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            int width = entry.type().bytes();
            for (int start = 0, count; start < size; start += count) {
                count = Math.min(CHUNK_ELEMENTS, size - start);
                ByteBuffer bytes = channel.map(
                        FileChannel.MapMode.READ_ONLY,
                        entry.offsetBytes() + ((long) first + start) * width,
                        (long) count * width);
                entry.type().read(bytes.order(ByteOrder.LITTLE_ENDIAN), values, start, count);
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        return values;
    }

    private SafetensorsHeader.Entry entry(String name) {
        SafetensorsHeader.Entry entry = entries.get(name);
        if (entry == null) {
            throw new ModelException(file + " has no tensor " + name + ". Check that the file belongs to this model");
        }
        return entry;
    }

    private static void readFully(FileChannel channel, ByteBuffer buffer) throws IOException {
        int read = 0;
        while (buffer.hasRemaining() && read >= 0) {
            read = channel.read(buffer);
        }
    }

    private static ModelException unreadable(Path file, IOException e) {
        return new ModelException(
                file + " cannot be read: " + e.getMessage() + ". Check the path and its permissions", e);
    }
}
