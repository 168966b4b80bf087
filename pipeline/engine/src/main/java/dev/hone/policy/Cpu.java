package dev.hone.policy;

import dev.hone.error.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The processor, as far as it decides bits: kernels are chosen by its vector instructions. */
public final class Cpu {

    private static final Path INFO = Path.of("/proc/cpuinfo");
    private static final String KIND = read();

    private Cpu() {}

    /** Name and vector instructions of this machine's processor, such as {@code A processor (avx2)}. */
    public static String kind() {
        return KIND;
    }

    private static String read() {
        try {
            String info = Files.exists(INFO) ? Files.readString(INFO) : "";
            String flags = field(info, "flags");
            String vectors = flags.contains("amx_bf16")
                    ? "amx"
                    : flags.contains("avx512f") ? "avx512" : flags.contains("avx2") ? "avx2" : "baseline";
            return field(info, "model name") + " (" + vectors + ")";
        } catch (IOException e) {
            throw new StorageException("Cannot read " + INFO + ": " + e.getMessage(), e);
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
