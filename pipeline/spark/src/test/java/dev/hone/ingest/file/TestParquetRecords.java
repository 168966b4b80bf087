package dev.hone.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.error.StorageException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.NanoTime;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestParquetRecords {

    @TempDir
    private Path folder;

    @Test
    void nestedRowsBecomeJsonInTheOrderOfTheirColumns() throws IOException {
        MessageType type = MessageTypeParser.parseMessageType(
                """
                message row {
                  required binary data_source (STRING);
                  optional group prompt (LIST) { repeated group list { optional group element {
                    optional binary role (STRING); optional binary content (STRING); } } }
                  optional group reward_model { optional binary ground_truth (STRING); optional binary style (STRING); }
                  optional group scores (MAP) { repeated group key_value { required binary key (STRING); optional double value; } }
                  optional group old (LIST) { repeated int32 array; }
                  optional binary missing (STRING);
                }""");
        SimpleGroup row = new SimpleGroup(type);
        row.add("data_source", "gsm8k");
        Group prompt = row.addGroup("prompt");
        prompt.addGroup(0).addGroup("element").append("role", "user").append("content", "1+1?");
        prompt.addGroup(0);
        row.addGroup("reward_model").append("ground_truth", "2");
        Group scores = row.addGroup("scores");
        scores.addGroup(0).append("key", "a").append("value", 1.5);
        scores.addGroup(0).append("key", "b");
        row.addGroup("old").append("array", 1).append("array", 2);
        assertThat(read(write(type, row)))
                .containsExactly(
                        "1 {\"data_source\":\"gsm8k\",\"prompt\":[{\"role\":\"user\",\"content\":\"1+1?\"},null],"
                                + "\"reward_model\":{\"ground_truth\":\"2\"},\"scores\":{\"a\":1.5,\"b\":null},\"old\":[1,2]}");
    }

    @Test
    void valuesKeepAllTheirDigits() throws IOException {
        MessageType type = MessageTypeParser.parseMessageType(
                """
                message row {
                  required boolean t; required int64 big; required int64 u (INTEGER(64,false)); required int32 u32 (INTEGER(32,false));
                  required int32 d (DECIMAL(9,2)); required binary dd (DECIMAL(20,3)); required float f; required double nan;
                  required int32 day (DATE); required int64 ts (TIMESTAMP(MICROS,true)); required int64 local (TIMESTAMP(NANOS,false));
                  required int32 time (TIME(MILLIS,true)); required int96 spark; required binary plain; required binary bytes;
                }""");
        SimpleGroup row = new SimpleGroup(type);
        row.append("t", true)
                .append("big", Long.MAX_VALUE)
                .append("u", -1L)
                .append("u32", -1)
                .append("d", -150)
                .append("dd", Binary.fromConstantByteArray(new BigInteger("12345678901234567").toByteArray()))
                .append("f", 0.1f)
                .append("nan", Double.NaN)
                .append("day", 20_000)
                .append("ts", 1_776_644_253_000_001L)
                .append("local", 1_000_000_001L)
                .append("time", 60_001)
                .append("spark", new NanoTime(2_440_589, 5_000_000_000L))
                .append("plain", "text")
                .append("bytes", Binary.fromConstantByteArray(new byte[] {(byte) 0xC3}));
        assertThat(read(write(type, row)))
                .containsExactly(
                        "1 {\"t\":true,\"big\":9223372036854775807,\"u\":18446744073709551615,\"u32\":4294967295,"
                                + "\"d\":-1.50,\"dd\":12345678901234.567,\"f\":0.1,\"nan\":\"NaN\",\"day\":\"2024-10-04\","
                                + "\"ts\":\"2026-04-20T00:17:33.000001Z\",\"local\":\"1970-01-01T00:00:01.000000001\",\"time\":\"00:01:00.001\","
                                + "\"spark\":\"1970-01-02T00:00:05Z\",\"plain\":\"text\",\"bytes\":\"ww==\"}");
    }

    @Test
    void whatIsLeftOfADamagedFileIsOneRefusedRecord() throws IOException {
        MessageType type = MessageTypeParser.parseMessageType("message row { required binary q (STRING); }");
        Group row = new SimpleGroup(type).append("q", "hi");
        Path file = write(type, row);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 6));
        assertThat(read(file)).hasSize(1).first().asString().startsWith("1 corrupt_file ");
        Arrays.fill(bytes, 4, 12, (byte) 0xFF);
        Files.write(file, bytes);
        assertThat(read(file)).hasSize(1).first().asString().startsWith("1 corrupt_file ");
        Files.delete(file);
        assertThatThrownBy(() -> read(file)).isInstanceOf(StorageException.class);
    }

    private Path write(MessageType type, Group row) throws IOException {
        Path file = folder.resolve("rows.parquet");
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withType(type)
                .build()) {
            writer.write(row);
        }
        return file;
    }

    private static List<String> read(Path file) throws IOException {
        try (Records records = Records.open("file:" + file, 1 << 16, new Configuration())) {
            return RecordTexts.of(records);
        }
    }
}
