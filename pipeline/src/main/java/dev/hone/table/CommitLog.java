package dev.hone.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.error.StorageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The newest commits of a Delta table, read from the files of its log. A Spark query for one row of a table costs most of a second; a
 * listing and one small file cost milliseconds.
 */
final class CommitLog {

    private static final String COMMIT_FILE = "\\d{20}\\.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;
    private final Configuration configuration;

    CommitLog(String tablePath, Configuration configuration) {
        this.directory = new Path(tablePath, "_delta_log");
        this.configuration = configuration;
    }

    /**
     * Whether one of the newest commits carries this user metadata.
     *
     * @param newest how many commits to look at, from the newest back
     */
    boolean hasUserMetadata(String userMetadata, int newest) {
        try {
            FileSystem files = directory.getFileSystem(configuration);
            for (FileStatus commit : newestCommits(files, newest)) {
                if (carries(files, commit.getPath(), userMetadata)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new StorageException("Cannot read the newest commits in " + directory + ": " + e.getMessage(), e);
        }
    }

    private List<FileStatus> newestCommits(FileSystem files, int newest) throws IOException {
        return Arrays.stream(files.listStatus(directory, path -> path.getName().matches(COMMIT_FILE)))
                .sorted(Comparator.comparing(
                                (FileStatus commit) -> commit.getPath().getName())
                        .reversed())
                .limit(newest)
                .toList();
    }

    private static boolean carries(FileSystem files, Path commit, String userMetadata) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(files.open(commit), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode action = JSON.readTree(line);
                if (userMetadata.equals(
                        action.path("commitInfo").path("userMetadata").asText(""))) {
                    return true;
                }
            }
            return false;
        }
    }
}
