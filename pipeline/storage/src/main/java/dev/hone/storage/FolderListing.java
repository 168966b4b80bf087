package dev.hone.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * A path and all files below it.
 *
 * @param root the path as its file system spells it
 * @param isFolder whether it is a folder; else it is the one file, or what is no file
 * @param files what can be read
 * @param noFiles what stands where a file could and is none; local disks alone have such
 */
public record FolderListing(String root, boolean isFolder, List<StoredFile> files, List<NoFile> noFiles) {

    public FolderListing {
        files = List.copyOf(files);
        noFiles = List.copyOf(noFiles);
    }

    /**
     * The files below a folder, in all depths.
     *
     * @throws IOException when the folder cannot be listed
     */
    public static FolderListing below(FileSystem files, Path folder) throws IOException {
        if (LocalListing.isLocal(files)) {
            return LocalListing.below(LocalListing.local(files, folder));
        }
        return new FolderListing(folder.toString(), true, remote(files, folder), List.of());
    }

    /**
     * What a path leads to: a file or folder of that very name, or else all that it matches as a glob pattern; nothing where there is none.
     *
     * @throws IOException when a folder cannot be listed, or a pattern is none
     */
    public static List<FolderListing> matching(FileSystem files, Path path) throws IOException {
        List<FolderListing> found = new ArrayList<>();
        if (LocalListing.isLocal(files)) {
            for (java.nio.file.Path match : LocalGlob.matches(LocalListing.local(files, path))) {
                found.add(LocalListing.below(match));
            }
            return found;
        }
        for (FileStatus match : matches(files, path)) {
            String root = match.getPath().toString();
            found.add(
                    match.isFile()
                            ? new FolderListing(root, false, List.of(StoredFile.of(match)), List.of())
                            : new FolderListing(root, true, remote(files, match.getPath()), List.of()));
        }
        return found;
    }

    private static FileStatus[] matches(FileSystem files, Path path) throws IOException {
        if (files.exists(path)) {
            return new FileStatus[] {files.getFileStatus(path)};
        }
        FileStatus[] matches = LocalGlob.isPattern(path.toString()) ? files.globStatus(path) : null;
        return matches == null ? new FileStatus[0] : matches;
    }

    private static List<StoredFile> remote(FileSystem files, Path folder) throws IOException {
        if (S3Settings.isS3A(files.getClass())) {
            return S3Listing.below(files, folder);
        }
        List<StoredFile> found = new ArrayList<>();
        RemoteIterator<? extends FileStatus> listed = files.listFiles(folder, true);
        while (listed.hasNext()) {
            found.add(StoredFile.of(listed.next()));
        }
        return found;
    }
}
