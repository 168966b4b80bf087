package dev.hone.policy.checkpoint;

import java.nio.ByteBuffer;

/** Element types of safetensors files that can be read exactly into fp32, and written from it, rounded to nearest even. */
public enum WeightType {
    F32(4, "float32", 0x1.0p-24) {
        @Override
        void write(float[] from, int offset, int count, ByteBuffer to) {
            to.asFloatBuffer().put(from, offset, count);
        }

        @Override
        void read(ByteBuffer from, float[] to, int offset, int count) {
            from.asFloatBuffer().get(to, offset, count);
        }
    },
    F16(2, "float16", 0x1.0p-11) {
        @Override
        void write(float[] from, int offset, int count, ByteBuffer to) {
            for (int i = 0; i < count; i++) {
                to.putShort(2 * i, floatToHalf(from[offset + i]));
            }
        }

        @Override
        void read(ByteBuffer from, float[] to, int offset, int count) {
            for (int i = 0; i < count; i++) {
                to[offset + i] = halfToFloat(from.getShort(2 * i));
            }
        }
    },
    BF16(2, "bfloat16", 0x1.0p-8) {
        @Override
        void write(float[] from, int offset, int count, ByteBuffer to) {
            for (int i = 0; i < count; i++) {
                to.putShort(2 * i, floatToBrain(from[offset + i]));
            }
        }

        @Override
        void read(ByteBuffer from, float[] to, int offset, int count) {
            for (int i = 0; i < count; i++) {
                to[offset + i] = Float.intBitsToFloat(from.getShort(2 * i) << 16);
            }
        }
    };

    private static final float HALF_SUBNORMAL_UNIT = 0x1.0p-24f;

    private static final int HALF_FRACTION_SHIFT = 13;

    private final int bytes;
    private final String dtype;
    private final double unitRoundoff;

    WeightType(int bytes, String dtype, double unitRoundoff) {
        this.bytes = bytes;
        this.dtype = dtype;
        this.unitRoundoff = unitRoundoff;
    }

    /** The name in PyTorch and in config.json. */
    public String dtype() {
        return dtype;
    }

    /** Greatest relative error of a number that is rounded to this type. */
    public double unitRoundoff() {
        return unitRoundoff;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    /** Reads count elements from the start of a little-endian buffer. */
    abstract void read(ByteBuffer from, float[] to, int offset, int count);

    /** Writes count elements to the start of a little-endian buffer. A magnitude beyond the type becomes infinite. */
    abstract void write(float[] from, int offset, int count, ByteBuffer to);

    private static short floatToBrain(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) (bits >>> 16 | 0x40);
        }
        return (short) (roundedToEven(bits, 16) >>> 16);
    }

    private static short floatToHalf(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        int magnitude = bits & 0x7fffffff;
        if (Float.isNaN(value)) {
            return (short) (sign | 0x7e00);
        }
        if (magnitude >= Float.floatToRawIntBits(65520f)) {
            return (short) (sign | 0x7c00);
        }
        if (magnitude < Float.floatToRawIntBits(0x1.0p-14f)) { // subnormal: a multiple of 2^-24
            return (short) (sign | (int) Math.rint(Math.abs((double) value) / HALF_SUBNORMAL_UNIT));
        }
        return (short) (sign | (roundedToEven(magnitude, HALF_FRACTION_SHIFT) >>> HALF_FRACTION_SHIFT) - (112 << 10));
    }

    /** The bits of a float, rounded to nearest even so that the lowest ones can be cut off. */
    private static int roundedToEven(int bits, int cut) {
        return bits + (1 << (cut - 1)) - 1 + (bits >>> cut & 1);
    }

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
