import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.grader.reply.ReplyStores;
import dev.hone.judge.JudgeCache;
import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardFunctions;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardResult;
import dev.hone.table.Warehouse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * How fast rewards are computed: reads pairs of answer and reference (a JSON array of two texts a line), scores all of them several times after
 * a warm-up, and prints the best time as JSON. Run by scripts/benchmarks/score.py.
 *
 * <p>{@code sql ROWS_FILE KIND PARAMETERS COPIES}: one Spark job over the SQL function, on all cores, over a table in memory.
 * {@code rows ROWS_FILE DEFINITION VERDICTS}: one thread, row by row; writes the rewards.
 * {@code batches ROWS_FILE DEFINITION SIZE}: one thread, batch by batch, as a task calls a reward.
 * {@code remembered ROWS_FILE DEFINITION WAREHOUSE COPIES}: a judge all of whose answers were paid before, by this run and by an earlier
 * one, on all cores; each row as often as there are copies, with a text of its own.
 */
public final class ScoreSpeed {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PASSES = 9;
    private static final double WARM_UP_SECONDS = 6;
    private static final int LATER_RUNS = 6;
    private static final int BATCH = 4096;

    /** Seconds of the clock, and of the threads of this process. */
    private record Time(double seconds, double cpuSeconds) {}

    private interface Pass {
        void run() throws Exception;
    }

    private ScoreSpeed() {}

