package io.mltwin.e2e;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The data keys of all surfaces as nobody may find them: opened with the root keys in {@code
 * private/}, as only their own service can.
 */
record DataKeyNeedles(TestPlatform platform) {
    private static final int KEY_BYTES = 32;

    /** How a key lies in Tink's form of it: field 3, 32 bytes. */
    private static final byte[] KEY_FIELD = {0x1a, KEY_BYTES};

    private record Surface(String service, String contextAndKey) {}

    private static final List<Surface> SURFACES =
            List.of(
                    new Surface(
                            "workspace",
                            "select 'storage-account:' || id, wrapped_data_key from storage_account"
                                    + " where key_vault_uri is null"),
                    new Surface(
                            "compute",
                            "select 'run-history:' || workspace_id, wrapped from workspace_key"
                                    + " where key_identifier is null"),
                    new Surface(
                            "scoring",
                            "select 'registry:' || id, data_key from registry where key_identifier is null"),
                    new Surface(
                            "scoring",
                            "select 'web-service:' || id || ':' || endpoint, data_key from web_service"),
                    new Surface("keyvault", "select 'vault:' || id, wrapped_data_key from vault"),
                    new Surface(
                            "telemetry",
                            "select 'component:' || id, wrapped_data_key from component"));

    /** Of each surface that there is, the two keys of each of its data keys. */
    List<Needle> all(String what) throws IOException, SQLException, GeneralSecurityException {
        List<Needle> needles = new ArrayList<>();
        for (Surface surface : SURFACES) {
            List<Needle> found = of(what, surface);
            if (found.isEmpty()) {
                throw new AssertionError("no data key by " + surface.contextAndKey());
            }
            needles.addAll(found);
        }
        return needles;
    }

    private List<Needle> of(String what, Surface surface)
            throws IOException, SQLException, GeneralSecurityException {
        Aead root = rootKeys(surface.service());
        List<Needle> needles = new ArrayList<>();
        try (Connection connection = platform.platform().postgres().connect(surface.service());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(surface.contextAndKey())) {
            while (rows.next()) {
                String context = rows.getString(1);
                byte[] material =
                        root.decrypt(rows.getBytes(2), context.getBytes(StandardCharsets.UTF_8));
                for (byte[] key : keys(material)) {
                    needles.add(Needle.of(what + " of " + context, key));
                }
            }
        }
        return needles;
    }

    private Aead rootKeys(String service) throws IOException, GeneralSecurityException {
        AeadConfig.register();
        Path file = platform.platform().folder().privateOf(service).resolve("root-keys.json");
        return TinkJsonProtoKeysetFormat.parseKeyset(
                        Files.readString(file), InsecureSecretKeyAccess.get())
                .getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    private static List<byte[]> keys(byte[] material) {
        List<byte[]> keys = new ArrayList<>();
        for (int at = 0; at + 2 + KEY_BYTES <= material.length; at++) {
            if (Arrays.equals(material, at, at + 2, KEY_FIELD, 0, 2)) {
                keys.add(Arrays.copyOfRange(material, at + 2, at + 2 + KEY_BYTES));
                at += 1 + KEY_BYTES;
            }
        }
        if (keys.size() != 2) {
            throw new AssertionError("a data key has another form than was thought");
        }
        return keys;
    }
}
