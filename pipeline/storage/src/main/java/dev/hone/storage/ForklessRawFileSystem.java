package dev.hone.storage;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/** The local disk without checksums; sets permissions and recognises links without starting a process, and says what it may not do. */
final class ForklessRawFileSystem extends RawLocalFileSystem {

    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
        if (permission.getStickyBit()) {
            super.setPermission(path, permission); // the Java runtime knows no sticky bit
            return;
        }
        String symbols = permission.getUserAction().SYMBOL
                + permission.getGroupAction().SYMBOL
                + permission.getOtherAction().SYMBOL;
        Files.setPosixFilePermissions(pathToFile(path).toPath(), PosixFilePermissions.fromString(symbols));
    }

    /** Java says that a file is not found where it may not be read. */
    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
        try {
            return super.open(path, bufferSize);
        } catch (FileNotFoundException e) {
            if (String.valueOf(e.getMessage()).contains("Permission denied")) {
                throw denied(path);
            }
            throw e;
        }
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        File file = pathToFile(path);
        if (file.isDirectory() && !file.canRead()) {
            throw denied(path);
        }
        return super.listStatus(path);
    }

    /** Hadoop does not say why a folder cannot be made. */
    @Override
    public boolean mkdirs(Path path) throws IOException {
        boolean made = super.mkdirs(path);
        Path parent = path.getParent();
        if (!made
                && parent != null
                && pathToFile(parent).isDirectory()
                && !pathToFile(parent).canWrite()) {
            throw denied(parent);
        }
        return made;
    }

    private AccessDeniedException denied(Path path) {
        return new AccessDeniedException(pathToFile(path).toString(), null, "Permission denied");
    }

    @Override
    public FileStatus getFileLinkStatus(Path path) throws IOException {
        File file = pathToFile(path);
        if (!Files.isSymbolicLink(file.toPath())) {
            return getFileStatus(path);
        }
        return super.getFileLinkStatus(new Path(file.getPath())); // it finds no link behind a path with a scheme
    }
}
