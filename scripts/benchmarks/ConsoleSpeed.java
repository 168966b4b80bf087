import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.metrics.Metric;
import dev.hone.table.HoneTable;
import dev.hone.table.Warehouse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * How fast the console shows a long run: 10,000 steps and 500,000 completions of 64 tokens, in 100 commits. {@code FOLDER COMMAND…}: makes the
 * warehouse in the folder where it is not there yet, starts the command, which is that of the console, asks as its pages do, and prints a line of
 * JSON for each measure: the first time that it is asked, when nothing is read or compiled yet, and the median of later times, with the seconds that the
 * console's processors worked for it, which say more where the machine is busy with other things. Run by
 * scripts/benchmarks/console.py.
 */
public final class ConsoleSpeed {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int STEPS = 10_000;
    private static final int PROMPTS = 2_000;
    private static final int OF_A_STEP = 50;
    private static final int COMMITS = 100;
    private static final int LATER = 9;
    private static final int COMMANDS = 5;
    private static final String RUN = "long";
    private static final String RARE = "needle in the first steps";
    private static final String OFTEN = "invoices of step";
    private static final int MAX_MEGABYTES = 400;

    private ConsoleSpeed() {}

    public static void main(String[] args) throws Exception {
        Path warehouse = Path.of(args[0], "warehouse");
        if (!Files.exists(Path.of(args[0], "made"))) {
            make(warehouse);
            Files.writeString(Path.of(args[0], "made"), "");
        }
        List<String> command = new ArrayList<>(Arrays.asList(args).subList(1, args.length));
        command.addAll(List.of("--warehouse", warehouse.toString(), "--port", "0", "--state", args[0] + "/state"));
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            URI link = link(process);
            report("console, up", 2, line().put("seconds", seconds(start)).put("cpu_seconds", cpuSeconds(process)));
            measure(new Asking(link, process), process);
        } finally {
            process.destroy();
            process.waitFor(10, TimeUnit.SECONDS);
        }
        command("hone runs", List.of(args[1], "runs", "--warehouse", warehouse.toString()));
        command("hone show", List.of(args[1], "show", RUN, "--warehouse", warehouse.toString()));
    }

    /** A whole command, from its start to its end. */
    private static void command(String what, List<String> words) throws Exception {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < COMMANDS; i++) {
            long start = System.nanoTime();
            int code = new ProcessBuilder(words)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException(what + " has ended with " + code);
            }
            times.add(seconds(start));
        }
        times.sort(Comparator.naturalOrder());
        report(what, 2, line().put("seconds", times.get(COMMANDS / 2)));
    }

    private static void measure(Asking asking, Process process) throws Exception {
        report("console, all runs", 2, asking.timed("/api/runs").line());
        print("console, page of a run", 1, asking, step -> "/api/run/0/" + RUN);
        print("console, a step opened", 1, asking, step -> "/api/run/0/" + RUN + "/rollouts/" + step);
        search(asking, "console, search, first hit of many", OFTEN);
        search(asking, "console, search, the only hit in the oldest steps", RARE);
        double megabytes = megabytes(process);
        report("console, greatest memory", MAX_MEGABYTES, line().put("megabytes", megabytes));
    }

    private interface Question {
        String of(int step);
    }

    private static void print(String what, double limit, Asking asking, Question question) throws Exception {
        Random draw = new Random(7);
        Took first = asking.timed(question.of(1 + draw.nextInt(STEPS)));
        List<Took> later = new ArrayList<>();
        for (int i = 0; i < LATER; i++) {
            later.add(asking.timed(question.of(1 + draw.nextInt(STEPS))));
        }
        later.sort(Comparator.comparingDouble(Took::seconds));
        Took middle = later.get(LATER / 2);
        report(what, limit, first.line().put("later_seconds", middle.seconds()).put("later_cpu_seconds", middle.cpuSeconds()));
    }

    /** How long an answer took, and how long the console's processors worked meanwhile. */
    private record Took(double seconds, double cpuSeconds) {
        ObjectNode line() {
            return ConsoleSpeed.line().put("seconds", seconds).put("cpu_seconds", cpuSeconds);
        }
    }

    private static void search(Asking asking, String what, String text) throws Exception {
        long start = System.nanoTime();
        double cpu = cpuSeconds(asking.console());
        double first = -1;
        try (BufferedReader events = asking.lines("/api/run/0/" + RUN + "/search?text=" + text.replace(" ", "%20"))) {
            for (String event = events.readLine(); !"event: end".equals(event); event = events.readLine()) {
                if (event == null || event.equals("event: problem")) {
                    throw new IllegalStateException("the search has failed: " + events.readLine());
                }
                first = first < 0 && event.equals("event: hit") ? seconds(start) : first;
            }
        }
        report(what, 2, line().put("seconds", first).put("whole_search_seconds", seconds(start)).put("whole_search_cpu_seconds", rounded(cpuSeconds(asking.console()) - cpu)));
    }

    private record Asking(Process console, HttpClient client, URI url, String key) {

        /** @param link as the console prints it */
        Asking(URI link, Process console) {
            this(
                    console,
                    HttpClient.newHttpClient(),
                    link.resolve("/"),
                    link.getFragment().substring("key=".length()));
        }

        private InputStream open(String path) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(url.resolve(path))
                    .header("Authorization", "Bearer " + key)
                    .build();
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(path + " is answered with status " + response.statusCode());
            }
            return response.body();
        }

        Took timed(String path) throws IOException, InterruptedException {
            double cpu = cpuSeconds(console);
            long start = System.nanoTime();
            try (InputStream body = open(path)) {
                body.readAllBytes();
            }
            return new Took(seconds(start), rounded(cpuSeconds(console) - cpu));
        }

        BufferedReader lines(String path) throws IOException, InterruptedException {
            return new BufferedReader(new InputStreamReader(open(path), StandardCharsets.UTF_8));
        }
    }

    private static URI link(Process console) throws IOException {
        BufferedReader said = new BufferedReader(new InputStreamReader(console.getInputStream(), StandardCharsets.UTF_8));
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.contains("#key=")) {
                return URI.create(line.substring(line.indexOf("http")));
            }
        }
        throw new IllegalStateException("the console has printed no link");
    }

    /** Of all its processors since it was started. */
    private static double cpuSeconds(Process console) {
        return console.info().totalCpuDuration().map(cpu -> rounded(cpu.toMillis() / 1e3)).orElse(Double.NaN);
    }

    /** The most that the console, and what it was started by, have had in memory at once. */
    private static double megabytes(Process console) {
        return Stream.concat(Stream.of(console.toHandle()), console.descendants())
                .mapToDouble(process -> peak(process.pid()))
                .max()
                .orElseThrow();
    }

    private static double peak(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new IllegalStateException("the memory of the console cannot be read", e);
        }
    }

    private static void make(Path folder) throws IOException {
        SparkSession spark = SparkSession.builder()
                .master("local[*]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
                .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
                .config("spark.databricks.delta.snapshotPartitions", "2")
                .getOrCreate();
        Warehouse warehouse = new Warehouse(spark, folder.toString());
        warehouse.createTables();
        append(warehouse.runs(), runs(spark), 1);
        append(warehouse.prompts(), prompts(spark), 1);
        append(warehouse.steps(), steps(spark), COMMITS);
        append(warehouse.rollouts(), rollouts(spark), COMMITS);
        append(warehouse.scores(), rollouts(spark), COMMITS);
        spark.stop();
    }

    /** Unless it was done before. */
    private static void append(HoneTable<?> table, Dataset<Row> rows, int commits) throws IOException {
        if (!table.read().isEmpty()) {
            return;
        }
        Dataset<Row> typed = typed(table, rows);
        table.append(commits == 1 ? typed.coalesce(1) : typed.repartitionByRange(commits, functions.col("step")));
        if (commits > 1) {
            splitCommits(Path.of(table.path(), "_delta_log"));
        }
    }

    private static Dataset<Row> runs(SparkSession spark) {
        return spark.range(1)
                .selectExpr(
                        "'" + RUN + "' run_id",
                        "'train' kind",
                        "'completed' state",
                        "'all steps done' state_reason",
                        "'run: long' spec",
                        "'ab' spec_hash",
                        "map('spec.model.path', 'conf/demo-policy', 'spec.reward.kind', 'json_fields') identity",
                        STEPS + " planned_steps",
                        "timestamp'2026-03-01 00:00:00' created_at",
                        "timestamp'2026-03-04 00:00:00' updated_at");
    }

    private static Dataset<Row> prompts(SparkSession spark) {
        return spark.range(PROMPTS)
                .selectExpr(
                        "sha2(string(id), 256) prompt_id",
                        "'tickets' dataset",
                        "'train' split",
                        "concat('[{\"role\": \"user\", \"content\": \"', repeat(concat('Customer ', id, ' writes about a late delivery. '), 8), '\"}]') messages",
                        "'{\"label\": \"delivery\"}' reference_answer",
                        "120 prompt_tokens",
                        "concat('tickets.jsonl:', id) source",
                        "timestamp'2026-03-01 00:00:00' ingested_at");
    }

    /** With every metric that Hone knows. */
    private static Dataset<Row> steps(SparkSession spark) {
        String metrics = Stream.of(Metric.values())
                .map(metric -> "'" + metric.key() + "', rand(" + metric.ordinal() + ")")
                .collect(Collectors.joining(", ", "map(", ")"));
        String timings = Stream.of("step", "sample", "score", "update", "commit", "evaluate")
                .map(stage -> "'" + stage + "_seconds', rand(1)")
                .collect(Collectors.joining(", ", "map(", ")"));
        return spark.range(STEPS)
                .selectExpr(
                        "'" + RUN + "' run_id",
                        "int(id + 1) step",
                        "1 epoch",
                        "sha2(string(id), 256) adapter_sha",
                        metrics + " metrics",
                        timings + " timings",
                        "timestamp_seconds(1772323200 + id * 25) completed_at");
    }

    /** What rollouts and scores hold, both. Five completions to a prompt. */
    private static Dataset<Row> rollouts(SparkSession spark) {
        return spark.range((long) STEPS * OF_A_STEP)
                .selectExpr("id", "int(id / " + OF_A_STEP + ") + 1 step")
                .selectExpr(
                        "'" + RUN + "' run_id",
                        "step",
                        "sha2(string(int(id / 5) % " + PROMPTS + "), 256) prompt_id",
                        "int(id % 5) sample",
                        "step - 1 policy_version",
                        "sha2(string(step), 256) adapter_sha",
                        "id seed",
                        "concat_ws(' ', transform(sequence(1, 44), i -> substr(sha2(string(id * 64 + i), 224), 1, 4 + i % 5)), 'with " + OFTEN
                                + "', step, if(id = 77, '" + RARE + "', '')) completion",
                        "transform(sequence(1, 64), i -> int(hash(id, i) & 49151)) token_ids",
                        "transform(sequence(1, 64), i -> float((hash(i, id) & 8191) / -4096.0)) sampler_logprobs",
                        "'end_of_sequence' stop_reason",
                        "120 prompt_tokens",
                        "64 completion_tokens",
                        "int(id / 10) % 5 unit",
                        "900 sample_millis",
                        "'bench' host",
                        "timestamp_seconds(1772323200 + step * 25) sampled_at",
                        "id % 3 = 0 outcome",
                        "rand(1) reward",
                        "map('label', rand(2), 'length', rand(3)) components",
                        "map() metrics",
                        "concat('label ', id % 3 = 0) explanation",
                        "'json_fields 1' grader",
                        "1 score_millis",
                        "0 cost_usd",
                        "rand(4) - 0.5 advantage",
                        "1.0 loss_weight",
                        "timestamp_seconds(1772323201 + step * 25) scored_at");
    }

    /** The columns of a table, of its types; NULL where there are none. */
    private static Dataset<Row> typed(HoneTable<?> table, Dataset<Row> rows) {
        List<String> there = List.of(rows.columns());
        return rows.select(table.definition().columns().stream()
                .map(column -> (there.contains(column.name()) ? functions.col(column.name()) : functions.lit(null))
                        .cast(column.type().sql())
                        .as(column.name()))
                .toArray(org.apache.spark.sql.Column[]::new));
    }

    /** Makes of one commit of many files a commit for each, the first steps first, as a run that goes on writes them. */
    private static void splitCommits(Path log) throws IOException {
        Path whole = log.resolve(commit(1) + ".json");
        List<JsonNode> actions = new ArrayList<>();
        for (String line : Files.readAllLines(whole)) {
            actions.add(JSON.readTree(line));
        }
        List<JsonNode> adds = new ArrayList<>(actions.stream().filter(action -> action.has("add")).toList());
        List<JsonNode> others = actions.stream().filter(action -> !action.has("add")).toList();
        adds.sort(Comparator.comparingInt(ConsoleSpeed::firstStep));
        long time = adds.get(0).at("/add/modificationTime").asLong();
        for (int i = 0; i < adds.size(); i++) {
            ((ObjectNode) adds.get(i).get("add")).put("modificationTime", time + i);
            Files.writeString(
                    log.resolve(commit(i + 1) + ".json"),
                    Stream.concat(i == 0 ? others.stream() : others.stream().filter(action -> action.has("commitInfo")), Stream.of(adds.get(i)))
                            .map(JsonNode::toString)
                            .collect(Collectors.joining("\n", "", "\n")));
        }
        for (String checksum : List.of(commit(1) + ".crc", "." + commit(1) + ".json.crc")) {
            Files.deleteIfExists(log.resolve(checksum));
        }
    }

    private static int firstStep(JsonNode action) {
        try {
            return JSON.readTree(action.at("/add/stats").asText()).at("/minValues/step").asInt();
        } catch (IOException e) {
            throw new IllegalStateException("the statistics of a file are no JSON", e);
        }
    }

    private static String commit(int version) {
        return String.format("%020d", version);
    }

    private static ObjectNode line() {
        return JSON.createObjectNode();
    }

    private static double seconds(long since) {
        return rounded((System.nanoTime() - since) / 1e9);
    }

    private static double rounded(double seconds) {
        return Math.round(seconds * 1e3) / 1e3;
    }

    private static void report(String what, double limit, ObjectNode figures) {
        System.out.println(line().put("bench", "console").put("what", what).<ObjectNode>setAll(figures).put("limit", limit));
    }
}
