package dev.hone.ingest.log;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.error.StorageException;
import dev.hone.ingest.file.Container;
import dev.hone.ingest.file.GzipText;
import dev.hone.ingest.file.SourceStream;
import dev.hone.ingest.record.JsonRecord;
import dev.hone.ingest.record.QuarantineReason;
import dev.hone.ingest.record.RecordRefused;
import dev.hone.ingest.record.RecordText;
import dev.hone.storage.StorageFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Offloaded bodies of the records of one log file. They are looked for where the logs are now, since logs are often read from a copy:
 * at the same place below the folder {@code BedrockModelInvocationLogs}, in the folder {@code data} beside the file, and last where the
 * record says, each only where {@link BodyPlaces} allow it. That may be a bucket that is closed to whoever has the copy; it is tried once.
 */
public final class DataFolder implements OffloadedBodies {

    private final String logFile;
    private final int maxBytes;
    private final Configuration configuration;
    private final Map<String, String> closed;
    private final BodyPlaces allowed;

    /**
     * The bodies of a file.
     *
     * @param maxBytes a longer body is refused
     * @param bodiesFrom places beside the log's own that bodies may be read from
     * @param closed storages without access, and why, shared with other files of a task
     */
    public DataFolder(
            String logFile,
            int maxBytes,
            List<String> bodiesFrom,
            Configuration configuration,
            Map<String, String> closed) {
        this.logFile = logFile;
        this.maxBytes = maxBytes;
        this.configuration = configuration;
        this.closed = closed;
        this.allowed = new BodyPlaces(logFile, bodiesFrom, configuration);
    }

    @Override
    public JsonNode read(String location) throws RecordRefused {
        for (String place : places(location)) {
            Optional<SourceStream> found = find(place);
            if (found.isPresent()) {
                return read(place, found.get());
            }
        }
        if (!allowed.allow(location)) {
            throw new RecordRefused(QuarantineReason.BODY_ELSEWHERE, location);
        }
        String why = Optional.ofNullable(closed.get(storage(location)))
                .map(cause -> "; without access: " + cause)
                .orElse("");
        throw new RecordRefused(QuarantineReason.BODY_OFFLOADED, location + why);
    }

    /** When the body was last changed, in milliseconds since 1970; empty where it is not there. */
    OptionalLong changedMillis(String location) {
        for (String place : places(location)) {
            Optional<SourceStream> found = find(place);
            if (found.isPresent()) {
                found.get().close();
                return OptionalLong.of(found.get().changedMillis());
            }
        }
        return OptionalLong.empty();
    }

    private Optional<SourceStream> find(String place) {
        String storage = storage(place);
        if (closed.containsKey(storage) || !allowed.allow(place)) {
            return Optional.empty();
        }
        try {
            return SourceStream.find(place, configuration);
        } catch (StorageException e) {
            if (storage.equals(storage(logFile)) || !StorageFailure.isWithoutAccess(e)) {
                throw e;
            }
            closed.put(storage, firstCause(e));
            return Optional.empty();
        }
    }

    private static String firstCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.toString().replaceFirst("^[\\w.$]*\\.", "");
    }

    /** The bucket or host; {@code s3} and {@code s3a} are the same. */
    private static String storage(String place) {
        int scheme = place.indexOf("://");
        return scheme < 0 ? "" : place.substring(scheme + "://".length()).split("/", 2)[0];
    }

    private Set<String> places(String location) {
        Set<String> places = new LinkedHashSet<>();
        int here = logFile.indexOf(BodyPlaces.SERVICE_FOLDER);
        int there = location.indexOf(BodyPlaces.SERVICE_FOLDER);
        if (here >= 0 && there >= 0) {
            places.add(logFile.substring(0, here) + location.substring(there));
        }
        String name = location.substring(location.lastIndexOf('/') + 1);
        if (!name.isEmpty()) {
            places.add(new Path(logFile).getParent() + "/data/" + name);
        }
        places.add(location);
        return places;
    }

    private JsonNode read(String place, SourceStream bytes) throws RecordRefused {
        try (InputStream text = Container.isCompressed(place) ? new GzipText(bytes) : bytes) {
            byte[] body = text.readNBytes(maxBytes + 1);
            if (body.length > maxBytes) {
                throw unreadable(place, "is longer than " + maxBytes + " bytes");
            }
            return JsonRecord.parseTree(RecordText.decode(body));
        } catch (IOException e) {
            // The storage's own failures are no IOException here: the archive is damaged.
            throw unreadable(place, e.getMessage());
        } catch (RecordRefused refused) {
            throw refused.reason() == QuarantineReason.BODY_UNREADABLE
                    ? refused
                    : unreadable(place, refused.reason().problem());
        }
    }

    private static RecordRefused unreadable(String place, String problem) {
        return new RecordRefused(QuarantineReason.BODY_UNREADABLE, place + ": " + problem);
    }
}
