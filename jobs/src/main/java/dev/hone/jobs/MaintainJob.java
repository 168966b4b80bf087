package dev.hone.jobs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.error.ConfigException;
import dev.hone.run.RetainCheckpoints;
import dev.hone.schema.RunRow;
import dev.hone.storage.run.IdleRun;
import dev.hone.table.HoneTable;
import dev.hone.table.TableUpkeep;
import dev.hone.table.Warehouse;
import dev.hone.table.WarehouseMigration;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.SparkUserAppException;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code hone maintain}: what the tables of a warehouse need now and then, while nothing else uses them. The table {@code prompts} is left
 * as it is: each run reads it at the version that it was created with.
 */
@Command(
        name = "maintain",
        mixinStandardHelpOptions = true,
        description =
                "put the many small files of the tables together, delete what nobody needs any more, and give tables of"
                        + " an earlier version their names of today; without an option it says what it would do")
public final class MaintainJob extends SparkJob {

    private static final int DEFAULT_KEEP = 2;

    @Mixin
    private WarehouseOptions options;

    @Option(
            names = "--migrate",
            description = "rename tables, columns and metrics that an earlier version named otherwise")
    private boolean migrate;

    @Option(names = "--optimize", description = "put the small files of each table together")
    private boolean optimize;

    @Option(names = "--vacuum", description = "delete files that no version of the last hours needs")
    private boolean vacuum;

    @Option(
            names = "--retain-hours",
            paramLabel = "HOURS",
            description = "with --vacuum: hours whose versions stay readable (default: ${DEFAULT-VALUE})")
    private int retainHours = TableUpkeep.SAFE_HOURS;

    @Option(
            names = "--checkpoints",
            paramLabel = "KEEP",
            description =
                    "delete checkpoints of runs that nobody works on, except the start, the last KEEP good ones, the"
                            + " tuned one and those that were exported")
    private Integer keep;

    @Option(names = "--dry-run", description = "say what would go, and how many bytes; changes nothing")
    private boolean dryRun;

    @Mixin
    private OutputOptions output;

    public static void main(String[] args) throws SparkUserAppException {
        Commands.main(new MaintainJob(), args);
    }

    @Override
    void check(PrintStream out) {
        options.check();
        if (keep != null && keep < 1) {
            throw new ConfigException("--checkpoints must be at least 1, or no run could go on");
        }
        if (retainHours < 0) {
            throw new ConfigException("--retain-hours must not be negative");
        }
        if (migrate && dryRun) {
            throw new ConfigException("--migrate renames at once, and only what has an old name. Leave out --dry-run");
        }
    }

    @Override
    String whatStays() {
        return "what was renamed, put together or deleted stays so; start the same command again";
    }

    @Override
    void execute(SparkSession spark, PrintStream out) {
        PrintStream messages = output.messages(out);
        if (migrate) {
            new WarehouseMigration(options.openUnchecked(spark)).run(messages::println);
        }
        boolean all = !optimize && !vacuum && keep == null;
        if (migrate && all) {
            output.result(out, "", () -> JsonNodeFactory.instance.objectNode().put("migrated", true));
            return;
        }
        maintain(options.open(spark), all, out, messages);
    }

    private void maintain(Warehouse warehouse, boolean all, PrintStream out, PrintStream messages) {
        boolean plan = dryRun || all;
        if (!plan && (optimize || vacuum)) {
            requireNoLiveRun(warehouse);
        }
        ObjectNode result = JsonNodeFactory.instance.objectNode().put("dry_run", plan);
        long bytes = 0;
        if (keep != null || all) {
            bytes += checkpoints(warehouse, plan, result.putArray("checkpoints"), messages);
        }
        if (optimize || all) {
            optimize(warehouse, plan, result.putArray("optimized"), messages);
        }
        if (vacuum || all) {
            bytes += vacuum(warehouse, plan, result.putArray("vacuumed"), messages);
        }
        result.put("bytes", bytes);
        String text = plan
                ? size(bytes) + " would be deleted; nothing was changed."
                        + (all ? " --optimize, --vacuum and --checkpoints " + DEFAULT_KEEP + " do it." : "")
                : size(bytes) + " deleted.";
        output.result(out, text + "\n", () -> result);
    }

