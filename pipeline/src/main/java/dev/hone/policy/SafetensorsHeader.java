package dev.hone.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hone.error.ModelException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The header of a safetensors file: 8 bytes of length (little-endian), then JSON, then the data that its offsets point into. */
final class SafetensorsHeader {

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
    record Entry(WeightType type, int[] shape, long offsetBytes, int elements) {}

    private SafetensorsHeader() {}

    /** Parses the JSON of a header and checks every offset against the bytes that the file has. */
    static SortedMap<String, Entry> parse(Path file, byte[] json, long fileBytes) {
        JsonNode root;
        try {
            root = JSON.readTree(new String(json, java.nio.charset.StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw broken(file, "its header is not JSON (" + e.getOriginalMessage() + ")", e);
        }
        if (!root.isObject()) {
            throw broken(file, "its header is not a JSON object", null);
        }
        SortedMap<String, Entry> entries = new TreeMap<>();
        long dataStart = Long.BYTES + (long) json.length;
        for (Iterator<Map.Entry<String, JsonNode>> fields = root.fields(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            if (!field.getKey().equals("__metadata__")) {
                entries.put(field.getKey(), entry(file, field.getKey(), field.getValue(), dataStart, fileBytes));
            }
        }
        return entries;
    }

    private static Entry entry(Path file, String name, JsonNode node, long dataStart, long fileBytes) {
        WeightType type = type(file, name, node.path("dtype").asText());
        JsonNode offsets = node.path("data_offsets");
        if (!node.path("shape").isArray() || !offsets.isArray() || offsets.size() != 2) {
            throw broken(file, "tensor " + name + " has no shape or no data_offsets", null);
        }
        int[] shape = new int[node.get("shape").size()];
        long elements = 1;
        for (int i = 0; i < shape.length; i++) {
            shape[i] = node.get("shape").get(i).asInt(-1);
            elements = shape[i] < 0 ? -1 : Math.multiplyExact(elements, (long) shape[i]);
            if (elements < 0 || elements > Integer.MAX_VALUE - 8) {
                throw broken(file, "tensor " + name + " has the shape " + node.get("shape"), null);
            }
        }
        long begin = offsets.get(0).asLong(-1);
        long end = offsets.get(1).asLong(-1);
        if (begin < 0 || end - begin != elements * type.bytes()) {
            throw broken(file, "tensor " + name + " has data_offsets that do not fit its shape and dtype", null);
        }
        if (end > fileBytes - dataStart) {
            throw broken(
                    file,
                    "it is truncated: tensor " + name + " ends at byte " + (dataStart + end) + " of " + fileBytes,
                    null);
        }
        return new Entry(type, shape, dataStart + begin, (int) elements);
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
