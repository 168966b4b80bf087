package dev.hone.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** All files below a folder. */
public final class FolderListing {

    private FolderListing() {}

    /**
     * The files below a folder, in all depths.
     *
     * @throws IOException when the folder cannot be listed
     */
    public static List<StoredFile> below(FileSystem files, Path folder) throws IOException {
        if (S3Settings.isS3A(files.getClass())) {
            return S3Listing.below(files, folder);
        }
        List<StoredFile> found = new ArrayList<>();
        RemoteIterator<LocatedFileStatus> listed = files.listFiles(folder, true);
        while (listed.hasNext()) {
            found.add(StoredFile.of(listed.next()));
        }
        return found;
    }
}
