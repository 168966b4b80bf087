package dev.hone.train;

import dev.hone.error.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The machine and the code, as far as they decide bits: kernels are chosen by the CPU's vector instructions, and another version of the
 * code may compute in another order.
 */
final class Machine {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** Values for a {@link RunIdentity}. */
    static Map<String, String> identity() {
        Map<String, String> identity = new TreeMap<>();
        identity.put("code_version", codeVersion());
        identity.put("cpu", cpu());
        return identity;
    }

    private static String codeVersion() {
        String version = Machine.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private static String cpu() {
        try {
            String info = Files.exists(CPU_INFO) ? Files.readString(CPU_INFO) : "";
            String flags = field(info, "flags");
            String vectors = flags.contains("amx_bf16")
                    ? "amx"
                    : flags.contains("avx512f") ? "avx512" : flags.contains("avx2") ? "avx2" : "baseline";
            return field(info, "model name") + " (" + vectors + ")";
        } catch (IOException e) {
            throw new StorageException("Cannot read " + CPU_INFO + ": " + e.getMessage(), e);
        }
    }

    private static String field(String info, String name) {
        return info.lines()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .orElse("unknown");
    }
}
