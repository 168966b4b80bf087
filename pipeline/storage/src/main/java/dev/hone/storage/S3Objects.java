package dev.hone.storage;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.Invoker;
import org.apache.hadoop.fs.s3a.S3AFileSystem;
import org.apache.hadoop.fs.s3a.S3ARetryPolicy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Small objects of one bucket, written whole. Requests go through S3A's own client and are built by its own factory, so that every
 * setting of S3A (endpoint, credentials, encryption, requester pays) counts here too.
 */
public final class S3Objects {

    private static final String TOKEN = "hone-put";
    private static final String ANY = "*";
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;

    private final S3AFileSystem files;
    private final S3Client client;
    private final Invoker retries;

    private S3Objects(S3AFileSystem files) {
        this.files = files;
        this.client = files.getS3AInternals().getAmazonS3Client("whole objects");
        this.retries = new Invoker(new S3ARetryPolicy(files.getConf()), Invoker.LOG_EVENT);
    }

    /**
     * The objects of the path's bucket.
     *
     * @throws IOException when the path is reached through something else than S3A
     */
    public static S3Objects at(Path path, Configuration configuration) throws IOException {
        FileSystem files = path.getFileSystem(configuration);
        if (files instanceof S3AFileSystem s3a) {
            return new S3Objects(s3a);
        }
        throw new IOException(path + " is reached through " + files.getClass().getName()
                + ", which has no conditional writes. Let spark.hadoop.fs."
                + path.toUri().getScheme()
                + ".impl be org.apache.hadoop.fs.s3a.S3AFileSystem.");
    }

    /** Writes an object; one of this name is replaced. */
    public void put(Path path, byte[] content) throws IOException {
        PutObjectRequest request = request(path, content).build();
        retries.retry("put", path.toString(), true, () -> {
            client.putObject(request, RequestBody.fromBytes(content));
        });
    }

    /**
     * Writes an object unless there is one of this name; of several writers, on any machine, one succeeds. A write whose answer was lost
     * is known by a token that the object carries, so a retry is not mistaken for another writer.
     *
     * @return whether the object is the one written here
     * @throws IOException when it could not be written
     */
    public boolean putIfAbsent(Path path, byte[] content) throws IOException {
        String token = UUID.randomUUID().toString();
        PutObjectRequest request = request(path, content)
                .metadata(Map.of(TOKEN, token))
                .ifNoneMatch(ANY)
                .build();
        return retries.retry("put if absent", path.toString(), true, () -> putOnce(path, request, content, token));
    }

    private boolean putOnce(Path path, PutObjectRequest request, byte[] content, String token) throws IOException {
        try {
            client.putObject(request, RequestBody.fromBytes(content));
            return true;
        } catch (SdkException e) {
            int status = e instanceof S3Exception answered ? answered.statusCode() : 0;
            if (status == CONFLICT) { // S3 asks for another try; S3A would take its own exception for a final one
                throw new IOException("another writer is at " + path + " at the same instant", e);
            }
            Optional<String> holder = tokenAfter(e, path);
            if (holder.isEmpty() && status != PRECONDITION_FAILED) {
                throw e;
            }
            return holder.equals(Optional.of(token));
        }
    }

    private Optional<String> tokenAfter(SdkException failure, Path path) {
        try {
            return token(path);
        } catch (SdkException e) {
            failure.addSuppressed(e); // what the write came to is not known
            throw failure;
        }
    }

    /** The token of the object at the path: empty where there is no object, blank where it has no token. */
    private Optional<String> token(Path path) {
        HeadObjectRequest request = files.getRequestFactory()
                .newHeadObjectRequestBuilder(files.pathToKey(path))
                .build();
        try {
            return Optional.of(client.headObject(request).metadata().getOrDefault(TOKEN, ""));
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private PutObjectRequest.Builder request(Path path, byte[] content) {
        return files.getRequestFactory().newPutObjectRequestBuilder(files.pathToKey(path), null, content.length, false);
    }
}
