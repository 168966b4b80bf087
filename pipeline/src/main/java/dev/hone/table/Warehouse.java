package dev.hone.table;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** All tables of one warehouse path. */
public final class Warehouse {

    private final SparkSession spark;
    private final String path;

    public Warehouse(SparkSession spark, String path) {
        this.spark = spark;
        this.path = absolute(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }

    /** Delta takes a relative path for the name of a table. */
    private static String absolute(String path) {
        return path.contains(":/")
                ? path
                : Path.of(path).toAbsolutePath().normalize().toString();
    }

    public SparkSession spark() {
        return spark;
    }

    public String path() {
        return path;
    }

    /** Where a run keeps its checkpoints and its lock. */
    public String runPath(String runId) {
        return path + "/_runs/" + runId;
    }

    public PromptsTable prompts() {
        return new PromptsTable(this);
    }

    public QuarantineTable quarantine() {
        return new QuarantineTable(this);
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

    /** Every table, in the order of the pipeline. */
    public List<HoneTable> tables() {
        return List.of(prompts(), quarantine(), runs(), rollouts(), scores(), steps(), checkpoints(), evaluations());
    }

    /** Creates the tables that do not exist yet; does nothing to those that do. */
    public void createTables() {
        tables().forEach(HoneTable::createIfAbsent);
    }

    /** Makes the existing tables, and the views over them, known to SQL in this session. */
    public void registerViews() {
        tables().stream().filter(HoneTable::exists).forEach(HoneTable::registerView);
        ShippedView.registerAll(this);
    }
}
