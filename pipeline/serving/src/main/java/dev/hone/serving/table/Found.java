package dev.hone.serving.table;

import java.io.IOException;
import java.util.List;

/** Looks at what a search has found, file by file. */
@FunctionalInterface
public interface Found<H> {

    /**
     * What one more file gave.
     *
     * @param hits none in most files
     * @param file how many files were read with this one
     * @param files that there are
     * @return whether it wants more
     */
    boolean show(List<H> hits, int file, int files) throws IOException;
}
