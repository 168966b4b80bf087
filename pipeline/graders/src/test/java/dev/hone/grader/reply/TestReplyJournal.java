package dev.hone.grader.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.error.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestReplyJournal {

    @TempDir
    private Path folder;

    @Test
    void everyAnswerThatIsKeptIsInTheFileBeforeItMayBeUsed() throws IOException {
        Path file = folder.resolve("new/journal.jsonl");
        ReplyJournal journal = ReplyJournal.create(file);
        for (int i = 0; i < 3; i++) {
            journal.append(reply(i)).join();
            assertThat(Files.readAllLines(file)).hasSize(i + 1);
        }
        journal.close();

        assertThat(ReplyJournal.read(file)).containsExactly(reply(0), reply(1), reply(2));
    }

    @Test
    void answersOfTheSameMomentAreAllThere() {
        Path file = folder.resolve("journal.jsonl");
        try (ReplyJournal journal = ReplyJournal.create(file)) {
            List<CompletableFuture<Void>> kept = IntStream.range(0, 2000)
                    .mapToObj(i -> journal.append(reply(i)))
                    .toList();
            kept.forEach(CompletableFuture::join);
        }

        assertThat(ReplyJournal.read(file))
                .isEqualTo(IntStream.range(0, 2000)
                        .mapToObj(TestReplyJournal::reply)
                        .toList());
    }

    @Test
    void aLastLineThatAKillHasTornIsLeftOutWhereverItIsTorn() throws IOException {
        Path file = folder.resolve("journal.jsonl");
        try (ReplyJournal journal = ReplyJournal.create(file)) {
            journal.append(reply(1)).join();
            journal.append(reply(2)).join();
        }
        byte[] whole = Files.readAllBytes(file);
        int second = new String(whole, StandardCharsets.UTF_8).indexOf('\n') + 1;
        for (int length = second; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(ReplyJournal.read(file)).containsExactly(reply(1));
        }
    }

    @Test
    void damageBeforeTheLastLineIsReportedAndNotReadOver() throws IOException {
        Path file = folder.resolve("journal.jsonl");
        try (ReplyJournal journal = ReplyJournal.create(file)) {
            journal.append(reply(1)).join();
        }
        Files.writeString(file, "no json\n", StandardOpenOption.APPEND);

        assertThatThrownBy(() -> ReplyJournal.read(file))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("is damaged after 1 answers");
    }

    @Test
    void aByteThatIsAnotherOneNowIsReportedAndNeverTakenForAVerdict() throws IOException {
        Path file = folder.resolve("journal.jsonl");
        try (ReplyJournal journal = ReplyJournal.create(file)) {
            journal.append(reply(1)).join();
        }
        byte[] flipped = Files.readAllBytes(file);
        for (int i = 0; i < flipped.length - 1; i++) {
            flipped[i] ^= 1;
            Files.write(file, flipped);
            assertThatThrownBy(() -> ReplyJournal.read(file)).isInstanceOf(StorageException.class);
            flipped[i] ^= 1;
        }
    }

    private static StoredReply reply(int number) {
        return new StoredReply(
                "key-" + number,
                "judge-1 at http://localhost",
                "ja, \"gut\"\n" + number,
                "stop",
                10,
                number,
                number % 2 == 0 ? OptionalLong.empty() : OptionalLong.of(number),
                7,
                Instant.parse("2026-11-30T20:00:00.123456Z"));
    }
}
