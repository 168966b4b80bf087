package dev.hone.table;

import dev.hone.schema.QuarantineColumns;
import dev.hone.schema.SkippedRecordColumns;
import dev.hone.schema.StoredRow;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** All tables of one warehouse path. */
public final class Warehouse {

    private final SparkSession spark;
    private final String path;

    public Warehouse(SparkSession spark, String path) {
        this.spark = spark;
        this.path = absolute(path);
    }

    /**
     * The tables of a path, for a command that reads or writes them.
     *
     * @throws dev.hone.error.ConfigException when they have the names of another version
     */
    public static Warehouse open(SparkSession spark, String path) {
        Warehouse warehouse = new Warehouse(spark, path);
        new WarehouseLayout(warehouse).require();
        return warehouse;
    }

    /** Delta takes a relative path for the name of a table. */
    private static String absolute(String path) {
        String folder = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return folder.contains(":/")
                ? folder
                : Path.of(folder).toAbsolutePath().normalize().toString();
    }

    public SparkSession spark() {
        return spark;
    }

    public String path() {
        return path;
    }

    /** Where a run keeps its checkpoints and its lock. */
    public String runPath(String runId) {
        return runPath(path, runId);
    }

    /** The same of the warehouse at a path, without Spark. */
    public static String runPath(String warehouse, String runId) {
        return absolute(warehouse) + "/_runs/" + runId;
    }

    public PromptsTable prompts() {
        return new PromptsTable(this);
    }

    public HoneTable<StoredRow> quarantine() {
        return new HoneTable<>(this, QuarantineColumns.TABLE);
    }

    public HoneTable<StoredRow> skippedRecords() {
        return new HoneTable<>(this, SkippedRecordColumns.TABLE);
    }

    public IngestedFilesTable ingestedFiles() {
        return new IngestedFilesTable(this);
    }

    public RunsTable runs() {
        return new RunsTable(this);
    }

    public RolloutsTable rollouts() {
        return new RolloutsTable(this);
    }

    public ScoresTable scores() {
        return new ScoresTable(this);
    }

    public StepsTable steps() {
        return new StepsTable(this);
    }

    public CheckpointsTable checkpoints() {
        return new CheckpointsTable(this);
    }

    public EvaluationsTable evaluations() {
        return new EvaluationsTable(this);
    }

    public MajorityAnswersTable majorityAnswers() {
        return new MajorityAnswersTable(this);
    }

    public RescoresTable rescores() {
        return new RescoresTable(this);
    }

    public JudgeCacheTable judgeCache() {
        return new JudgeCacheTable(this);
    }

    /** The tables that every warehouse has, in the order of the pipeline. */
    public List<HoneTable<?>> tables() {
        return List.of(
                prompts(),
                quarantine(),
                skippedRecords(),
                ingestedFiles(),
                runs(),
                rollouts(),
                scores(),
                steps(),
                checkpoints(),
                evaluations(),
                majorityAnswers(),
                rescores());
    }

    /** All of them, with that of judges, which only runs with a judge have. */
    public List<HoneTable<?>> tablesWithJudgeCache() {
        return Stream.concat(tables().stream(), Stream.of(judgeCache())).toList();
    }

    /** Creates the tables that do not exist yet; does nothing to those that do. */
    public void createTables() {
        tables().forEach(HoneTable::createIfAbsent);
    }

    /** Makes the existing tables, and the views over them, known to SQL in this session. */
    public void registerViews() {
        registerViews(name -> true);
    }

    /**
     * Makes those of the existing tables, and of the views over them, known to SQL in this session that are wanted by their names.
     * Each table costs some tenths of a second.
     */
    public void registerViews(Predicate<String> wanted) {
        List<ShippedView> views = Stream.of(ShippedView.values())
                .filter(view -> wanted.test(view.viewName()))
                .toList();
        Set<String> registered = new HashSet<>();
        for (HoneTable<?> table : tablesWithJudgeCache()) {
            String name = table.definition().name();
            boolean needed = wanted.test(name)
                    || views.stream().anyMatch(view -> view.tables().contains(name));
            if (needed && (table.exists() || isEmptyInAnEarlierVersion(table))) {
                table.registerView();
                registered.add(name);
            }
        }
        views.stream().filter(view -> registered.containsAll(view.tables())).forEach(view -> view.register(this));
    }

    /** Evaluations of an earlier version have no majority answers beside them; views over both show what there is. */
    private boolean isEmptyInAnEarlierVersion(HoneTable<?> table) {
        return table instanceof MajorityAnswersTable && evaluations().exists();
    }
}
