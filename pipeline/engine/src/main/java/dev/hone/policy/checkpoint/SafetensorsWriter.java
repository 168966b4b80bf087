package dev.hone.policy.checkpoint;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.error.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Writes safetensors files. The same names, shapes and values give the same bytes: tensors in the order of their names, the header
 * padded with spaces to 8 bytes, no time stamps. The file is forced to disk before the call returns.
 */
public final class SafetensorsWriter {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int CHUNK_ELEMENTS = 1 << 18;

    private SafetensorsWriter() {}

    /** Writes tensors that are in memory. */
    public static void write(Path file, SortedMap<String, FloatTensor> tensors) {
        SortedMap<String, int[]> shapes = new TreeMap<>();
        tensors.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
        write(file, shapes, name -> tensors.get(name));
    }

    /** Writes a whole model in F32 with one tensor in memory at a time: read is called once for each name, in their order. */
    public static void write(Path file, SortedMap<String, int[]> shapes, Function<String, FloatTensor> read) {
        write(file, shapes, name -> WeightType.F32, read);
    }

    /** The same with a type for each tensor. */
    public static void write(
            Path file,
            SortedMap<String, int[]> shapes,
            Function<String, WeightType> types,
            Function<String, FloatTensor> read) {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            writeFully(channel, header(shapes, types));
            for (Map.Entry<String, int[]> entry : shapes.entrySet()) {
                FloatTensor tensor = read.apply(entry.getKey());
                if (!Arrays.equals(tensor.shape(), entry.getValue())) {
                    throw new IllegalArgumentException("tensor " + entry.getKey() + " was announced as "
                            + Arrays.toString(entry.getValue()) + " but is " + Arrays.toString(tensor.shape()));
                }
                writeValues(channel, types.apply(entry.getKey()), tensor.values());
            }
            channel.force(true);
        } catch (IOException e) {
            throw new StorageException(
                    file + " cannot be written: " + e.getMessage() + ". Check free space and permissions", e);
        }
    }

    private static ByteBuffer header(SortedMap<String, int[]> shapes, Function<String, WeightType> types)
            throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.putObject("__metadata__").put("format", "pt");
        long offset = 0;
        for (Map.Entry<String, int[]> entry : shapes.entrySet()) {
            WeightType type = types.apply(entry.getKey());
            ObjectNode node = root.putObject(entry.getKey()).put("dtype", type.name());
            long elements = 1;
            for (int size : entry.getValue()) {
                elements = Math.multiplyExact(elements, (long) size);
            }
            node.set("shape", JSON.valueToTree(entry.getValue()));
            long end = offset + elements * type.bytes();
            node.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        byte[] json = JSON.writeValueAsString(root).getBytes(StandardCharsets.UTF_8);
        int padded = (json.length + 7) / 8 * 8;
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + padded).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(padded).put(json);
        while (bytes.hasRemaining()) {
            bytes.put((byte) ' ');
        }
        return bytes.flip();
    }

    private static void writeValues(FileChannel channel, WeightType type, float[] values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(Math.min(values.length, CHUNK_ELEMENTS) * type.bytes())
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int start = 0, count; start < values.length; start += count) {
            count = Math.min(CHUNK_ELEMENTS, values.length - start);
            bytes.clear().limit(count * type.bytes());
            type.write(values, start, count, bytes);
            writeFully(channel, bytes);
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
