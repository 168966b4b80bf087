package dev.hone.policy.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes the text of one TorchScript class without parameters as a module archive that libtorch loads. */
final class TorchScriptArchive {

    private static final byte[] EMPTY_TUPLE = {(byte) 0x80, 2, ')', '.'};

    private TorchScriptArchive() {}

    /**
     * The archive of resources that, one after the other, define the class of this name.
     *
     * @return an uncompressed ZIP archive: an empty pickled object of the class, its code, no constants
     */
    static byte[] of(Class<?> owner, String className, String... resources) {
        try {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            for (String resource : resources) {
                text.writeBytes(read(owner, resource));
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ZipOutputStream archive = new ZipOutputStream(bytes)) {
                put(archive, "m/data.pkl", emptyObject(className));
                put(archive, "m/code/__torch__.py", text.toByteArray());
                put(archive, "m/constants.pkl", EMPTY_TUPLE);
                put(archive, "m/version", "3\n".getBytes(StandardCharsets.US_ASCII));
                put(archive, "m/byteorder", "little".getBytes(StandardCharsets.US_ASCII));
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Class<?> owner, String resource) throws IOException {
        try (InputStream text = owner.getResourceAsStream(resource)) {
            if (text == null) {
                throw new IllegalStateException("the program " + resource + " is missing from the jar");
            }
            return text.readAllBytes();
        }
    }

    /** Pickle, protocol 2, of an object of the class whose only attribute is training = False. */
    private static byte[] emptyObject(String className) {
        ByteArrayOutputStream pickle = new ByteArrayOutputStream();
        byte[] attribute = "training".getBytes(StandardCharsets.US_ASCII);
        pickle.writeBytes(new byte[] {(byte) 0x80, 2, 'c'});
        pickle.writeBytes(("__torch__\n" + className + "\n").getBytes(StandardCharsets.US_ASCII));
        pickle.writeBytes(new byte[] {')', (byte) 0x81, '}', '(', 'X', (byte) attribute.length, 0, 0, 0});
        pickle.writeBytes(attribute);
        pickle.writeBytes(new byte[] {(byte) 0x89, 'u', 'b', '.'});
        return pickle.toByteArray();
    }

    private static void put(ZipOutputStream archive, String name, byte[] content) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCompressedSize(content.length);
        entry.setCrc(checksum.getValue());
        entry.setTime(0);
        archive.putNextEntry(entry);
        archive.write(content);
        archive.closeEntry();
    }
}
