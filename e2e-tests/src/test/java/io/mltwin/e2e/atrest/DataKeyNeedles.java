package io.mltwin.e2e.atrest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.Key;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.SecretKeyAccess;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.streamingaead.AesGcmHkdfStreamingKey;
import com.google.crypto.tink.streamingaead.StreamingAeadConfig;
import com.google.crypto.tink.subtle.AesGcmJce;
import io.mltwin.e2e.fixtures.CustomerKeyVault;
import io.mltwin.e2e.platform.TestPlatform;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The data keys of all surfaces as nobody may find them: opened with the root keys in {@code
 * private/}, as only their own service can, or by the owner of the customer's vault.
 */
record DataKeyNeedles(TestPlatform platform) {
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Surface(String service, String contextAndKey) {}

    private static final List<Surface> SURFACES = List.of(
            new Surface(
                    "workspace",
                    "select 'storage-account:' || id, wrapped_data_key from storage_account"
                            + " where key_vault_uri is null"),
            new Surface(
                    "compute",
                    "select 'run-history:' || workspace_id, wrapped from workspace_key"
                            + " where key_identifier is null"),
            new Surface("scoring", "select 'registry:' || id, data_key from registry where key_identifier is null"),
            new Surface("scoring", "select 'web-service:' || id || ':' || endpoint, data_key from web_service"),
            new Surface(
                    "scoring",
                    "select 'metadata:' || workspace_key, wrapped from workspace_key"
                            + " where not under_customer_key"),
            new Surface("keyvault", "select 'vault:' || id, wrapped_data_key from vault"),
            new Surface("telemetry", "select 'component:' || component_id, wrapped_data_key from component"));

    /** The same surfaces where the data key is wrapped by a customer's key. */
    private static final List<Surface> UNDER_CUSTOMER_KEYS = List.of(
            new Surface(
                    "workspace",
                    "select 'storage-account:' || id, wrapped_data_key from storage_account"
                            + " where key_vault_uri is not null"),
            new Surface(
                    "compute",
                    "select 'run-history:' || workspace_id, wrapped from workspace_key"
                            + " where key_identifier is not null"),
            new Surface(
                    "scoring",
                    "select 'registry:' || id, data_key from registry" + " where key_identifier is not null"));

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

    /** What is stored of a data key, and what it is for. */
    private record Stored(String context, byte[] wrapped) {}

    private List<Stored> stored(Surface surface) throws IOException, SQLException {
        List<Stored> stored = new ArrayList<>();
        try (Connection connection = platform.platform().postgres().connect(surface.service());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(surface.contextAndKey())) {
            while (rows.next()) {
                stored.add(new Stored(rows.getString(1), rows.getBytes(2)));
            }
        }
        return stored;
    }

    private List<Needle> of(String what, Surface surface) throws IOException, SQLException, GeneralSecurityException {
        Aead root = rootKeys(surface.service());
        List<Needle> needles = new ArrayList<>();
        for (Stored key : stored(surface)) {
            needles.addAll(needles(what + " of " + key.context(), root.decrypt(key.wrapped(), bytes(key))));
        }
        return needles;
    }

    private static byte[] bytes(Stored key) {
        return key.context().getBytes(StandardCharsets.UTF_8);
    }

    private static List<Needle> needles(String what, byte[] material) throws GeneralSecurityException {
        List<Needle> needles = new ArrayList<>();
        for (byte[] key : keys(material)) {
            needles.add(Needle.of(what, key));
        }
        return needles;
    }

    /**
     * Of each surface under a key of this vault, whose owner opens it: the key-encrypting key and
     * the two keys of the data key.
     */
    List<Needle> under(CustomerKeyVault vault, String what) throws IOException, SQLException, GeneralSecurityException {
        List<Needle> needles = new ArrayList<>();
        for (Surface surface : UNDER_CUSTOMER_KEYS) {
            int before = needles.size();
            for (Stored key : stored(surface)) {
                JsonNode form = JSON.readTree(key.wrapped());
                String kid = form.path("kid").asText();
                if (vault.holds(kid)) {
                    byte[] kek = vault.unwrap(kid, form.path("kek").binaryValue());
                    needles.add(Needle.of(what + ", what wraps that of " + key.context(), kek));
                    byte[] associated = (key.context() + " " + kid).getBytes(StandardCharsets.UTF_8);
                    byte[] material =
                            new AesGcmJce(kek).decrypt(form.path("data").binaryValue(), associated);
                    needles.addAll(needles(what + " of " + key.context(), material));
                }
            }
            if (needles.size() == before) {
                throw new AssertionError("no data key by " + surface.contextAndKey());
            }
        }
        return needles;
    }

    private Aead rootKeys(String service) throws IOException, GeneralSecurityException {
        AeadConfig.register();
        Path file = platform.platform().folder().privateOf(service).resolve("root-keys.json");
        return TinkJsonProtoKeysetFormat.parseKeyset(Files.readString(file), InsecureSecretKeyAccess.get())
                .getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    /**
     * The two keys in {@code material}: one Tink keyset behind four bytes with its length, for what
     * is small, then one for streams.
     */
    private static List<byte[]> keys(byte[] material) throws GeneralSecurityException {
        StreamingAeadConfig.register();
        ByteBuffer keysets = ByteBuffer.wrap(material);
        byte[] small = new byte[keysets.getInt()];
        keysets.get(small);
        byte[] large = new byte[keysets.remaining()];
        keysets.get(large);
        SecretKeyAccess access = InsecureSecretKeyAccess.get();
        return List.of(
                ((AesGcmKey) only(small)).getKeyBytes().toByteArray(access),
                ((AesGcmHkdfStreamingKey) only(large)).getInitialKeyMaterial().toByteArray(access));
    }

    private static Key only(byte[] keyset) throws GeneralSecurityException {
        KeysetHandle handle = TinkProtoKeysetFormat.parseKeyset(keyset, InsecureSecretKeyAccess.get());
        if (handle.size() != 1) {
            throw new AssertionError("a data key of " + handle.size() + " keys: look for each");
        }
        return handle.getPrimary().getKey();
    }
}
