package dev.hone.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.storage.StorageFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The newest commits of a Delta table, read from the files of its log. A Spark query for one row of a table costs most of a second; a
 * listing and one small file cost milliseconds.
 */
final class CommitLog {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;
    private final Configuration configuration;

    CommitLog(String tablePath, Configuration configuration) {
        this.directory = new Path(tablePath, "_delta_log");
        this.configuration = configuration;
    }

    /**
     * The commit among the newest that carries this user metadata.
     *
     * @param newest how many commits to look at, from the newest back
     * @return how many rows it appended; empty where no commit carries it
     */
    OptionalLong rowsAppended(String userMetadata, int newest) {
        try {
            FileSystem files = directory.getFileSystem(configuration);
            for (FileStatus commit : newestCommits(files, newest)) {
                Optional<JsonNode> info = commitInfo(files, commit.getPath());
                if (info.isPresent()
                        && userMetadata.equals(info.get().path("userMetadata").asText())) {
                    return OptionalLong.of(
                            info.get().at("/operationMetrics/numOutputRows").asLong());
                }
            }
            return OptionalLong.empty();
        } catch (IOException e) {
            throw StorageFailure.of(
                    "The newest commits in " + directory + " cannot be read", e, "What was committed stays.");
        }
    }

    /** The version that added a data file; empty where the log does not tell. */
    OptionalLong versionThatAdded(String dataFile) {
        try {
            FileSystem files = directory.getFileSystem(configuration);
            for (FileStatus commit : newestCommits(files, Integer.MAX_VALUE)) {
                try (InputStream in = files.open(commit.getPath())) {
                    if (new String(in.readAllBytes(), StandardCharsets.UTF_8).contains(dataFile)) {
                        return OptionalLong.of(CommitFiles.version(commit.getPath()));
                    }
                }
            }
            return OptionalLong.empty();
        } catch (IOException damagedToo) {
            return OptionalLong.empty();
        }
    }

    private List<FileStatus> newestCommits(FileSystem files, int newest) throws IOException {
        return Arrays.stream(files.listStatus(directory, CommitFiles::isCommit))
                .sorted(Comparator.comparing(
                                (FileStatus commit) -> commit.getPath().getName())
                        .reversed())
                .limit(newest)
                .toList();
    }

    private static Optional<JsonNode> commitInfo(FileSystem files, Path commit) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(files.open(commit), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode info = JSON.readTree(line).path("commitInfo");
                if (!info.isMissingNode()) {
                    return Optional.of(info);
                }
            }
            return Optional.empty();
        }
    }
}
