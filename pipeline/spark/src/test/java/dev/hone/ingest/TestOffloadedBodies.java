package dev.hone.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.error.StorageException;
import dev.hone.ingest.family.RecordOutcome;
import dev.hone.ingest.family.RecordParser;
import dev.hone.ingest.log.DataFolder;
import dev.hone.ingest.log.LogRecords;
import dev.hone.ingest.log.OffloadedBodies;
import dev.hone.ingest.parse.RecordParsers;
import dev.hone.ingest.record.FilterReason;
import dev.hone.ingest.record.Nodes;
import dev.hone.ingest.record.QuarantineReason;
import dev.hone.ingest.record.RecordRefused;
import dev.hone.ingest.source.SourceFile;
import dev.hone.ingest.source.SourceFiles;
import dev.hone.settings.ingest.PromptSource;
import dev.hone.settings.ingest.SourceFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The layout of the service's bucket, in a local copy of it. */
class TestOffloadedBodies {

    private static final String HOUR = "AWSLogs/111122223333/BedrockModelInvocationLogs/us-east-1/2026/04/20/00";
    private static final String REQUEST = "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"long\"}]}]}";
    private static final String EVENTS =
            "[{\"contentBlockDelta\":{\"delta\":{\"text\":\"ans\"},\"contentBlockIndex\":0}},"
                    + "{\"contentBlockDelta\":{\"delta\":{\"text\":\"wer\"},\"contentBlockIndex\":0}},{\"messageStop\":{\"stopReason\":\"end_turn\"}}]";

    @TempDir
    private Path copy;

    @Test
    void bodiesAreReadFromTheSamePlaceInTheCopyOfTheBucket() throws Exception {
        write(HOUR + "/data/r-1_input.json.gz", gzip(REQUEST));
        write(HOUR + "/data/r-1_output.json.gz", gzip(EVENTS));
        // The record was delivered an hour after its bodies.
        RecordOutcome.Prompt prompt = parse(HOUR.replace("/00", "/01") + "/log.json.gz", record());
        assertThat(prompt.messages()).hasToString("[{\"role\":\"user\",\"content\":\"long\"}]");
        assertThat(prompt.loggedAnswer()).contains("answer");
        assertThat(prompt.metadata()).doesNotContain("outputBodyS3Path");
    }

    @Test
    void bodiesAreReadFromTheFolderBesideTheFileWhereOnlyThatWasCopied() throws Exception {
        write("some/data/r-1_input.json.gz", gzip(REQUEST));
        RecordOutcome.Prompt prompt = parse("some/log.json.gz", record());
        assertThat(prompt.messages()).hasToString("[{\"role\":\"user\",\"content\":\"long\"}]");
        assertThat(prompt.loggedAnswer()).isEmpty();
        assertThat(prompt.metadata())
                .contains("\"outputBodyS3Path\":\"s3://bucket/prefix/" + HOUR + "/data/r-1_output.json.gz\"");
    }

    @Test
    void aRecordWhoseRequestIsNotThereIsRefused() {
        assertThatThrownBy(() -> parse("some/log.json.gz", record()))
                .isInstanceOf(RecordRefused.class)
                .hasMessage(
                        "the record names a request body outside of the bucket or folder of its log (s3://bucket/prefix/"
                                + HOUR
                                + "/data/r-1_input.json.gz): copy the folders named data with the logs, or list the place in"
                                + " ingest.bodiesFrom if it may be read");
    }

    @Test
    void aRecordDoesNotMakeTheJobReadWhatIsNotOfItsLog() throws Exception {
        Path secret = copy.resolve("secret.json");
        Files.writeString(secret, REQUEST);
        String service = "logs/BedrockModelInvocationLogs/";
        write(service + "a/data/link.json", new byte[0]);
        Files.delete(copy.resolve(service + "a/data/link.json"));
        Files.createSymbolicLink(copy.resolve(service + "a/data/link.json"), secret);
        for (String place : List.of(
                secret.toString(),
                "file:" + secret,
                "file://" + secret,
                "FILE:" + secret,
                "s3://b/BedrockModelInvocationLogs/../../secret.json",
                "s3://b/BedrockModelInvocationLogs/a/../../../secret.json",
                "file:" + copy.resolve(service) + "/../../secret.json",
                "s3://b/BedrockModelInvocationLogs/a/data/link.json",
                "link.json",
                "http://127.0.0.1:1/r.json",
                "s3a://other/r.json",
                "..",
                "nonsense:")) {
            assertThatThrownBy(() -> parse(service + "a/log.json", record(place)))
                    .as(place)
                    .isInstanceOfSatisfying(RecordRefused.class, refused -> assertThat(refused.reason())
                            .isEqualTo(QuarantineReason.BODY_ELSEWHERE));
        }
        List<String> listed = List.of("file:" + copy);
        OffloadedBodies bodies = new DataFolder(
                "file:" + copy.resolve(service + "a/log.json"), 1000, listed, new Configuration(), new HashMap<>());
        for (String place : List.of("file:" + secret, "s3://b/BedrockModelInvocationLogs/a/data/link.json")) {
            assertThat(bodies.read(place)).as(place).hasToString(REQUEST);
        }
    }

    @Test
    void aRecordWhoseRequestIsDamagedIsRefused() throws IOException {
        byte[] whole = gzip(REQUEST);
        for (byte[] damaged :
                List.of(Arrays.copyOf(whole, whole.length - 9), new byte[] {1, 2}, gzip("{"), gzip(" ".repeat(1001)))) {
            write("some/data/r-1_input.json.gz", damaged);
            assertThatThrownBy(() -> parse("some/log.json.gz", record()))
                    .isInstanceOf(RecordRefused.class)
                    .hasMessageStartingWith("the object with the request body cannot be read (")
                    .hasMessageContaining("some/data/r-1_input.json.gz: ");
        }
    }

