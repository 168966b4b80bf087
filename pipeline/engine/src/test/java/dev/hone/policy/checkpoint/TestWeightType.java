package dev.hone.policy.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestWeightType {

    @ParameterizedTest
    @EnumSource(names = {"F16", "BF16"})
    void everyNumberOf16BitsComesBack(WeightType type) {
        for (int bits = 0; bits <= 0xffff; bits++) {
            float value = read(type, (short) bits);
            if (Float.isNaN(value)) {
                assertThat(read(type, written(type, value))).isNaN();
            } else {
                assertThat(written(type, value)).as("%s %04x", type, bits).isEqualTo((short) bits);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F16", "BF16"})
    void numbersBetweenAreRoundedToTheNearerAndTiesToTheEven(WeightType type) {
        for (int bits = 0; Float.isFinite(read(type, (short) (bits + 1))); bits++) {
            float low = read(type, (short) bits);
            float high = read(type, (short) (bits + 1));
            float middle = low + (high - low) / 2;
            if (middle == low || middle == high) {
                continue; // the smallest numbers of bfloat16 are fp32's own
            }
            short even = (short) (bits % 2 == 0 ? bits : bits + 1);
            assertThat(written(type, middle)).as("%s %04x", type, bits).isEqualTo(even);
            assertThat(written(type, Math.nextDown(middle))).isEqualTo((short) bits);
            assertThat(written(type, Math.nextUp(middle))).isEqualTo((short) (bits + 1));
        }
    }

    private static float read(WeightType type, short bits) {
        float[] value = new float[1];
        type.read(buffer().putShort(0, bits), value, 0, 1);
        return value[0];
    }

    private static short written(WeightType type, float value) {
        ByteBuffer buffer = buffer();
        type.write(new float[] {value}, 0, 1, buffer);
        return buffer.getShort(0);
    }

    private static ByteBuffer buffer() {
        return ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN);
    }
}
