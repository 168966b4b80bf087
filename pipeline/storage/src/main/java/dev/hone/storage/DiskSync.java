package dev.hone.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Forces what was written to a local disk, so that it is still there after a loss of power. */
public final class DiskSync {

    private DiskSync() {}

    /** Forces the contents of a file, or the names in a folder. */
    public static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