    private long checkpoints(Warehouse warehouse, boolean plan, ArrayNode result, PrintStream messages) {
        if (!warehouse.runs().exists()) {
            return 0;
        }
        RetainCheckpoints retain = new RetainCheckpoints(warehouse, keep == null ? DEFAULT_KEEP : keep);
        long bytes = 0;
        for (RetainCheckpoints.Retained run : plan ? retain.plan() : retain.execute()) {
            ObjectNode fields = result.addObject().put("run", run.runId()).put("live", run.live());
            run.deleted().forEach(fields.putArray("deleted")::add);
            run.kept().forEach(fields.putArray("kept")::add);
            fields.put("bytes", run.bytes());
            messages.println("checkpoints of " + run.runId() + ": " + text(run, plan));
            bytes += run.bytes();
        }
        return bytes;
    }

    private static String text(RetainCheckpoints.Retained run, boolean plan) {
        if (run.live()) {
            return "left alone, a driver works on the run";
        }
        String kept = "kept " + steps(run.kept());
        return run.deleted().isEmpty()
                ? kept
                : (plan ? "would delete " : "deleted ") + steps(run.deleted()) + ", " + size(run.bytes()) + "; " + kept;
    }

    private static String steps(Set<Integer> steps) {
        return steps.isEmpty()
                ? "none"
                : steps.stream().map(String::valueOf).collect(Collectors.joining(", ", "step ", ""));
    }

    private static void optimize(Warehouse warehouse, boolean plan, ArrayNode result, PrintStream messages) {
        for (HoneTable<?> table : tables(warehouse)) {
            TableUpkeep upkeep = new TableUpkeep(table);
            TableUpkeep.Files files = plan ? upkeep.small() : upkeep.compact();
            add(result, table, files);
            if (files.count() > 0) {
                messages.println(table.definition().name() + ": " + (plan ? "would put together " : "put together ")
                        + text(files));
            }
        }
    }

    private long vacuum(Warehouse warehouse, boolean plan, ArrayNode result, PrintStream messages) {
        long bytes = 0;
        for (HoneTable<?> table : tables(warehouse)) {
            TableUpkeep upkeep = new TableUpkeep(table);
            TableUpkeep.Files files = plan ? upkeep.unused(retainHours) : upkeep.deleteUnused(retainHours);
            add(result, table, files);
            if (files.count() > 0) {
                messages.println(
                        table.definition().name() + ": " + (plan ? "would delete " : "deleted ") + text(files));
            }
            bytes += files.bytes();
        }
        return bytes;
    }

    private static void add(ArrayNode result, HoneTable<?> table, TableUpkeep.Files files) {
        result.addObject()
                .put("table", table.definition().name())
                .put("files", files.count())
                .put("bytes", files.bytes());
    }

    private static List<HoneTable<?>> tables(Warehouse warehouse) {
        return warehouse.tablesWithJudgeCache().stream()
                .filter(table -> !table.path().equals(warehouse.prompts().path()))
                .filter(HoneTable::exists)
                .toList();
    }

    /** A commit of a run that meets another one of the same table ends the run. */
    private static void requireNoLiveRun(Warehouse warehouse) {
        if (!warehouse.runs().exists()) {
            return;
        }
        String live = warehouse.runs().all().stream()
                .filter(run -> IdleRun.isLive(
                        warehouse.runPath(run.runId()),
                        run,
                        warehouse.spark().sparkContext().hadoopConfiguration()))
                .map(RunRow::runId)
                .collect(Collectors.joining(", "));
        if (!live.isEmpty()) {
            throw new ConfigException(
                    "tables are not maintained while a run writes to them, and a driver works on " + live
                            + ". Wait for it, or end it by hone stop; --checkpoints and --dry-run can be used meanwhile");
        }
    }

    private static String text(TableUpkeep.Files files) {
        return files.count() + " files, " + size(files.bytes());
    }

    private static String size(long bytes) {
        if (bytes < 1_000_000) {
            return String.format(Locale.ROOT, "%,.1f kB", bytes / 1e3);
        }
        return bytes < 1_000_000_000
                ? String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%,.1f GB", bytes / 1e9);
    }
}
