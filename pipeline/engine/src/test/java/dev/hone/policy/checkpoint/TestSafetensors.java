package dev.hone.policy.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.error.ModelException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestSafetensors {

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsReadBackAndTheSameTensorsGiveTheSameBytes() throws IOException {
        TreeMap<String, FloatTensor> tensors = new TreeMap<>();
        tensors.put("b", new FloatTensor(new int[] {2, 3}, new float[] {1, -2, 3.5f, 0, Float.MIN_VALUE, 1e30f}));
        tensors.put("a", new FloatTensor(new int[] {}, new float[] {7}));
        tensors.put("none", new FloatTensor(new int[] {0, 4}, new float[0]));
        SafetensorsWriter.write(folder.resolve("one"), tensors);
        SafetensorsWriter.write(folder.resolve("two"), new TreeMap<>(tensors));
        assertThat(folder.resolve("one")).hasSameBinaryContentAs(folder.resolve("two"));
        SafetensorsFile file = SafetensorsFile.open(folder.resolve("one"));
        assertThat(file.names()).containsExactly("a", "b", "none");
        assertThat(file.read("b").values()).containsExactly(1, -2, 3.5f, 0, Float.MIN_VALUE, 1e30f);
        assertThat(file.shape("b")).containsExactly(2, 3);
        assertThat(file.rows("b", 1, 1)).containsExactly(0, Float.MIN_VALUE, 1e30f);
        assertThat(file.read("a").shape()).isEmpty();
        assertThat(file.read("none").values()).isEmpty();
    }

    @Test
    void halfAndBrainFloatsBecomeTheSameNumbers() throws IOException {
        short[] half = {0x3c00, (short) 0xc000, 0x0001, 0x03ff, 0x7bff, 0x7c00, (short) 0x8000};
        Path file = raw(
                "{\"h\":{\"dtype\":\"F16\",\"shape\":[7],\"data_offsets\":[0,14]},"
                        + "\"b\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[14,18]}}",
                shorts(half, new short[] {0x3f80, (short) 0xc049}));
        assertThat(SafetensorsFile.open(file).read("h").values())
                .containsExactly(1, -2, 0x1p-24f, 1023 * 0x1p-24f, 65504, Float.POSITIVE_INFINITY, -0f);
        assertThat(SafetensorsFile.open(file).read("b").values()).containsExactly(1, -3.140625f);
    }

    @Test
    void aTruncatedFileIsReportedWithTheTensorThatIsCut() throws IOException {
        Path file = raw("{\"w\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}}", new byte[12]);
        assertThatThrownBy(() -> SafetensorsFile.open(file))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("truncated: tensor w ends at byte")
                .hasMessageContaining("download the file again");
    }

    @Test
    void aFileWithoutAHeaderIsReported() throws IOException {
        Path file = folder.resolve("short");
        Files.write(file, new byte[] {1, 2, 3});
        assertThatThrownBy(() -> SafetensorsFile.open(file))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("its 3 bytes do not hold the header");
        Files.write(file, "<html>not found</html>".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> SafetensorsFile.open(file))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("do not hold the header");
    }

    @Test
    void offsetsThatDoNotFitTheShapeAreReported() throws IOException {
        Path file = raw("{\"w\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,12]}}", new byte[16]);
        assertThatThrownBy(() -> SafetensorsFile.open(file)).hasMessageContaining("data_offsets that do not fit");
        Path huge = raw(
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[99999999,99999999,99999999],\"data_offsets\":[0,12]}}",
                new byte[16]);
        assertThatThrownBy(() -> SafetensorsFile.open(huge))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("has the shape");
    }

    @Test
    void anElementTypeThatCannotBeReadIsNamed() throws IOException {
        Path file = raw("{\"w\":{\"dtype\":\"I8\",\"shape\":[4],\"data_offsets\":[0,4]}}", new byte[4]);
        assertThatThrownBy(() -> SafetensorsFile.open(file))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("tensor w has dtype I8");
    }

    @Test
    void aHeaderThatIsNotJsonIsReported() throws IOException {
        Path file = raw("{\"w\":", new byte[4]);
        assertThatThrownBy(() -> SafetensorsFile.open(file))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("its header is not JSON");
    }

    /** Each is refused by safetensors 0.8.0 of Python, too. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'a':[1],[0,4] 'b':[1],[8,12]|12|tensor b begins behind a hole",
                "'a':[1],[4,8]|8|tensor a begins behind a hole",
                "'a':[2],[0,8] 'b':[1],[4,8]|8|tensor b overlaps the one before it",
                "'a':[2],[0,8] 'b':[2],[0,8]|8|tensor b overlaps the one before it",
                "'a':[2],[0,8]|9|1 bytes behind the last tensor belong to none",
                "'a':['2'],[0,8]|8|tensor a has the shape",
                "'a':[2.0],[0,8]|8|tensor a has the shape",
                "'a':[-2],[0,8]|8|tensor a has the shape",
                "'a':[4294967424],[0,512]|512|tensor a has the shape [4294967424]",
                "'a':[18446744073709551618],[0,8]|8|tensor a has the shape",
                "'a':[4294967296,4294967296,2],[0,8]|8|tensor a has the shape",
                "'a':[9223372036854775807,9223372036854775807,0],[0,0]|0|tensor a has the shape",
                "'a':[2],['0','8']|8|data_offsets that do not fit",
                "'a':[2],[8,0]|8|data_offsets that do not fit",
                "'a':[2],[0,8,8]|8|no data_offsets",
            })
    void aFileThatOtherReadersCouldReadInAnotherWayIsRefused(String tensors, int dataBytes, String problem)
            throws IOException {
        String header = Arrays.stream(tensors.split(" "))
                .map(tensor -> tensor.replace('\'', '"')
                        .replace("\":[", "\":{\"dtype\":\"F32\",\"shape\":[")
                        .replace("],[", "],\"data_offsets\":["))
                .map(tensor -> tensor + "}")
                .collect(Collectors.joining(",", "{", "}"));
        Path file = raw(header, new byte[dataBytes]);
        assertThatThrownBy(() -> SafetensorsFile.open(file))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(problem)
                .hasMessageContaining("Copy or download the file again");
    }

    @Test
    void aHeaderThatIsNoUtf8OrHasOddMetadataIsRefused() throws IOException {
        Path latin = Files.write(
                folder.resolve("latin"), new byte[] {5, 0, 0, 0, 0, 0, 0, 0, '{', '"', (byte) 0xe4, '"', '}'});
        assertThatThrownBy(() -> SafetensorsFile.open(latin)).hasMessageContaining("its header is not UTF-8");
        Path numbers = raw("{\"__metadata__\":{\"a\":1}}", new byte[0]);
        assertThatThrownBy(() -> SafetensorsFile.open(numbers)).hasMessageContaining("is not a map of texts");
        assertThat(SafetensorsFile.open(raw("{\"__metadata__\":{\"format\":\"pt\"}}   ", new byte[0]))
                        .names())
                .isEmpty();
    }

    private Path raw(String header, byte[] data) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json).put(data);
        return Files.write(folder.resolve("raw" + Math.abs(Arrays.hashCode(bytes.array()))), bytes.array());
    }

    private static byte[] shorts(short[] first, short[] second) {
        ByteBuffer bytes =
                ByteBuffer.allocate(2 * (first.length + second.length)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(first).put(second);
        return bytes.array();
    }
}
