package dev.hone.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestFileRecords {

    private static final int MAX_BYTES = 20;

    @Test
    void emptyLinesAreNoRecordsAndLineEndsAreCutOff() throws IOException {
        byte[] text = "\uFEFFa\n\n \t\r\nb\r\n c".getBytes(StandardCharsets.UTF_8);
        assertThat(read(text, false)).containsExactly("1 a", "4 b", "5  c");
    }

    @Test
    void aLongLineIsRefusedAndTheNextOneIsRead() throws IOException {
        assertThat(read(("x".repeat(200_000) + "\nb").getBytes(StandardCharsets.UTF_8), false))
                .containsExactly("1 record_too_large " + "x".repeat(MAX_BYTES), "2 b");
        assertThat(read("x".repeat(MAX_BYTES).getBytes(StandardCharsets.UTF_8), false))
                .containsExactly("1 " + "x".repeat(MAX_BYTES));
    }

    @Test
    void aRecordBehindMoreBlanksThanALineMayHaveIsRefusedAndNotPassedOver() throws IOException {
        byte[] text = (" ".repeat(200_000) + "{}\n" + " ".repeat(200_000) + "\nb").getBytes(StandardCharsets.UTF_8);
        assertThat(read(text, false)).containsExactly("1 record_too_large " + " ".repeat(MAX_BYTES), "3 b");
        assertThat(read(gzip("\uFEFF \nb"), true)).containsExactly("2 b");
    }

    @Test
    void theLinesInFrontOfAFaultOfTheCompressedDataAreRecordsOfTheirOwn() throws IOException {
        ByteArrayOutputStream damaged = new ByteArrayOutputStream();
        OutputStream out = new GZIPOutputStream(damaged, true);
        out.write("first\nsecond\nthi".getBytes(StandardCharsets.UTF_8));
        out.flush();
        damaged.write(new byte[] {7, 7, 7, 7}); // a block of a type that there is not
        assertThat(read(damaged.toByteArray(), true))
                .containsExactly("1 corrupt_archive first", "2 corrupt_archive second", "3 corrupt_archive thi");
    }

    @Test
    void everyMemberOfAnArchiveIsRead() throws IOException {
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        members.write(gzip("a\nb"));
        members.write(gzip("c\nd\n"));
        assertThat(read(members.toByteArray(), true)).containsExactly("1 a", "2 bc", "3 d");
    }

    @Test
    void aTruncatedArchiveKeepsItsWholeLinesAndReportsTheRest() throws IOException {
        byte[] stored = gzip("first\nsecond\nthird\n");
        // The trailer is cut off: all text is there, but the file is not whole.
        List<String> records = read(Arrays.copyOf(stored, stored.length - 8), true);
        assertThat(records).containsExactly("1 first", "2 second", "3 third", "4 truncated_archive ");
        assertThat(read(new byte[0], true)).containsExactly("1 truncated_archive ");
        assertThat(read(Arrays.copyOf(stored, 5), true)).containsExactly("1 truncated_archive ");
    }

    @Test
    void noLineOfACorruptArchiveIsTrusted() throws IOException {
        byte[] wrongChecksum = gzip("first\nsecond\n");
        wrongChecksum[wrongChecksum.length - 6] ^= 1;
        assertThat(read(wrongChecksum, true))
                .containsExactly("1 corrupt_archive first", "2 corrupt_archive second", "3 corrupt_archive ");
        ByteArrayOutputStream trailingGarbage = new ByteArrayOutputStream();
        trailingGarbage.write(gzip("first\n"));
        trailingGarbage.write("garbage behind the archive".getBytes(StandardCharsets.UTF_8));
        assertThat(read(trailingGarbage.toByteArray(), true))
                .containsExactly("1 corrupt_archive first", "2 corrupt_archive ");
        assertThat(read("not gzip at all".getBytes(StandardCharsets.UTF_8), true))
                .containsExactly("1 corrupt_archive ");
    }

    @Test
    void aFileWithATimeInItsNameIsRead(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("2026-01-01T00:00:00Z.json"), "a\n");
        try (Records records = Records.open(file.toString(), MAX_BYTES, new Configuration())) {
            assertThat(records.next()).map(found -> found.line().number()).contains(1L);
            assertThat(records.next()).isEmpty();
        }
    }

    private static List<String> read(byte[] bytes, boolean compressed) throws IOException {
        try (FileRecords records = FileRecords.open(
                compressed, MAX_BYTES, FileRecords.Splitting.LINES, () -> new ByteArrayInputStream(bytes))) {
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
