package dev.hone.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of JSON that have more, or less, than one object per line. */
class TestJsonRecords {

    private static final int MAX_BYTES = 60;

    @TempDir
    private Path folder;

    @Test
    void anObjectOverSeveralLinesIsOneRecordAtItsFirstLine() throws IOException {
        assertThat(read("{\n  \"a\": [\n    1\n  ]\n}\n")).containsExactly("1 {\n  \"a\": [\n    1\n  ]\n}");
        assertThat(read("\n{\r\n\"a\":{\r\n\r\n}}\n\n{\n\"b\":2}\n{\"c\":3}"))
                .containsExactly("2 {\n\"a\":{\n\n}}", "7 {\n\"b\":2}", "9 {\"c\":3}");
        assertThat(read("{\n\"a\":1}\n{\n\"b\":\n\"{[\"}\n{\n\"c\":"))
                .as("the last one is cut off")
                .containsExactly("1 {\n\"a\":1}", "3 {\n\"b\":\n\"{[\"}", "6 {\n\"c\":");
        assertThat(read("{\n\"a\":[\n1,\n2"))
                .as("a file of one that is cut off")
                .containsExactly("1 {\n\"a\":[\n1,\n2");
    }

    @Test
    void anObjectOverSeveralLinesThatIsTooLongIsOneRecordMore() throws IOException {
        String numbers = "12345,\n".repeat(100);
        assertThat(read("{\n\"a\":[\n" + numbers + "1]}\n{\n\"b\":1}"))
                .containsExactly(
                        "1 record_too_large {\n\"a\":[\n" + numbers.substring(0, MAX_BYTES - 8), "104 {\n\"b\":1}");
    }

    @Test
    void aBrokenFirstLineOfJsonLinesDoesNotSwallowTheOthers() throws IOException {
        for (String broken : List.of("{\"a\":[", "{\"a\":1,", "{\"a\":\"x", "{", "nonsense", "{\"a\":1}}")) {
            assertThat(read(broken + "\n{\"b\":1}\n{\"c\":2}\n"))
                    .containsExactly("1 " + broken, "2 {\"b\":1}", "3 {\"c\":2}");
        }
        assertThat(read("{\"a\":1}\n{\n{\"b\":1}"))
                .as("after a sound line")
                .containsExactly("1 {\"a\":1}", "2 {", "3 {\"b\":1}");
    }

    @Test
    void theElementsOfAnArrayAreRecordsAndNoTwoHaveTheSameNumber() throws IOException {
        assertThat(read(" [{\"a\":\"]\\\"},\"},{\"b\":[1,{}]} , 7,\"t,]\"]"))
                .containsExactly("1 {\"a\":\"]\\\"},\"}", "2 {\"b\":[1,{}]}", "3 7", "4 \"t,]\"");
        assertThat(read("\uFEFF[\n  {\n \"a\": 1\n  },\n{\"b\":2},{\"c\":3},\n{\"d\":4}\n]\n\n"))
                .containsExactly("2 {\n \"a\": 1\n  }", "5 {\"b\":2}", "6 {\"c\":3}", "7 {\"d\":4}");
        assertThat(read("[]")).isEmpty();
        assertThat(read("[1]\n{\"b\":2}\nx")).as("what follows it").containsExactly("1 1", "2 {\"b\":2}", "3 x");
    }

    @Test
    void whatIsWrongWithAnArrayIsOneRecord() throws IOException {
        assertThat(read("[{\"a\":1},\n{\"b\":")).as("cut in an element").containsExactly("1 {\"a\":1}", "2 {\"b\":");
        assertThat(read("[{\"a\":1},\n")).as("cut between elements").containsExactly("1 {\"a\":1}", "2 [");
        assertThat(read("[\"" + "x".repeat(100) + "\",{\"b\":1}]"))
                .containsExactly("1 record_too_large \"" + "x".repeat(MAX_BYTES - 1), "2 {\"b\":1}");
    }

    @Test
    void compressedFilesAreReadTheSameWay() throws IOException {
        byte[] array = gzip("[{\"a\":1},\n{\"b\":2}]");
        assertThat(read(".json.gz", array)).containsExactly("1 {\"a\":1}", "2 {\"b\":2}");
        assertThat(read(".json.gz", gzip("{\n\"a\":1\n}"))).containsExactly("1 {\n\"a\":1\n}");
        assertThat(read(".json.gz", Arrays.copyOf(array, array.length - 8)))
                .as("the rest is one record more, as of lines")
                .containsExactly("1 {\"a\":1}", "2 {\"b\":2}", "3 truncated_archive ");
        array[array.length - 6] ^= 1;
        assertThat(read(".json.gz", array))
                .allSatisfy(record -> assertThat(record).contains(" corrupt_archive "));
    }

    @Test
    void anArrayOfManyElementsIsSplitWhereverTheBufferEnds() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        StringBuilder array = new StringBuilder("[");
        int elements = 20_000;
        for (int i = 0; i < elements; i++) {
            array.append(i == 0 ? "" : ",")
                    .append(random.nextInt(8) == 0 ? "\n" : "")
                    .append("{\"n\":")
                    .append(i)
                    .append('}');
        }
        List<String> records = read(array + "]");
        assertThat(records).as("seed %d", seed).hasSize(elements);
        for (int i = 0; i < elements; i++) {
            assertThat(records.get(i)).endsWith(" {\"n\":" + i + "}");
        }
        assertThat(records.stream().map(record -> record.split(" ", 2)[0]).distinct())
                .hasSize(elements);
    }

    private List<String> read(String text) throws IOException {
        return read(".json", text.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> read(String ending, byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("file" + ending), bytes);
        try (Records records = Records.open(file.toString(), MAX_BYTES, new Configuration())) {
            return RecordTexts.of(records);
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
