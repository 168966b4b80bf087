package dev.hone.policy.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.TorchBridge;
import dev.hone.error.ModelException;
import dev.hone.policy.EngineSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/** libtorch in this JVM, and the settings that it keeps for each thread. */
final class TorchRuntime {

    private static final String ENGINE = "PyTorch";

    private TorchRuntime() {}

    /** A manager for long-lived tensors. Starts libtorch on first use: about 1 s, 3 s where it must be unpacked. */
    static NDManager newManager(EngineSettings settings) {
        requireDjl(TorchBridge.VERSION);
        try {
            Engine.getEngine(ENGINE);
            JniUtils.setNumThreads(settings.intraOpThreads());
            return NDManager.newBaseManager(Device.cpu(), ENGINE);
        } catch (EngineException | UnsatisfiedLinkError | ExceptionInInitializerError e) {
            throw new ModelException(
                    "libtorch cannot be started on " + System.getProperty("os.name") + " "
                            + System.getProperty("os.arch")
                            + ": " + e.getMessage()
                            + ". Linux on x86-64 is what Hone runs on; DJL_CACHE_DIR must be a folder"
                            + " that can be written, with 500 MB free",
                    e);
        }
    }

    /** Refuses another DJL than that whose inner call is used, as it comes with another version of it in --jars. */
    static void requireDjl(String version) {
        try {
            if (!TorchBridge.versionFound().equals(version)) {
                throw new ModelException("DJL's PyTorch engine on the class path is '" + TorchBridge.versionFound()
                        + "', but Hone" + " calls a part of version " + version
                        + " that may be another one there. Leave it out of --jars");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Prepares the calling thread: no graph unless asked for, no rewriting of the program (it costs memory with every new shape and wins
     * nothing here). Both are thread-local in libtorch, and grad mode is on in new threads.
     */
    static void prepareThread(EngineSettings settings) {
        JniUtils.setGradMode(false);
        JniUtils.setGraphExecutorOptimize(false);
        JniUtils.setNumThreads(settings.intraOpThreads());
    }

    /** Runs with grad mode on in this thread. */
    static <T> T withGraph(Supplier<T> work) {
        JniUtils.setGradMode(true);
        try {
            return work.get();
        } finally {
            JniUtils.setGradMode(false);
        }
    }
}
