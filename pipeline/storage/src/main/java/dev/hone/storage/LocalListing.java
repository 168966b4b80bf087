package dev.hone.storage;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;

/**
 * What is below a path of the local disk. Hadoop's own listing leaves out, without a word, what it cannot find again under the name that it
 * was told (names beyond the locale, dangling links), takes pipes and devices for files, and follows a link to its own folder 40 times.
 */
final class LocalListing extends SimpleFileVisitor<Path> {

    private final List<StoredFile> files = new ArrayList<>();
    private final List<NoFile> noFiles = new ArrayList<>();

    private LocalListing() {}

    static boolean isLocal(FileSystem files) {
        return files instanceof LocalFileSystem;
    }

    static Path local(FileSystem files, org.apache.hadoop.fs.Path path) {
        return Path.of(files.makeQualified(path).toUri().getPath());
    }

    /** Lists a folder, or tells what another thing is. */
    static FolderListing below(Path root) throws IOException {
        LocalListing listing = new LocalListing();
        Files.walkFileTree(root, Set.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, listing);
        listing.files.sort(Comparator.comparing(StoredFile::path));
        listing.noFiles.sort(Comparator.comparing(NoFile::path));
        return new FolderListing(hadoop(root).toString(), Files.isDirectory(root), listing.files, listing.noFiles);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (!isNameReadable(file)) {
            noFiles.add(new NoFile(hadoop(file).toString(), file.toUri().toString(), NoFile.Kind.UNREADABLE_NAME));
        } else if (attributes.isSymbolicLink()) {
            addNoFile(file, NoFile.Kind.DANGLING_LINK);
        } else if (!attributes.isRegularFile()) {
            addNoFile(file, NoFile.Kind.SPECIAL);
        } else if (!ChecksumFileSystem.isChecksumFile(hadoop(file))) {
            files.add(StoredFile.of(
                    hadoop(file),
                    attributes.size(),
                    attributes.lastModifiedTime().toMillis()));
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
        if (failure instanceof FileSystemLoopException) {
            addNoFile(file, NoFile.Kind.LINK_LOOP);
        } else if (failure instanceof AccessDeniedException) {
            throw new AccessDeniedException(file.toString(), null, "Permission denied"); // Java's says the path alone
        } else if (!(failure instanceof NoSuchFileException)) { // one that went while its folder was listed
            throw failure;
        }
        return FileVisitResult.CONTINUE;
    }

    private void addNoFile(Path place, NoFile.Kind kind) {
        String path = hadoop(place).toString();
        noFiles.add(new NoFile(path, path, kind));
    }

    private static boolean isNameReadable(Path file) {
        try {
            return Path.of(file.toString()).equals(file);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static org.apache.hadoop.fs.Path hadoop(Path file) {
        return new org.apache.hadoop.fs.Path("file", null, file.toString());
    }
}
