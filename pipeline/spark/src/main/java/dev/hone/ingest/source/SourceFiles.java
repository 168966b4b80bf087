package dev.hone.ingest.source;

import dev.hone.error.DataException;
import dev.hone.ingest.file.Container;
import dev.hone.settings.ingest.PromptSource;
import dev.hone.settings.ingest.SourceFormat;
import dev.hone.storage.FolderListing;
import dev.hone.storage.NoFile;
import dev.hone.storage.StorageFailure;
import dev.hone.storage.StoredFile;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The files of the sources. In folders, files are read whose names end as their format has it; hidden ones, the marker objects
 * of the logging service and its offloaded bodies (a folder named data) are not. All that are passed over are counted, and what is no file
 * (pipes, devices, links that lead nowhere) is named; a file that would be read except for its name fails the job.
 *
 * @param files each once, even where sources overlap
 * @param skippedFiles files in the folders that are not read
 */
public record SourceFiles(List<SourceFile> files, SkippedFiles skippedFiles) {

    /** Objects of a CloudWatch export to S3. */
    private static final Pattern EXPORTS = Pattern.compile(".*/\\d+\\.gz", Pattern.DOTALL);

    /** How Hadoop begins to say that a pattern is none; it has no class for it. */
    private static final String ILLEGAL_PATTERN = "Illegal file pattern";

    /** Lists the files of all sources. */
    public static SourceFiles list(List<PromptSource> sources, Configuration configuration) {
        Lister lister = new Lister(configuration);
        for (int i = 0; i < sources.size(); i++) {
            lister.list(i, sources.get(i));
        }
        UnreadableNames.requireNone(lister.noFiles);
        return new SourceFiles(
                List.copyOf(lister.files),
                new SkippedFiles(
                        lister.skippedFiles,
                        lister.examples,
                        lister.noFiles.stream().map(NoFile::toString).toList(),
                        lister.emptySources,
                        List.of()));
    }

    private static final class Lister {
        private final Configuration configuration;
        private final List<SourceFile> files = new ArrayList<>();
        private final Set<String> seen = new HashSet<>();
        private final List<String> examples = new ArrayList<>();
        private final List<String> emptySources = new ArrayList<>();
        private final List<NoFile> noFiles = new ArrayList<>();
        private int skippedFiles;

        private Lister(Configuration configuration) {
            this.configuration = configuration;
        }

        private void list(int index, PromptSource source) {
            try {
                if (DeltaRows.isTable(source.path(), configuration)) {
                    return; // Delta itself knows which of its files count
                }
                Path path = new Path(source.path());
                List<FolderListing> matches = FolderListing.matching(path.getFileSystem(configuration), path);
                requireFiles(source, matches);
                int before = files.size();
                matches.forEach(match -> addMatch(index, source, match));
                if (files.size() == before) {
                    emptySources.add(source.path());
                }
            } catch (InvalidPathException e) {
                throw new DataException(
                        "The source " + source.path() + " cannot be reached: " + UnreadableNames.ADVICE, e);
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

        private static void requireFiles(PromptSource source, List<FolderListing> matches) {
            if (matches.isEmpty()) {
                throw new DataException("The source " + source.path()
                        + " does not exist. Paths are relative to the working directory; correct the path"
                        + " in the specification, or put the files there.");
            }
            FolderListing first = matches.get(0);
            if (matches.size() == 1 && !first.isFolder() && !first.noFiles().isEmpty()) {
                throw new DataException("The source " + first.noFiles().get(0)
                        + " is no file that can be read. Name a file, or a folder with files.");
            }
        }

        private void addMatch(int index, PromptSource source, FolderListing match) {
            for (StoredFile file : match.files()) {
                String inside = file.path().substring(match.root().length());
                if (inside.contains("/_delta_log/") && source.format().hasColumns()) {
                    throw new DataException("The source " + source.path() + " holds the Delta table of " + file.path()
                            + ". Name the folder of the table itself, so that only rows that count are read.");
                }
                if (!match.isFolder() || (isMeant(inside, source) && holdsRecords(inside, source.format()))) {
                    add(index, source, file);
                } else {
                    passOver(file.path(), isMeant(inside, source));
                }
            }
            for (NoFile noFile : match.noFiles()) {
                String inside = noFile.path().substring(match.root().length());
                boolean wanted = !match.isFolder() || holdsRecords(inside, source.format());
                boolean byName = noFile.kind() == NoFile.Kind.UNREADABLE_NAME || noFile.kind() == NoFile.Kind.SPECIAL;
                if (!isMeant(inside, source) || (byName && !wanted)) {
                    passOver(noFile.shown(), isMeant(inside, source));
                } else {
                    noFiles.add(noFile);
                }
            }
        }

        private void passOver(String path, boolean meant) {
            skippedFiles++;
            if (meant && examples.size() < SkippedFiles.EXAMPLES) {
                examples.add(path);
            }
        }

        private void add(int index, PromptSource source, StoredFile file) {
            if (seen.add(file.path())) {
                files.add(new SourceFile(index, file.path(), source.format(), file.bytes(), file.version()));
            }
        }

        private static boolean isMeant(String inside, PromptSource source) {
            return !isHidden(inside) && !isOfTheService(inside, source.format());
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
