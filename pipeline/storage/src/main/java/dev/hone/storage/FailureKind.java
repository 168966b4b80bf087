package dev.hone.storage;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.EnumSet;
import java.util.Set;

/** Why storage failed, as far as its message tells, and what to do about it. */
enum FailureKind {
    FULL("The disk is full: make space, then run again."),
    READ_ONLY("The file system is mounted read-only: mount it for writing, or name another path."),
    PERMISSION("Permission denied: the user " + System.getProperty("user.name")
            + " may not do that there. Change the owner or the mode of the path, or run as another user."),
    BROKEN_DISK("The disk reports an error: look at the log of the system, and copy what can be read to another disk."),
    EXPIRED("The credentials have expired: renew them, then run again."),
    WRONG("The credentials are wrong: correct them, then run again."),
    NO_CREDENTIALS(
            "There are no credentials: docs/storage.md says where they are looked for. Set them, then run again."),
    DENIED("The credentials do not allow it: docs/storage.md lists the permissions that are needed."),
    BUSY("The storage asked for fewer requests for longer than they are repeated: run again later."),
    OTHER("Check that the storage can be reached and read, then run again.");

    private static final Set<FailureKind> OF_THE_DISK = EnumSet.of(FULL, READ_ONLY, PERMISSION, BROKEN_DISK);

    private final String advice;

    FailureKind(String advice) {
        this.advice = advice;
    }

    String advice() {
        return advice;
    }

    /** Whether the operating system said so of a local path. */
    boolean isOfTheDisk() {
        return OF_THE_DISK.contains(this);
    }

    /** Java and S3A have a class for few of these, but the message has the system's own words, or S3's code. */
    static FailureKind of(IOException cause) {
        String message = String.valueOf(cause.getMessage());
        if (message.contains("No space left on device") || message.contains("Disk quota exceeded")) {
            return FULL;
        }
        if (message.contains("Read-only file system")) {
            return READ_ONLY;
        }
        if (message.contains("Input/output error")) {
            return BROKEN_DISK;
        }
        boolean denied = cause instanceof AccessDeniedException;
        if (message.contains("Permission denied") || (denied && !StorageFailure.isOfS3(cause))) {
            return PERMISSION;
        }
        FailureKind kind = ofS3(message);
        return denied && kind == OTHER ? DENIED : kind; // S3A throws "denied" where there are no credentials too
    }

    private static FailureKind ofS3(String message) {
        if (message.contains("ExpiredToken") || message.contains("RequestExpired")) {
            return EXPIRED;
        }
        if (message.contains("InvalidAccessKeyId") || message.contains("SignatureDoesNotMatch")) {
            return WRONG;
        }
        if (message.contains("Unable to load credentials") || message.contains("No AWS Credentials provided")) {
            return NO_CREDENTIALS;
        }
        if (message.contains("AccessDenied")) {
            return DENIED;
        }
        return message.contains("SlowDown") || message.contains("503") ? BUSY : OTHER;
    }
}
