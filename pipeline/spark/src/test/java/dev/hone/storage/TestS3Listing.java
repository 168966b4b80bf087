package dev.hone.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.FaultyRelay;
import dev.hone.FaultyRelay.Fault;
import dev.hone.S3Server;
import java.io.FileNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.junit.jupiter.api.Test;

class TestS3Listing {

    private static final byte[] CONTENT = {1, 2, 3};

    private final Configuration hadoop = configuration();

    @Test
    void everyObjectOfManyPartitionsAndManyPagesIsListedOnce() throws Exception {
        S3Server server = S3Server.shared();
        server.createBucket("listing");
        S3Server.configure("listing", server.port(), hadoop);
        List<String> keys = new ArrayList<>();
        for (int day = 1; day <= 30; day++) {
            for (int hour = 0; hour < 3; hour++) {
                String partition = String.format(Locale.ROOT, "logs/2026/01/%02d/%02d/", day, hour);
                keys.add(partition + "a b=ü.json.gz");
                keys.add(partition + "data/r_input.json.gz");
            }
        }
        for (int i = 0; i < 2100; i++) {
            keys.add("logs/2025/" + i + ".json"); // more than two pages in one folder
        }
        keys.add("logs/at-the-top.json");
        keys.add("logsuffix/not-below.json");
        keys.parallelStream().forEach(key -> server.put("listing", key, CONTENT));
        server.put("listing", "logs/2026/", new byte[0]);

        Path folder = new Path("s3a://listing/logs");
        FileSystem files = folder.getFileSystem(hadoop);
        List<StoredFile> listed = FolderListing.below(files, folder).files();

        List<StoredFile> byHadoop = new ArrayList<>();
        RemoteIterator<LocatedFileStatus> found = files.listFiles(folder, true);
        while (found.hasNext()) {
            byHadoop.add(StoredFile.of(found.next()));
        }
        assertThat(listed)
                .hasSize(keys.size() - 1)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(byHadoop)
                .allMatch(
                        file -> file.bytes() == CONTENT.length && file.version().matches("[0-9a-f]{32}"));
    }

    @Test
    void aPageThatFailsForAWhileIsAskedForAgainAndNoneIsLeftOut() throws Exception {
        S3Server server = S3Server.shared();
        try (FaultyRelay relay = new FaultyRelay(server.port())) {
            server.createBucket("listing-faults");
            S3Server.configure("listing-faults", relay.port(), hadoop);
            for (int i = 0; i < 20; i++) {
                server.put("listing-faults", "logs/" + i % 5 + "/" + i + ".json", CONTENT);
            }
            Path folder = new Path("s3://listing-faults/logs");
            FileSystem files = folder.getFileSystem(hadoop);
            relay.spoil(8, head -> head.contains("list-type=2"), new Fault.Answer(503, "SlowDown"));
            relay.spoil(2, head -> head.contains("list-type=2"), new Fault.Reset(300));
            assertThat(FolderListing.below(files, folder).files()).hasSize(20);
            assertThat(relay.faultsLeft()).isZero();

            relay.spoil(1000, head -> head.contains("list-type=2"), new Fault.Answer(400, "ExpiredToken"));
            assertThatThrownBy(() -> FolderListing.below(files, folder)).hasMessageContaining("ExpiredToken");
        }
    }

    @Test
    void anEmptyPrefixHasNoFiles() throws Exception {
        S3Server server = S3Server.shared();
        server.createBucket("listing-empty");
        S3Server.configure("listing-empty", server.port(), hadoop);
        Path folder = new Path("s3a://listing-empty/");
        assertThat(FolderListing.below(folder.getFileSystem(hadoop), folder).files())
                .isEmpty();
        Path missing = new Path("s3a://listing-empty/missing");
        assertThatThrownBy(() -> missing.getFileSystem(hadoop).getFileStatus(missing))
                .isInstanceOf(FileNotFoundException.class);
    }

    private static Configuration configuration() {
        Configuration hadoop = new Configuration();
        S3Settings.sparkSettings().forEach((key, value) -> hadoop.set(key.substring("spark.hadoop.".length()), value));
        hadoop.set("fs.s3a.attempts.maximum", "1"); // S3A's own retries are quick, those of the SDK below it are not
        hadoop.set("fs.s3a.retry.interval", "10ms");
        hadoop.set("fs.s3a.retry.throttle.interval", "10ms");
        return hadoop;
    }
}