    @Test
    void onlyRecordFilesOfTheBucketAreListed() throws IOException {
        write(HOUR + "/20260420T001733Z_ab12.json.gz", gzip(record()));
        write(HOUR + "/data/r-1_input.json.gz", gzip(REQUEST));
        write("AWSLogs/111122223333/BedrockModelInvocationLogs/amazon-bedrock-logs-permission-check", new byte[] {1});
        write("exports/7c/aws-bedrock-modelinvocations/000000.gz", gzip(record()));
        write("exports/aws-logs-write-test", new byte[] {1});
        SourceFiles files = SourceFiles.list(
                List.of(new PromptSource(copy.toString(), SourceFormat.BEDROCK_INVOCATION_LOGS)), new Configuration());
        assertThat(files.files())
                .extracting(SourceFile::path)
                .containsExactlyInAnyOrder(
                        "file:" + copy.resolve(HOUR + "/20260420T001733Z_ab12.json.gz"),
                        "file:" + copy.resolve("exports/7c/aws-bedrock-modelinvocations/000000.gz"));
        assertThat(files.skippedFiles().files()).isEqualTo(3);
        assertThat(files.skippedFiles().examples())
                .as("what is not of the service")
                .containsExactly("file:" + copy.resolve("exports/aws-logs-write-test"));
    }

    @Test
    void aClosedBucketRefusesTheRecordAndABusyOneFailsTheRun() throws Exception {
        assertThatThrownBy(() -> elsewhere("denied").read("elsewhere://bucket/r-1.json.gz"))
                .isInstanceOf(RecordRefused.class)
                .hasMessageContaining("without access: AccessDeniedException: denied");
        for (String passes : List.of("SlowDown", "ExpiredToken", "Connection reset")) {
            assertThatThrownBy(() -> elsewhere(passes).read("elsewhere://bucket/r-1.json.gz"))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining(passes);
        }
    }

    private OffloadedBodies elsewhere(String failure) {
        Configuration configuration = new Configuration();
        configuration.setClass("fs.elsewhere.impl", FailingStorage.class, FileSystem.class);
        configuration.setBoolean("fs.elsewhere.impl.disable.cache", true);
        configuration.set(FailingStorage.FAILURE, failure);
        return new DataFolder(
                "file:" + copy.resolve("some/log.json.gz"),
                1000,
                List.of("elsewhere://bucket"),
                configuration,
                new HashMap<>());
    }

    /** A storage that fails instead of saying whether a file is there. */
    public static final class FailingStorage extends RawLocalFileSystem {

        private static final String FAILURE = "test.failure";

        @Override
        public FileStatus getFileStatus(org.apache.hadoop.fs.Path file) throws IOException {
            String failure = getConf().get(FAILURE);
            throw failure.equals("denied") ? new AccessDeniedException(failure) : new IOException(failure);
        }
    }

    @Test
    void linesFromCloudWatchAreRecords() throws Exception {
        String record = LogRecords.converse("r-2", "hi", "yo");
        String text = Nodes.text(record).toString();
        for (String line : List.of(
                "2026-04-20T00:17:33.000Z " + record,
                "{\"timestamp\":1776644253000,\"message\":" + text + ",\"ingestionTime\":1776644254000}",
                "{\"@timestamp\":\"2026-04-20 00:17:33.000\",\"@message\":" + text + "}")) {
            RecordOutcome.Prompt prompt = parse("000000.gz", line);
            assertThat(prompt.messages()).hasToString("[{\"role\":\"user\",\"content\":\"hi\"}]");
            assertThat(prompt.joinKey()).contains("r-2");
        }
        assertThatThrownBy(() -> parse(
                        "firehose.gz", "{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[{\"message\":" + text + "}]}"))
                .hasMessageContaining(
                        "is what a CloudWatch subscription delivers, with many events in one: have Firehose");
        assertThat(parser("000000.gz")
                        .parse("2026-04-20T00:17:33.000Z Permissions are correctly set for Amazon Bedrock logs."))
                .isEqualTo(new RecordOutcome.Filtered(FilterReason.DELIVERY_CHECK));
    }

    private RecordOutcome.Prompt parse(String file, String line) throws RecordRefused {
        return (RecordOutcome.Prompt) parser(file).parse(line);
    }

    private RecordParser parser(String file) {
        OffloadedBodies bodies =
                new DataFolder("file:" + copy.resolve(file), 1000, List.of(), new Configuration(), new HashMap<>());
        return RecordParsers.of(
                new PromptSource("unused", SourceFormat.BEDROCK_INVOCATION_LOGS), RecordFixture.settings(), bodies);
    }

    private static String record() {
        String place = "s3://bucket/prefix/" + HOUR + "/data/r-1";
        return "{\"requestId\":\"r-1\",\"operation\":\"ConverseStream\",\"modelId\":\"m\","
                + "\"input\":{\"inputBodyS3Path\":\"" + place + "_input.json.gz\"},"
                + "\"output\":{\"outputBodyS3Path\":\"" + place + "_output.json.gz\"}}";
    }

    private static String record(String requestPath) {
        return "{\"operation\":\"Converse\",\"modelId\":\"m\",\"input\":{\"inputBodyS3Path\":\"" + requestPath + "\"}}";
    }

    private void write(String name, byte[] bytes) throws IOException {
        Path file = copy.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
