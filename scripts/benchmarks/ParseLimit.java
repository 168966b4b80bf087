import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * What no ingest can be faster than: unpacks every .gz file below a folder, parses every line, and does nothing else, on all
 * cores. Prints seconds, lines and characters. Run by scripts/benchmarks/ingest.py.
 */
public final class ParseLimit {

    private static final ObjectReader JSON = new ObjectMapper().reader();

    private record Work(long lines, long characters) {}

    private ParseLimit() {}

    public static void main(String[] args) throws Exception {
        List<Path> files;
        try (Stream<Path> found = Files.walk(Path.of(args[0]))) {
            files = found.filter(file -> file.toString().endsWith(".gz")).sorted().toList();
        }
        long start = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        long lines = 0;
        long characters = 0;
        try {
            List<Future<Work>> running = new ArrayList<>();
            files.forEach(file -> running.add(threads.submit(() -> parse(file))));
            for (Future<Work> work : running) {
                lines += work.get().lines();
                characters += work.get().characters();
            }
        } finally {
            threads.shutdownNow();
        }
        System.out.println((System.nanoTime() - start) / 1e9 + " " + lines + " " + characters);
    }

    private static Work parse(Path file) throws IOException {
        long lines = 0;
        long characters = 0;
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file), 1 << 16), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines++;
                characters += line.length();
                parseLine(line);
            }
        }
        return new Work(lines, characters);
    }

    /** Some lines are broken on purpose: reading them up to there is work as well. */
    private static void parseLine(String line) {
        try {
            JSON.readTree(line);
        } catch (JsonProcessingException e) {
            // counted like any other line
        }
    }
}
