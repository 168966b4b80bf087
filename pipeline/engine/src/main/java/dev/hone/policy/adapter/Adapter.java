package dev.hone.policy.adapter;

import dev.hone.policy.checkpoint.FloatTensor;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * What training has added to the base model: immutable, in host memory, the same bytes wherever it is loaded.
 *
 * <p>Names of a LoRA adapter's tensors are PEFT's ({@code base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight}); names of
 * whole weights are those of the checkpoint ({@code model.layers.0.self_attn.q_proj.weight}).
 */
public final class Adapter implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int CHUNK_ELEMENTS = 1 << 18;

    private final AdapterKind kind;
    private final SortedMap<String, FloatTensor> tensors;
    private final String sha256;

    public Adapter(AdapterKind kind, SortedMap<String, FloatTensor> tensors) {
        this.kind = kind;
        this.tensors = Collections.unmodifiableSortedMap(new TreeMap<>(tensors));
        this.sha256 = hash(kind, this.tensors);
    }

    public AdapterKind kind() {
        return kind;
    }

    /** The tensors by name, in the order of their names. */
    public SortedMap<String, FloatTensor> tensors() {
        return tensors;
    }

    /** SHA-256 (hex) over LoRA's scale, names, shapes and values: the identity of this policy version given its base. */
    public String sha256() {
        return sha256;
    }

    private static String hash(AdapterKind kind, SortedMap<String, FloatTensor> tensors) {
        MessageDigest digest = DigestUtils.getSha256Digest();
        double scale = kind instanceof AdapterKind.Lora lora ? lora.scale() : 1;
        digest.update(ByteBuffer.allocate(Double.BYTES).putDouble(scale).array());
        tensors.forEach((name, tensor) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            for (int size : tensor.shape()) {
                digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(size).array());
            }
            updateLittleEndian(digest, tensor.values());
        });
        return Hex.encodeHexString(digest.digest());
    }

    private static void updateLittleEndian(MessageDigest digest, float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.min(values.length, CHUNK_ELEMENTS) * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int start = 0, count; start < values.length; start += count) {
            count = Math.min(CHUNK_ELEMENTS, values.length - start);
            bytes.asFloatBuffer().put(values, start, count);
            digest.update(bytes.array(), 0, count * Float.BYTES);
        }
    }
}
