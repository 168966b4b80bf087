package dev.hone.ingest.file;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** A parquet file whose storage fails with a {@link dev.hone.error.StorageException}, so that other failures are the file's own. */
record ParquetInput(String path, Configuration configuration) implements InputFile {

    @Override
    public long getLength() {
        try {
            return fileSystem().getFileStatus(new Path(path)).getLen();
        } catch (IOException e) {
            throw SourceStream.failure(path, e);
        }
    }

    @Override
    public SeekableInputStream newStream() {
        try {
            return new Stream(fileSystem().open(new Path(path)), path);
        } catch (IOException e) {
            throw SourceStream.failure(path, e);
        }
    }

    /** What Parquet calls the file in its messages. */
    @Override
    public String toString() {
        return path;
    }

    private FileSystem fileSystem() throws IOException {
        return SourceStream.fileSystem(new Path(path), configuration);
    }

    private static final class Stream extends DelegatingSeekableInputStream {
        private final FSDataInputStream file;

        private Stream(FSDataInputStream file, String path) {
            super(SourceStream.of(file, path));
            this.file = file;
        }

        @Override
        public long getPos() throws IOException {
            return file.getPos();
        }

        @Override
        public void seek(long position) throws IOException {
            file.seek(position);
        }
    }
}
