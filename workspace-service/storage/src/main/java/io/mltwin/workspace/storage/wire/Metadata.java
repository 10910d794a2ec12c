package io.mltwin.workspace.storage.wire;

import static io.mltwin.workspace.storage.wire.RequestErrors.invalidMetadata;
import static io.mltwin.workspace.storage.wire.RequestErrors.metadataTooLarge;

import com.fasterxml.jackson.core.type.TypeReference;
import io.mltwin.armweb.Json;
import io.mltwin.datakeys.DataKey;
import io.mltwin.encoding.AsciiCase;
import io.vertx.core.MultiMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * {@code x-ms-meta-*} of containers and blobs ("Setting and retrieving properties and metadata"):
 * names are C# identifiers compared without case, at most 8 KB in all. Stored as ciphertext.
 */
public final class Metadata {

    private static final String PREFIX = "x-ms-meta-";
    private static final int LARGEST = 8 * 1024;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final TypeReference<TreeMap<String, String>> FORM = new TypeReference<>() {};

    private Metadata() {}

    public static Map<String, String> of(MultiMap headers) {
        Map<String, String> metadata = new TreeMap<>(AsciiCase.ORDER);
        int size = 0;
        for (Map.Entry<String, String> header : headers) {
            if (AsciiCase.lower(header.getKey()).startsWith(PREFIX)) {
                String name = header.getKey().substring(PREFIX.length());
                if (!NAME.matcher(name).matches()) {
                    throw invalidMetadata("'" + name + "' is no C# identifier.");
                }
                size += name.length() + header.getValue().length();
                metadata.merge(name, header.getValue(), (first, second) -> first + "," + second);
            }
        }
        if (size > LARGEST) {
            throw metadataTooLarge();
        }
        return metadata;
    }

    /** Ciphertext, or null for none. */
    public static byte[] encrypt(Map<String, String> metadata, DataKey key, String context) {
        if (metadata.isEmpty()) {
            return null;
        }
        return key.encrypt(Json.bytes(metadata), context);
    }

    public static Map<String, String> decrypt(byte[] ciphertext, DataKey key, String context) {
        if (ciphertext == null) {
            return Map.of();
        }
        return Json.read(key.decryptText(ciphertext, context), FORM);
    }
}
