package dev.hone.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.SparkTest;
import dev.hone.grader.reply.ReplyJournal;
import dev.hone.grader.reply.ReplyStore;
import dev.hone.grader.reply.ReplyStores;
import dev.hone.grader.reply.StoredReply;
import dev.hone.table.Warehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was paid for survives commits, other runs and kills, and is in the table once. */
class TestJudgeCache extends SparkTest {

    private Warehouse warehouse;

    @BeforeEach
    void openWarehouse() {
        warehouse = new Warehouse(spark(), folder.resolve("warehouse").toString());
    }

    @Test
    void answersAreInTheJournalAtOnceAndInTheTableAfterTheCommit() throws IOException {
        JudgeCache.during(warehouse, "run-1", () -> {
            ReplyStore store = ReplyStores.current();
            store.keep(reply(1)).join();
            assertThat(journals()).hasSize(1).allSatisfy(file -> assertThat(ReplyJournal.read(file))
                    .containsExactly(reply(1)));
            assertThat(warehouse.judgeCache().exists()).isFalse();

            store.commit();

            assertThat(journals()).isEmpty();
            assertThat(warehouse.judgeCache().read().count()).isEqualTo(1);
            store.keep(reply(2)).join();
        });
        assertThat(warehouse.judgeCache().read().count())
                .as("with what the end committed")
                .isEqualTo(2);
        assertThat(ReplyStores.current()).isSameAs(ReplyStore.NONE);
    }

    @Test
    void anotherRunFindsWhatTheFirstHasPaid() {
        JudgeCache.during(warehouse, "run-1", () -> IntStream.range(0, 300)
                .forEach(i -> ReplyStores.current().keep(reply(i)).join()));

        JudgeCache.during(warehouse, "run-2", () -> {
            ReplyStore store = ReplyStores.current();
            List<CompletableFuture<Boolean>> found = IntStream.range(0, 600)
                    .mapToObj(i -> store.find("judge-1", reply(i).key())
                            .thenApply(reply -> reply.filter(there -> there.equals(reply(i)))
                                    .isPresent()))
                    .toList();
            assertThat(found.stream().filter(CompletableFuture::join)).hasSize(300);
            assertThat(store.takeCounts().cached()).isEqualTo(300);
            assertThat(store.spentMicroUsd("judge-1")).as("of this run").isZero();
        });
        JudgeCache.during(
                warehouse, "run-1", () -> assertThat(ReplyStores.current().spentMicroUsd("judge-1"))
                        .isEqualTo(300 * 20));
    }

    @Test
    void whatAnotherProcessCommitsMeanwhileIsFound() {
        JudgeCache.during(
                warehouse, "run-1", () -> ReplyStores.current().keep(reply(1)).join());

        JudgeCache.during(warehouse, "run-2", () -> {
            ReplyStore store = ReplyStores.current();
            assertThat(store.find("judge-1", reply(1).key()).join()).contains(reply(1));
            assertThat(store.find("judge-1", reply(2).key()).join()).isEmpty();
            warehouse.judgeCache().append("another", 1, StoredRows.of("run-3", List.of(reply(2))));
            assertThat(store.find("judge-1", reply(2).key()).join()).contains(reply(2));
            store.keep(reply(3)).join();
            store.commit();
            assertThat(store.find("judge-1", reply(3).key()).join()).contains(reply(3));
            assertThat(store.find("judge-1", reply(4).key()).join()).isEmpty();
        });
    }

    @Test
    void memoryIsBoundedAndAnswersUsedLongestAgoAreForgotten() {
        HeldReplies held = new HeldReplies(2 * 420);
        held.hold(reply(1));
        held.hold(reply(2));
        assertThat(held.find("key-1")).contains(reply(1));
        assertThat(held.hasForgotten()).isFalse();

        held.hold(reply(3));

        assertThat(held.find("key-2")).isEmpty();
        assertThat(held.find("key-1")).contains(reply(1));
        assertThat(held.hasForgotten()).isTrue();
    }

    @Test
    void whatMemoryHasForgottenIsFoundInTheTable() {
        JudgeCache.during(warehouse, "run-1", () -> IntStream.range(0, 20)
                .forEach(i -> ReplyStores.current().keep(reply(i)).join()));
        PaidReplies paid = new PaidReplies(warehouse.judgeCache(), 5 * 420);
        Set<Lookups.Wanted> wanted = IntStream.range(0, 30)
                .mapToObj(i -> new Lookups.Wanted("judge-1", reply(i).key()))
                .collect(Collectors.toSet());

        assertThat(paid.find(wanted))
                .hasSize(20)
                .containsEntry("key-0", reply(0))
                .containsEntry("key-19", reply(19));
    }

    @Test
    void whatAKilledProcessHasLeftIsBroughtInOnceWheneverTheKillCame() throws IOException {
        Path journal = folder.resolve("warehouse/_judge_journal/run-1~killed~1.jsonl");
        try (ReplyJournal left = ReplyJournal.create(journal)) {
            left.append(reply(1)).join();
            left.append(reply(2)).join();
        }
        byte[] lines = Files.readAllBytes(journal);

        JudgeCache.during(warehouse, "run-1", () -> assertThat(
                        ReplyStores.current().find("judge-1", reply(2).key()).join())
                .contains(reply(2)));

        assertThat(journals()).isEmpty();
        Files.write(journal, lines); // as if the kill had come after the commit
        JudgeCache.during(warehouse, "run-2", () -> assertThat(journals()).isEmpty());
        assertThat(warehouse.judgeCache().read().count()).isEqualTo(2);
        assertThat(warehouse.judgeCache().spentMicroUsd("run-1", "judge-1")).isEqualTo(40);
    }

    @Test
    void theJournalOfAProcessThatLivesIsLeftAlone() {
        Path journal = folder.resolve("warehouse/_judge_journal/run-1~alive~1.jsonl");
        try (ReplyJournal alive = ReplyJournal.create(journal)) {
            alive.append(reply(1)).join();
            JudgeCache.during(warehouse, "run-2", () -> assertThat(journals()).containsExactly(journal));
        }
    }

    private List<Path> journals() {
        Path journals = folder.resolve("warehouse/_judge_journal");
        if (!Files.exists(journals)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(journals)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StoredReply reply(int number) {
        return new StoredReply(
                "key-" + number,
                "judge-1",
                "answer " + number,
                "stop",
                10,
                2,
                OptionalLong.of(20),
                7,
                Instant.parse("2026-11-30T20:00:00.123456Z"));
    }
}
