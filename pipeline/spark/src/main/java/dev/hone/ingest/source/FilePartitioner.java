package dev.hone.ingest.source;

import java.util.ArrayList;
import java.util.List;

/** Deals files out over tasks. */
public final class FilePartitioner {

    private FilePartitioner() {}

    /** An order of the files such that equal slices of it, one per task, hold every n-th file. */
    public static List<SourceFile> partition(List<SourceFile> files, int tasks) {
        List<SourceFile> parts = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
            for (int i = task; i < files.size(); i += tasks) {
                parts.add(files.get(i));
            }
        }
        return parts;
    }
}
