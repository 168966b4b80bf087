package dev.hone.judge;

import dev.hone.error.StorageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Where the journals of one warehouse are on this machine: in the warehouse, or in the home of the user where that is in a store. A journal
 * is named after the run, the process that wrote it and the number of its commit.
 */
record JournalFolder(Path folder) {

    private static final Pattern NAME = Pattern.compile("(.*)~(.+)~(\\d+)\\.jsonl");
    private static final int SHOWN_DIGITS = 16;

    /**
     * A journal of a process.
     *
     * @param runId that it asked for
     * @param writer the process
     * @param number of its commit
     */
    record Name(Path file, String runId, String writer, long number) {}

    static JournalFolder of(String warehouse) {
        return new JournalFolder(
                warehouse.contains(":/")
                        ? Path.of(
                                System.getProperty("user.home"),
                                ".hone",
                                "judge-journal",
                                DigestUtils.sha256Hex(warehouse).substring(0, SHOWN_DIGITS))
                        : Path.of(warehouse, "_judge_journal"));
    }

    Path file(String runId, String writer, long number) {
        return folder.resolve(runId + "~" + writer + "~" + number + ".jsonl");
    }

    /** The journals of processes that have ended without a commit, each process' in order. */
    List<Name> left() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.flatMap(file -> {
                        Matcher name = NAME.matcher(file.getFileName().toString());
                        return name.matches()
                                ? Stream.of(new Name(file, name.group(1), name.group(2), Long.parseLong(name.group(3))))
                                : Stream.empty();
                    })
                    .filter(name -> isLeft(name.file()))
                    .sorted(Comparator.comparing(Name::writer).thenComparing(Name::number))
                    .toList();
        } catch (IOException e) {
            throw new StorageException("The journals of judges' answers in " + folder + " cannot be read: " + e, e);
        }
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new StorageException("The journal of judges' answers " + file + " cannot be deleted: " + e, e);
        }
    }

    /** A process that lives holds the lock of its journal. */
    private static boolean isLeft(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (OverlappingFileLockException | NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new StorageException("The journal of judges' answers " + file + " cannot be read: " + e, e);
        }
    }
}
