package dev.hone.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.ingest.record.Nodes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TestCsvRecords {

    @Test
    void eachRowBecomesAnObjectOfTexts() throws IOException {
        assertThat(read("\uFEFFq,a b,\"n,1\"\r\nhi,4,\r\n\n\"say \"\"hi\"\"\n\nnow\",\"1,5\",é\n"))
                .containsExactly(
                        "2 {\"q\":\"hi\",\"a b\":\"4\",\"n,1\":\"\"}",
                        "4 {\"q\":\"say \\\"hi\\\"\\n\\nnow\",\"a b\":\"1,5\",\"n,1\":\"é\"}");
        assertThat(read("q\n")).isEmpty();
        assertThat(read("")).isEmpty();
    }

    @Test
    void aLineThatIsNotCsvIsRefusedAndTheNextIsRead() throws IOException {
        assertThat(read("q,a\n5\" pipe,1\nb,2\n\"c\"d,3\n\"open,4\ne,5\nf\ng,7,8\nh,9\n"))
                .containsExactly(
                        "2 invalid_csv 5\" pipe,1",
                        "3 {\"q\":\"b\",\"a\":\"2\"}",
                        "4 invalid_csv \"c\"d,3",
                        "5 invalid_csv \"open,4",
                        "6 {\"q\":\"e\",\"a\":\"5\"}",
                        "7 invalid_csv f",
                        "8 invalid_csv g,7,8",
                        "9 {\"q\":\"h\",\"a\":\"9\"}");
    }

    @Test
    void semicolonsSeparateWhereTheNamesHoldNoComma() throws IOException {
        assertThat(read("q;price\nhow, now;1,5\n\"a;b\";2\n"))
                .containsExactly("2 {\"q\":\"how, now\",\"price\":\"1,5\"}", "3 {\"q\":\"a;b\",\"price\":\"2\"}");
        assertThat(read("q;\"gold, or not\"\n1;2\n")).containsExactly("2 {\"q\":\"1\",\"gold, or not\":\"2\"}");
        assertThat(read("q,a;b\n1,2;3\n")).containsExactly("2 {\"q\":\"1\",\"a;b\":\"2;3\"}");
        assertThat(read("q;q\n1;2\n")).containsExactly("2 invalid_csv 1;2");
    }

    @Test
    void rowsUnderNamesThatAreNotCleanAreRefused() throws IOException {
        assertThat(read("q,q\n1,2\n")).containsExactly("2 invalid_csv 1,2");
        assertThat(read("q,\n1,2\n")).containsExactly("2 invalid_csv 1,2");
        assertThat(read("\"q\n1\n")).containsExactly("1 invalid_csv \"q", "2 invalid_csv 1");
    }

    @Test
    void whatWasWrittenByTheRulesIsReadAsItWas() throws IOException {
        long seed = System.nanoTime();
        System.out.println("TestCsvRecords seed " + seed);
        Random random = new Random(seed);
        StringBuilder file = new StringBuilder("x,y\n");
        List<String> expected = new ArrayList<>();
        for (int row = 0; row < 500; row++) {
            String x = text(random);
            String y = text(random);
            file.append(quoted(x)).append(',').append(quoted(y)).append('\n');
            expected.add(Nodes.object().put("x", x).put("y", y).toString());
        }
        assertThat(read(file.toString()).stream().map(found -> found.replaceFirst("^\\d+ ", "")))
                .as("seed %d", seed)
                .containsExactlyElementsOf(expected);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder("a");
        IntStream.range(0, random.nextInt(6)).forEach(i -> text.append(",\"\n ab".charAt(random.nextInt(6))));
        // White space alone on a line inside quotes is the one thing that lines do not keep.
        return text.append("z").toString().replaceAll("\n +(?=\n)", "\n");
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    private static List<String> read(String csv) throws IOException {
        byte[] bytes = csv.getBytes(StandardCharsets.UTF_8);
        FileRecords lines =
                FileRecords.open(false, 1 << 16, FileRecords.Splitting.LINES, () -> new ByteArrayInputStream(bytes));
        try (CsvRecords records = new CsvRecords(lines, ',', 1 << 16)) {
            return RecordTexts.of(records);
        }
    }
}
