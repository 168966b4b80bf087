package dev.hone.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.FaultyRelay;
import dev.hone.FaultyRelay.Fault;
import dev.hone.S3Server;
import dev.hone.storage.S3Settings;
import io.delta.storage.CloseableIterator;
import io.delta.storage.LogStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

/** Commits to a real S3 server, over a line that loses what it should not. */
class TestConditionalPutLogStore {

    private final S3Server server = S3Server.shared();

    @Test
    void ofDriversThatCommitTheSameVersionExactlyOneWins() throws Exception {
        int drivers = 4;
        int versions = 25;
        server.createBucket("race");
        CyclicBarrier start = new CyclicBarrier(drivers);
        ExecutorService threads = Executors.newFixedThreadPool(drivers);
        List<Future<List<Integer>>> running = new ArrayList<>();
        for (int driver = 0; driver < drivers; driver++) {
            String name = "driver " + driver;
            running.add(threads.submit(() -> {
                Configuration own = configuration("race", server.port());
                own.setBoolean("fs.s3a.impl.disable.cache", true); // as another process: nothing is shared
                LogStore store = new ConditionalPutLogStore(own);
                List<Integer> won = new ArrayList<>();
                for (int version = 0; version < versions; version++) {
                    start.await();
                    if (commits(store, path("race", version), name, own)) {
                        won.add(version);
                    }
                }
                return won;
            }));
        }
        int wins = 0;
        for (int driver = 0; driver < drivers; driver++) {
            for (int version : running.get(driver).get()) {
                assertThat(content("race", version)).isEqualTo("driver " + driver + "\n");
                wins++;
            }
        }
        threads.shutdown();
        assertThat(wins).as("one winner for each version").isEqualTo(versions);
    }

    @Test
    void aCommitWhoseAnswerWasLostIsKnownAsOwn() throws Exception {
        try (FaultyRelay relay = new FaultyRelay(server.port())) {
            server.createBucket("lost-answers");
            Configuration hadoop = configuration("lost-answers", relay.port());
            LogStore store = new ConditionalPutLogStore(hadoop);

            relay.spoil(1, head -> head.startsWith("PUT"), new Fault.Reset(40));
            assertThat(commits(store, path("lost-answers", 0), "mine", hadoop)).isTrue();
            assertThat(relay.faultsLeft()).isZero();
            assertThat(commits(store, path("lost-answers", 0), "mine", hadoop))
                    .as("the same words, but another commit")
                    .isFalse();

            relay.spoil(1, head -> head.startsWith("PUT"), new Fault.Reset(40));
            server.put("lost-answers", key(1), "theirs\n".getBytes(StandardCharsets.UTF_8));
            assertThat(commits(store, path("lost-answers", 1), "mine", hadoop)).isFalse();
            assertThat(content("lost-answers", 1)).isEqualTo("theirs\n");
        }
    }

    @Test
    void aServerThatIsBusyIsAskedAgainAndOneThatRefusesIsAnError() throws Exception {
        try (FaultyRelay relay = new FaultyRelay(server.port())) {
            server.createBucket("busy");
            Configuration hadoop = configuration("busy", relay.port());
            hadoop.set(
                    "fs.s3a.attempts.maximum", "1"); // S3A's own retries are quick, those of the SDK below it are not
            LogStore store = new ConditionalPutLogStore(hadoop);

            relay.spoil(7, head -> head.startsWith("PUT"), new Fault.Answer(503, "SlowDown"));
            relay.spoil(2, head -> head.startsWith("PUT"), new Fault.Answer(409, "ConditionalRequestConflict"));
            assertThat(commits(store, path("busy", 0), "mine", hadoop)).isTrue();
            assertThat(relay.faultsLeft()).isZero();

            relay.spoil(1000, head -> true, new Fault.Answer(400, "ExpiredToken"));
            assertThatThrownBy(() -> commits(store, path("busy", 1), "mine", hadoop))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("ExpiredToken");
            relay.heal();
            assertThat(server.keys("busy", "table/")).containsExactly(key(0));
        }
    }

    @Test
    void aCommitIsEncryptedAndPaidForAsTheSettingsSay() throws Exception {
        try (FaultyRelay relay = new FaultyRelay(server.port())) {
            server.createBucket("kms");
            Configuration hadoop = configuration("kms", relay.port());
            hadoop.set("fs.s3a.bucket.kms.encryption.algorithm", "SSE-KMS");
            hadoop.set("fs.s3a.bucket.kms.encryption.key", "arn:aws:kms:us-east-1:111122223333:key/k");
            hadoop.set("fs.s3a.bucket.kms.requester.pays.enabled", "true");
            commits(new ConditionalPutLogStore(hadoop), path("kms", 0), "mine", hadoop);
            assertThat(relay.heads().stream().filter(head -> head.startsWith("PUT")))
                    .singleElement()
                    .asString()
                    .containsIgnoringCase("if-none-match: *")
                    .containsIgnoringCase("x-amz-server-side-encryption: aws:kms")
                    .containsIgnoringCase(
                            "x-amz-server-side-encryption-aws-kms-key-id: arn:aws:kms:us-east-1:111122223333:key/k")
                    .containsIgnoringCase("x-amz-request-payer: requester");
        }
    }

    @Test
    void theLogIsReadAndListedFromAVersionOn() throws Exception {
        server.createBucket("log");
        Configuration hadoop = configuration("log", server.port());
        LogStore store = new ConditionalPutLogStore(hadoop);
        for (int version = 0; version < 3; version++) {
            store.write(path("log", version), List.of("a" + version, "b").iterator(), false, hadoop);
        }
        store.write(path("log", 1), List.of("replaced").iterator(), true, hadoop);
        List<String> names = new ArrayList<>();
        store.listFrom(path("log", 1), hadoop)
                .forEachRemaining(status -> names.add(status.getPath().getName()));
        assertThat(names).containsExactly("00000000000000000001.json", "00000000000000000002.json");
        try (CloseableIterator<String> lines = store.read(path("log", 2), hadoop)) {
            assertThat((Iterator<String>) lines).toIterable().containsExactly("a2", "b");
        }
        assertThat(content("log", 1)).isEqualTo("replaced\n");
        assertThat(store.isPartialWriteVisible(path("log", 1), hadoop)).isFalse();
    }

    private static boolean commits(LogStore store, Path path, String line, Configuration hadoop) throws IOException {
        try {
            store.write(path, List.of(line).iterator(), false, hadoop);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private static Configuration configuration(String bucket, int port) {
        Configuration hadoop = new Configuration();
        S3Settings.sparkSettings().forEach((key, value) -> hadoop.set(key.substring("spark.hadoop.".length()), value));
        S3Server.configure(bucket, port, hadoop);
        hadoop.set("fs.s3a.retry.interval", "10ms");
        hadoop.set("fs.s3a.retry.throttle.interval", "10ms");
        return hadoop;
    }

    private static Path path(String bucket, int version) {
        return new Path("s3a://" + bucket + "/" + key(version));
    }

    private static String key(int version) {
        return "table/_delta_log/%020d.json".formatted(version);
    }

    private String content(String bucket, int version) {
        return new String(server.content(bucket, key(version)), StandardCharsets.UTF_8);
    }
}
