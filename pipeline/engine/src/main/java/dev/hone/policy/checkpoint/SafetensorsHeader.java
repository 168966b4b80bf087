package dev.hone.policy.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hone.error.ModelException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The header of a safetensors file: 8 bytes of length (little-endian), then JSON, then the data that its offsets point into. */
final class SafetensorsHeader {

    /** What an array of Java holds. */
    private static final int MAX_ELEMENTS = Integer.MAX_VALUE - 8;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * Where a tensor lies.
     *
     * @param type its elements' type
     * @param shape sizes of the axes, outermost first
     * @param offsetBytes from the start of the file
     * @param elements product of the shape
     */
    record Entry(WeightType type, int[] shape, long offsetBytes, int elements) {

        long endBytes() {
            return offsetBytes + (long) elements * type.bytes();
        }
    }

    private SafetensorsHeader() {}

    /**
     * Parses the JSON of a header. As the reference library does, it takes whole numbers only, and tensors that cover the data from its
     * first byte to the last, one behind the other: a file with overlaps, holes or more behind can mean other weights to other readers.
     */
    static SortedMap<String, Entry> parse(Path file, byte[] json, long fileBytes) {
        JsonNode root = tree(file, json);
        SortedMap<String, Entry> entries = new TreeMap<>();
        long dataStart = Long.BYTES + (long) json.length;
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            if (field.getKey().equals("__metadata__")) {
                checkMetadata(file, field.getValue());
            } else {
                entries.put(field.getKey(), entry(file, field.getKey(), field.getValue(), dataStart));
            }
        }
        checkCoverage(file, entries, dataStart, fileBytes);
        return entries;
    }

    private static JsonNode tree(Path file, byte[] json) {
        try {
            JsonNode root = JSON.readTree(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString());
            if (root.isObject()) {
                return root;
            }
        } catch (JsonProcessingException e) {
            throw broken(file, "its header is not JSON (" + e.getOriginalMessage() + ")", e);
        } catch (CharacterCodingException e) {
            throw broken(file, "its header is not UTF-8", e);
        }
        throw broken(file, "its header is not a JSON object", null);
    }

    private static void checkMetadata(Path file, JsonNode metadata) {
        boolean texts = metadata.isNull() || metadata.isObject();
        for (JsonNode value : metadata) {
            texts &= value.isTextual();
        }
        if (!texts) {
            throw broken(file, "its __metadata__ is not a map of texts", null);
        }
    }

    private static Entry entry(Path file, String name, JsonNode node, long dataStart) {
        WeightType type = type(file, name, node.path("dtype").asText());
        JsonNode offsets = node.path("data_offsets");
        if (!node.path("shape").isArray() || !offsets.isArray() || offsets.size() != 2) {
            throw broken(file, "tensor " + name + " has no shape or no data_offsets", null);
        }
        int[] shape = shape(file, name, node.get("shape"));
        long elements = 1;
        for (int size : shape) {
            elements = Math.multiplyExact(elements, (long) size);
            if (elements > MAX_ELEMENTS) {
                throw impossible(file, name, node.get("shape"));
            }
        }
        long begin = whole(offsets.get(0));
        long end = whole(offsets.get(1));
        if (begin < 0 || end < begin || end - begin != elements * type.bytes()) {
            throw broken(file, "tensor " + name + " has data_offsets that do not fit its shape and dtype", null);
        }
        return new Entry(type, shape, dataStart + begin, (int) elements);
    }

    private static int[] shape(Path file, String name, JsonNode sizes) {
        int[] shape = new int[sizes.size()];
        for (int i = 0; i < shape.length; i++) {
            long size = whole(sizes.get(i));
            if (size < 0 || size > MAX_ELEMENTS) {
                throw impossible(file, name, sizes);
            }
            shape[i] = (int) size;
        }
        return shape;
    }

    /** A whole number from 0 to 2⁶³ - 1, written as such, or -1. */
    private static long whole(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() ? Math.max(-1, node.longValue()) : -1;
    }

    private static void checkCoverage(Path file, SortedMap<String, Entry> entries, long dataStart, long fileBytes) {
        List<Map.Entry<String, Entry>> inOrder = entries.entrySet().stream()
                .sorted(Comparator.comparingLong(
                                (Map.Entry<String, Entry> e) -> e.getValue().offsetBytes())
                        .thenComparingLong(e -> e.getValue().endBytes()))
                .toList();
        long covered = dataStart;
        for (Map.Entry<String, Entry> entry : inOrder) {
            long begin = entry.getValue().offsetBytes();
            if (begin != covered) {
                String what = begin < covered ? " overlaps the one before it" : " begins behind a hole";
                throw broken(file, "tensor " + entry.getKey() + what + ", at byte " + begin, null);
            }
            covered = entry.getValue().endBytes();
            if (covered > fileBytes) {
                String ends = " ends at byte " + covered + " of " + fileBytes;
                throw broken(file, "it is truncated: tensor " + entry.getKey() + ends, null);
            }
        }
        if (covered != fileBytes) {
            throw broken(file, (fileBytes - covered) + " bytes behind the last tensor belong to none", null);
        }
    }

    private static ModelException impossible(Path file, String name, JsonNode sizes) {
        return broken(file, "tensor " + name + " has the shape " + sizes, null);
    }

    private static WeightType type(Path file, String name, String dtype) {
        return Optional.of(dtype)
                .filter(known -> known.equals("F32") || known.equals("F16") || known.equals("BF16"))
                .map(WeightType::valueOf)
                .orElseThrow(() -> new ModelException(file + ": tensor " + name + " has dtype " + dtype
                        + ", which is not supported. Store the weights as F32, F16 or BF16"));
    }

    static ModelException broken(Path file, String why, Exception cause) {
        return new ModelException(
                file + " cannot be read as safetensors: " + why + ". Copy or download the file again", cause);
    }
}
