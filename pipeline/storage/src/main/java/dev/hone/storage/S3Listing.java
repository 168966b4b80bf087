package dev.hone.storage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.Invoker;
import org.apache.hadoop.fs.s3a.S3AFileSystem;
import org.apache.hadoop.fs.s3a.S3ARetryPolicy;
import org.apache.hadoop.util.functional.CallableRaisingIOE;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The objects below a prefix of S3. One listing gives a thousand keys a page, one page after the other; so the partitions (folders of
 * year, month, day) are found first, level by level, and then listed side by side.
 */
final class S3Listing {

    private static final int THREADS = 16;
    private static final int PAGE = 1000;
    /** Partitions that keep all threads busy; there is no need to look deeper. */
    private static final int ENOUGH_PARTITIONS = 4 * THREADS;

    private static final String FOLDERS = "/";

    private final S3AFileSystem files;
    private final S3Client client;
    private final Invoker retries;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    private S3Listing(S3AFileSystem files) {
        this.files = files;
        this.client = files.getS3AInternals().getAmazonS3Client("listing");
        this.retries = new Invoker(new S3ARetryPolicy(files.getConf()), Invoker.LOG_EVENT);
    }

    /** The files below a folder in the order of their paths; the markers of folders are none. */
    static List<StoredFile> below(FileSystem files, Path folder) throws IOException {
        S3Listing listing = new S3Listing((S3AFileSystem) files);
        try {
            String key = listing.files.pathToKey(folder);
            return listing.below(key.isEmpty() ? key : key + FOLDERS);
        } finally {
            listing.threads.shutdownNow();
        }
    }

    /** What lies directly below a prefix, where one page holds it all. */
    private record Level(String prefix, List<StoredFile> found, List<String> folders, boolean whole) {}

    private List<StoredFile> below(String prefix) throws IOException {
        List<StoredFile> found = new ArrayList<>();
        List<String> partitions = new ArrayList<>();
        List<String> levels = List.of(prefix);
        while (!levels.isEmpty() && partitions.size() + levels.size() < ENOUGH_PARTITIONS) {
            List<String> deeper = new ArrayList<>();
            for (Level level : sideBySide(levels.stream()
                    .<CallableRaisingIOE<Level>>map(each -> () -> level(each))
                    .toList())) {
                if (level.whole()) {
                    found.addAll(level.found());
                    deeper.addAll(level.folders());
                } else {
                    partitions.add(level.prefix());
                }
            }
            levels = deeper;
        }
        partitions.addAll(levels);
        sideBySide(partitions.stream()
                        .<CallableRaisingIOE<List<StoredFile>>>map(each -> () -> all(each))
                        .toList())
                .forEach(found::addAll);
        found.sort(Comparator.comparing(StoredFile::path));
        return found;
    }

    private Level level(String prefix) throws IOException {
        ListObjectsV2Response page = page(request(prefix, FOLDERS));
        List<String> folders =
                page.commonPrefixes().stream().map(CommonPrefix::prefix).toList();
        return new Level(prefix, stored(page), folders, !Boolean.TRUE.equals(page.isTruncated()));
    }

    private List<StoredFile> all(String prefix) throws IOException {
        List<StoredFile> found = new ArrayList<>();
        ListObjectsV2Request request = request(prefix, null);
        ListObjectsV2Response page = page(request);
        found.addAll(stored(page));
        while (Boolean.TRUE.equals(page.isTruncated())) {
            String next = page.nextContinuationToken();
            page = page(request.toBuilder().continuationToken(next).build());
            found.addAll(stored(page));
        }
        return found;
    }

    private ListObjectsV2Request request(String prefix, String delimiter) {
        return files.getRequestFactory()
                .newListObjectsV2RequestBuilder(prefix, delimiter, PAGE)
                .build();
    }

    private ListObjectsV2Response page(ListObjectsV2Request request) throws IOException {
        String place = "s3://" + request.bucket() + FOLDERS + request.prefix();
        return retries.retry("list", place, true, () -> client.listObjectsV2(request));
    }

    private List<StoredFile> stored(ListObjectsV2Response page) {
        return page.contents().stream()
                .filter(object -> !object.key().endsWith(FOLDERS))
                .map(this::stored)
                .toList();
    }

    private StoredFile stored(S3Object object) {
        return new StoredFile(
                files.keyToQualifiedPath(object.key()).toString(), object.size(), StoredFile.unquoted(object.eTag()));
    }

    private <T> List<T> sideBySide(List<CallableRaisingIOE<T>> calls) throws IOException {
        List<Future<T>> running =
                calls.stream().map(call -> threads.submit(call::apply)).toList();
        List<T> results = new ArrayList<>();
        try {
            for (Future<T> each : running) {
                results.add(each.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the listing was interrupted");
        }
    }
}
