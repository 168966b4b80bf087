package dev.hone.policy;

import java.io.Serializable;

/** Where a JVM gets its policy from: travels to executors, which open the model once and keep it. */
public interface PolicySource extends Serializable {

    /** The model of this JVM; the first call loads it, later calls return the same instance. The caller does not close it. */
    PolicyModel open();
}
