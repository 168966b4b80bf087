package dev.hone.reward;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** Versions of reward functions: the first 16 hexadecimal digits of a SHA-256 of code identity and parameters. */
final class RewardVersions {

    private static final int HEX_DIGITS = 16;

    private RewardVersions() {}

    /** Code that its authors number by hand. */
    static String of(String codeIdentity, Map<String, Object> parameters) {
        MessageDigest digest = sha256();
        digest.update(codeIdentity.getBytes(StandardCharsets.UTF_8));
        return hex(digest, parameters);
    }

    /** Code known by the bytes of its class file; classes that it uses do not count. */
    static String ofClass(Class<?> code, Map<String, Object> parameters) {
        MessageDigest digest = sha256();
        digest.update(code.getName().getBytes(StandardCharsets.UTF_8));
        String file = code.getName().substring(code.getName().lastIndexOf('.') + 1) + ".class";
        try (InputStream bytes = code.getResourceAsStream(file)) {
            if (bytes != null) { // a lambda has no class file: its name must do
                digest.update(bytes.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the class file of " + code.getName(), e);
        }
        return hex(digest, parameters);
    }

    private static String hex(MessageDigest digest, Map<String, Object> parameters) {
        digest.update((byte) 0);
        digest.update(RewardDefinition.canonicalJson(ModelLimits.leftOutOf(parameters))
                .getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest()).substring(0, HEX_DIGITS);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
