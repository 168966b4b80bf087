package dev.hone.judge;

import dev.hone.grader.reply.ReplyCounts;
import dev.hone.grader.reply.ReplyJournal;
import dev.hone.grader.reply.ReplyStore;
import dev.hone.grader.reply.ReplyStores;
import dev.hone.grader.reply.StoredReply;
import dev.hone.spark.JobGroup;
import dev.hone.table.JudgeCacheTable;
import dev.hone.table.Warehouse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.spark.SparkContext;

/**
 * The answers of judges for one command on a warehouse: those since the last commit in a journal and in memory, all earlier ones in the
 * table. What a killed process has left in its journal is brought into the table first.
 */
public final class JudgeCache implements ReplyStore, AutoCloseable {

    private static final int SHARE_OF_HEAP = 16;

    private final JudgeCacheTable table;
    private final SparkContext context;
    private final JobGroup jobs;
    private final String runId;
    private final JournalFolder folder;
    private final String writer = UUID.randomUUID().toString();
    private final ExecutorService lookupThread = Executors.newSingleThreadExecutor(JudgeCache::daemon);
    private final PaidReplies paid;
    private final Lookups lookups;
    private List<StoredReply> uncommitted = new ArrayList<>();
    private Map<String, StoredReply> uncommittedByKey = new HashMap<>();
    private Optional<ReplyJournal> journal = Optional.empty();
    private long commits;
    private long calls;
    private long cached;

    private JudgeCache(Warehouse warehouse, String runId) {
        this.table = warehouse.judgeCache();
        this.context = warehouse.spark().sparkContext();
        this.jobs = JobGroup.current(context);
        this.runId = runId;
        this.folder = JournalFolder.of(warehouse.path());
        this.paid = new PaidReplies(table, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
        this.lookups = new Lookups(this::lookUp, lookupThread);
    }

    /**
     * Does work of a run, in which all judges of this process find and keep their answers here.
     *
     * @param runId that what is asked is paid for
     */
    public static void during(Warehouse warehouse, String runId, Runnable work) {
        JudgeCache cache = new JudgeCache(warehouse, runId);
        try (cache) {
            cache.folder.left().forEach(cache::bringIn);
            ReplyStores.install(cache);
            work.run();
        }
    }

    /** The table has it already where the process was killed after its commit. */
    private void bringIn(JournalFolder.Name left) {
        List<StoredReply> replies = ReplyJournal.read(left.file());
        if (!replies.isEmpty()) {
            table.append(left.writer(), left.number(), StoredRows.of(left.runId(), replies));
        }
        JournalFolder.delete(left.file());
    }

    @Override
    public CompletableFuture<Optional<StoredReply>> find(String model, String key) {
        Optional<StoredReply> known = known(key);
        return known.isPresent()
                ? CompletableFuture.completedFuture(known)
                : lookups.find(new Lookups.Wanted(model, key)).thenApply(this::counted);
    }

    @Override
    public CompletableFuture<Void> keep(StoredReply reply) {
        synchronized (this) {
            if (journal.isEmpty()) {
                journal = Optional.of(ReplyJournal.create(folder.file(runId, writer, commits + 1)));
            }
            calls++;
            uncommitted.add(reply);
            uncommittedByKey.put(reply.key(), reply);
            return journal.get().append(reply);
        }
    }

    @Override
    public long spentMicroUsd(String model) {
        long uncounted;
        synchronized (this) {
            uncounted = uncommitted.stream()
                    .filter(reply -> reply.model().equals(model))
                    .mapToLong(reply -> reply.costMicroUsd().orElse(0))
                    .sum();
        }
        return uncounted + table.spentMicroUsd(runId, model);
    }

    @Override
    public synchronized void commit() {
        if (journal.isEmpty()) {
            return;
        }
        journal.get().close();
        commits++;
        paid.append(writer, commits, runId, uncommitted);
        JournalFolder.delete(journal.get().file());
        journal = Optional.empty();
        uncommitted = new ArrayList<>();
        uncommittedByKey = new HashMap<>();
    }

    @Override
    public synchronized ReplyCounts takeCounts() {
        ReplyCounts counts = new ReplyCounts(calls, cached);
        calls = 0;
        cached = 0;
        return counts;
    }

    /** On the thread of the look-ups, whose labels are those of whatever was done when it was made. */
    private Map<String, StoredReply> lookUp(Set<Lookups.Wanted> wanted) {
        return jobs.run(
                context,
                () -> JobGroup.run(context, "JUDGE-CACHE", "looking up stored verdicts", () -> paid.find(wanted)));
    }

    private synchronized Optional<StoredReply> known(String key) {
        return counted(Optional.ofNullable(uncommittedByKey.get(key)).or(() -> paid.inMemory(key)));
    }

    private synchronized Optional<StoredReply> counted(Optional<StoredReply> found) {
        cached += found.isPresent() ? 1 : 0;
        return found;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "judge-cache");
        thread.setDaemon(true);
        return thread;
    }

    /** Brings what is left into the table. What cannot be brought there stays in the journal for the next start. */
    @Override
    public void close() {
        ReplyStores.remove(this);
        try {
            commit();
        } finally {
            lookupThread.shutdown();
        }
    }
}