    public static void main(String[] args) throws Exception {
        List<RewardInput> inputs = read(Path.of(args[1]));
        switch (args[0]) {
            case "sql" -> sql(inputs, args[2], args[3], Integer.parseInt(args[4]));
            case "rows" -> rows(inputs, RewardDefinition.ofJson("", args[2]), Path.of(args[3]));
            case "remembered" -> remembered(inputs, RewardDefinition.ofJson("", args[2]), args[3], Integer.parseInt(args[4]));
            case "batches" -> batches(inputs, RewardDefinition.ofJson("", args[2]), Integer.parseInt(args[3]));
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static List<RewardInput> read(Path file) throws IOException {
        List<RewardInput> inputs = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode pair = JSON.readTree(line);
            inputs.add(new RewardInput(
                    "[]",
                    pair.get(0).asText(),
                    Optional.of(pair.get(1).asText()),
                    Optional.empty(),
                    "p" + inputs.size(),
                    0));
        }
        return inputs;
    }

    private static void sql(List<RewardInput> inputs, String kind, String parameters, int copies) throws Exception {
        SparkSession spark = session().getOrCreate();
        List<Row> rows = inputs.stream()
                .map(input ->
                        RowFactory.create(input.completion(), input.reference().orElseThrow()))
                .toList();
        Dataset<Row> answers = spark.createDataFrame(rows, StructType.fromDDL("completion STRING, reference STRING"))
                .crossJoin(spark.range(copies))
                .drop("id")
                .repartition(Runtime.getRuntime().availableProcessors())
                .persist(StorageLevel.MEMORY_ONLY());
        answers.createOrReplaceTempView("answers");
        long total = answers.count();
        String query = "SELECT count(r.reward), sum(r.reward) FROM (SELECT hone_" + kind + "(completion, reference, '"
                + parameters + "') r FROM answers)";
        double[] sum = new double[1];
        Time best = best(() -> {
            Row row = spark.sql(query).first();
            require(row.getLong(0) == total, "every row must have a reward");
            sum[0] = row.getDouble(1);
        });
        print(total, sum[0], best);
        spark.stop();
    }

    private static void rows(List<RewardInput> inputs, RewardDefinition definition, Path verdicts) throws Exception {
        double[] rewards = new double[inputs.size()];
        try (RewardFunction function = create(definition)) {
            Time best = best(() -> {
                for (int i = 0; i < rewards.length; i++) {
                    RewardInput input = inputs.get(i);
                    rewards[i] = RewardResult.attempt(() -> function.score(input))
                            .reward()
                            .orElse(Double.NaN);
                }
            });
            Files.writeString(
                    verdicts, Arrays.stream(rewards).mapToObj(Double::toString).collect(Collectors.joining("\n")));
            print(rewards.length, Arrays.stream(rewards).sum(), best);
        }
    }

    private static void batches(List<RewardInput> inputs, RewardDefinition definition, int size) throws Exception {
        try (RewardFunction function = create(definition)) {
            double[] sum = new double[1];
            Time best = best(() -> {
                sum[0] = 0;
                for (int from = 0; from < inputs.size(); from += size) {
                    for (RewardResult result :
                            function.scoreBatch(inputs.subList(from, Math.min(inputs.size(), from + size)))) {
                        sum[0] += result.reward()
                                .orElseThrow(() ->
                                        new IllegalStateException(result.error().orElse("")));
                    }
                }
            });
            print(inputs.size(), sum[0], best);
        }
    }

    private static void remembered(List<RewardInput> some, RewardDefinition definition, String folder, int copies)
            throws Exception {
        List<RewardInput> inputs = copies(some, copies);
        SparkSession spark = session()
                .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
                .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.sql.adaptive.enabled", "false")
                .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
                .config("spark.databricks.delta.snapshotPartitions", "2")
                .getOrCreate();
        Warehouse warehouse = new Warehouse(spark, folder);
        warehouse.createTables();
        Time[] within = new Time[1];
        JudgeCache.during(warehouse, "first", () -> {
            timed(() -> time(() -> pass(inputs, definition)));
            ReplyStores.current().commit();
            within[0] = timed(() -> best(() -> pass(inputs, definition)));
        });
        Time[] later = new Time[LATER_RUNS];
        for (int i = 0; i < LATER_RUNS; i++) {
            int run = i;
            JudgeCache.during(
                    warehouse, "later-" + run, () -> later[run] = timed(() -> time(() -> pass(inputs, definition))));
        }
        print(inputs.size(), Map.of("within", within[0], "first_later", later[0], "later", least(later)));
        spark.stop();
    }

    private static List<RewardInput> copies(List<RewardInput> some, int copies) {
        return IntStream.range(0, copies)
                .boxed()
                .flatMap(copy -> some.stream()
                        .map(input -> new RewardInput(
                                input.messages(),
                                input.completion() + " " + copy,
                                input.reference(),
                                input.metadata(),
                                input.promptId() + "-" + copy,
                                input.sample())))
                .toList();
    }

    /** All questions, from as many threads as there are cores: the driver scores with more. */
    private static void pass(List<RewardInput> inputs, RewardDefinition definition) {
        try (RewardFunction function = create(definition)) {
            IntStream.range(0, (inputs.size() + BATCH - 1) / BATCH)
                    .parallel()
                    .mapToObj(i -> inputs.subList(i * BATCH, Math.min(inputs.size(), (i + 1) * BATCH)))
                    .map(function::scoreBatch)
                    .flatMap(List::stream)
                    .forEach(result ->
                            require(result.reward().isPresent(), result.error().orElse("")));
        }
    }

    private static Time least(Time... times) {
        return new Time(
                Arrays.stream(times).mapToDouble(Time::seconds).min().orElseThrow(),
                Arrays.stream(times).mapToDouble(Time::cpuSeconds).min().orElseThrow());
    }

    private static void print(int rows, Map<String, Time> times) throws IOException {
        Map<String, Object> line = new HashMap<>(Map.of("rows", rows));
        times.forEach((name, time) -> {
            line.put(name + "_seconds", time.seconds());
            line.put(name + "_cpu_seconds", time.cpuSeconds());
        });
        System.out.println(JSON.writeValueAsString(line));
    }

    private static Time timed(Callable<Time> work) {
        try {
            return work.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static SparkSession.Builder session() {
        return SparkSession.builder()
                .master("local[*]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1");
    }

    /** A definition whose kind stands among its keys, as in a specification. */
    private static RewardFunction create(RewardDefinition definition) {
        return RewardFunctions.create(RewardDefinition.fromMap(definition.parameters()));
    }

    /** The fastest of some passes: what the machine does beside this one only makes a pass slower. */
    private static Time best(Pass pass) throws Exception {
        for (long start = System.nanoTime(); (System.nanoTime() - start) / 1e9 < WARM_UP_SECONDS; ) {
            pass.run();
        }
        Time best = new Time(Double.MAX_VALUE, Double.MAX_VALUE);
        for (int i = 0; i < PASSES; i++) {
            Time time = time(pass);
            best = least(best, time);
        }
        return best;
    }

    private static Time time(Pass pass) throws Exception {
        long start = System.nanoTime();
        long cpu = cpuNanos();
        pass.run();
        return new Time((System.nanoTime() - start) / 1e9, (cpuNanos() - cpu) / 1e9);
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException(what);
        }
    }

    private static void print(long rows, double sum, Time best) throws IOException {
        System.out.println(JSON.writeValueAsString(
                Map.of("rows", rows, "sum", sum, "seconds", best.seconds(), "cpu_seconds", best.cpuSeconds())));
    }
}
