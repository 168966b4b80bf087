package dev.hone.ingest;

import dev.hone.error.DataException;
import dev.hone.ingest.family.SourceFormat;
import dev.hone.ingest.file.Container;
import dev.hone.storage.FolderListing;
import dev.hone.storage.StorageFailure;
import dev.hone.storage.StoredFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The files of the sources. In folders, files are read whose names end as their format has it; hidden ones, the marker objects
 * of the logging service and its offloaded bodies (a folder named data) are not, and all that are passed over are counted.
 *
 * @param files each once, even where sources overlap
 * @param passedOver files in the folders that are not read
 */
record SourceFiles(List<SourceFile> files, PassedOver passedOver) {

    /** Objects of a CloudWatch export to S3. */
    private static final Pattern EXPORTS = Pattern.compile(".*/\\d+\\.gz");

    private static final Pattern GLOB = Pattern.compile(".*[*?\\[{].*");

    /** How Hadoop begins to say that a pattern is none; it has no class for it. */
    private static final String ILLEGAL_PATTERN = "Illegal file pattern";

    /** Lists the files of all sources. */
    static SourceFiles list(List<PromptSource> sources, Configuration configuration) {
        Lister lister = new Lister(configuration);
        for (int i = 0; i < sources.size(); i++) {
            lister.list(i, sources.get(i));
        }
        return new SourceFiles(
                List.copyOf(lister.files),
                new PassedOver(lister.passedOver, lister.examples, lister.emptySources, List.of()));
    }

    private static final class Lister {
        private final Configuration configuration;
        private final List<SourceFile> files = new ArrayList<>();
        private final Set<String> seen = new HashSet<>();
        private final List<String> examples = new ArrayList<>();
        private final List<String> emptySources = new ArrayList<>();
        private int passedOver;

        private Lister(Configuration configuration) {
            this.configuration = configuration;
        }

        private void list(int index, PromptSource source) {
            try {
                if (DeltaRows.isTable(source.path(), configuration)) {
                    return; // Delta itself knows which of its files count
                }
                int found = 0;
                Path path = new Path(source.path());
                FileSystem fileSystem = path.getFileSystem(configuration);
                for (FileStatus root : roots(fileSystem, path)) {
                    if (root.isFile()) {
                        add(index, source, StoredFile.of(root));
                        found++;
                    } else {
                        found += addFolder(index, source, fileSystem, root.getPath());
                    }
                }
                if (found == 0) {
                    emptySources.add(source.path());
                }
            } catch (IllegalArgumentException e) {
                throw new DataException(
                        "The source " + source.path() + " is no path: " + e.getMessage()
                                + ". Write the absolute path, or begin with ./ where a name has a colon.",
                        e);
            } catch (IOException e) {
                if (String.valueOf(e.getMessage()).startsWith(ILLEGAL_PATTERN)) {
                    throw new DataException(
                            "The source " + source.path() + " is no pattern: " + e.getMessage() + ". Correct it.", e);
                }
                throw StorageFailure.of("The source " + source.path() + " cannot be listed", e, "Nothing was written.");
            }
        }

        private static FileStatus[] roots(FileSystem fileSystem, Path path) throws IOException {
            if (GLOB.matcher(path.toString()).matches() && !fileSystem.exists(path)) {
                FileStatus[] matches = fileSystem.globStatus(path);
                if (matches != null && matches.length > 0) {
                    return matches;
                }
            } else if (fileSystem.exists(path)) {
                return new FileStatus[] {fileSystem.getFileStatus(path)};
            }
            throw new DataException("The source " + path
                    + " does not exist. Paths are relative to the working directory; correct the path"
                    + " in the specification, or put the files there.");
        }

        private int addFolder(int index, PromptSource source, FileSystem fileSystem, Path folder) throws IOException {
            int found = 0;
            for (StoredFile file : FolderListing.below(fileSystem, folder)) {
                String inside = file.path().substring(folder.toString().length());
                if (inside.contains("/_delta_log/") && source.format().hasColumns()) {
                    throw new DataException("The source " + source.path() + " holds the Delta table of " + file.path()
                            + ". Name the folder of the table itself, so that only rows that count are read.");
                }
                boolean meant = !isHidden(inside) && !isOfTheService(inside, source.format());
                if (meant && holdsRecords(inside, source.format())) {
                    add(index, source, file);
                    found++;
                } else {
                    passOver(file, meant);
                }
            }
            return found;
        }

        private void passOver(StoredFile file, boolean meant) {
            passedOver++;
            if (meant && examples.size() < PassedOver.EXAMPLES) {
                examples.add(file.path());
            }
        }

        private void add(int index, PromptSource source, StoredFile file) {
            if (seen.add(file.path())) {
                files.add(new SourceFile(index, file.path(), source.format(), file.bytes(), file.version()));
            }
        }

        private static boolean holdsRecords(String inside, SourceFormat format) {
            boolean export = format == SourceFormat.BEDROCK_INVOCATION_LOGS
                    && EXPORTS.matcher(inside).matches();
            return export
                    || Container.of(inside)
                            .filter(container -> isRead(format, container))
                            .isPresent();
        }

        private static boolean isHidden(String inside) {
            return inside.contains("/.") || inside.contains("/_");
        }

        private static boolean isOfTheService(String inside, SourceFormat format) {
            return format == SourceFormat.BEDROCK_INVOCATION_LOGS
                    && (inside.contains("/data/") || inside.contains("permission-check"));
        }

        /** Whether files of a kind are read of a folder. */
        private static boolean isRead(SourceFormat format, Container container) {
            return switch (container) {
                case JSON_LINES -> true;
                case PARQUET -> format == SourceFormat.VERL || format == SourceFormat.TABLE;
                case CSV, TSV -> format == SourceFormat.TABLE;
            };
        }
    }
}
