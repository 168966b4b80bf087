package dev.hone.policy;

import java.nio.ByteBuffer;

/** Element types of safetensors files that can be read exactly into fp32. */
enum WeightType {
    F32(4) {
        @Override
        void read(ByteBuffer from, float[] to, int offset, int count) {
            from.asFloatBuffer().get(to, offset, count);
        }
    },
    F16(2) {
        @Override
        void read(ByteBuffer from, float[] to, int offset, int count) {
            for (int i = 0; i < count; i++) {
                to[offset + i] = halfToFloat(from.getShort(2 * i));
            }
        }
    },
    BF16(2) {
        @Override
        void read(ByteBuffer from, float[] to, int offset, int count) {
            for (int i = 0; i < count; i++) {
                to[offset + i] = Float.intBitsToFloat(from.getShort(2 * i) << 16);
            }
        }
    };

    private static final float HALF_SUBNORMAL_UNIT = 0x1.0p-24f;

    private final int bytes;

    WeightType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one element. */
    int bytes() {
        return bytes;
    }

    /** Reads count elements from the start of a little-endian buffer. */
    abstract void read(ByteBuffer from, float[] to, int offset, int count);

    private static float halfToFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = (half >>> 10) & 0x1f;
        int fraction = half & 0x3ff;
        if (exponent == 0) {
            float magnitude = fraction * HALF_SUBNORMAL_UNIT;
            return sign == 0 ? magnitude : -magnitude;
        }
        int bits = exponent == 0x1f ? 0x7f800000 : (exponent + 112) << 23;
        return Float.intBitsToFloat(sign | bits | fraction << 13);
    }
}
