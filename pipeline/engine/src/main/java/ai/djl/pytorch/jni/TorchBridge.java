package ai.djl.pytorch.jni;

import ai.djl.pytorch.engine.PtSymbolBlock;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/**
 * Reaches the one call of DJL's PyTorch engine that its public classes do not offer: a method of a TorchScript module with any arguments
 * and with autograd. It lives in DJL's package because the library class there is package-private.
 */
public final class TorchBridge {

    /** The version of DJL's PyTorch engine whose package-private call this is: another one may mean other things by its arguments. */
    public static final String VERSION = "0.35.1";

    private TorchBridge() {}

    /** The version of DJL's PyTorch engine on the class path; empty where it does not say. */
    public static String versionFound() throws IOException {
        try (InputStream file = PyTorchLibrary.class.getResourceAsStream("/pytorch-engine.properties")) {
            Properties properties = new Properties();
            if (file != null) {
                properties.load(file);
            }
            return properties.getProperty("djl_version", "");
        }
    }

    /**
     * Runs a method of a module.
     *
     * @param withGraph true to follow the thread's grad mode, false for inference mode, whose results cannot take part in a graph
     */
    public static IValue run(PtSymbolBlock module, String method, IValue[] arguments, boolean withGraph) {
        long[] handles = new long[arguments.length];
        for (int i = 0; i < handles.length; i++) {
            handles[i] = arguments[i].getHandle();
        }
        return new IValue(PyTorchLibrary.LIB.moduleRunMethod(module.getHandle(), method, handles, withGraph, false));
    }
}
