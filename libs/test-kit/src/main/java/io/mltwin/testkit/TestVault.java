package io.mltwin.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.local.layout.PlatformService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/**
 * Plays one key of a vault, as far as services use customer-managed keys: get, wrapKey and
 * unwrapKey with RSA-OAEP-256, versions that are disabled, and principals that are let in.
 */
public final class TestVault {

    private static final OAEPParameterSpec OAEP =
            new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int VERSION_LENGTH = 32;

    private final String host;
    private final String name;
    private final List<Version> versions = new CopyOnWriteArrayList<>();
    private final Set<String> principals = ConcurrentHashMap.newKeySet();
    private volatile String recoveryLevel = "Recoverable";
    private volatile boolean wraps = true;
    private volatile String wrappedBy;

    private static final class Version {
        private final String id = UUID.randomUUID().toString().replace("-", "");
        private final KeyPair keys = TestIssuer.newKeys();
        private volatile boolean enabled = true;
    }

    private TestVault(String host, String name) {
        this.host = host;
        this.name = name;
        rotate();
    }

    /** Answers for the key from now on. */
    public static TestVault play(TestPlatform platform, String vault, String key) {
        TestVault made = new TestVault(platform.trust().host(vault + ".vault", PlatformService.KEYVAULT), key);
        platform.calls().answer("keyvault", "GET", "/keys/" + key + "*", made::show);
        platform.calls().answer("keyvault", "POST", "/keys/" + key + "*", made::perform);
        return made;
    }

    /** {@code https://vault/}. */
    public String uri() {
        return "https://" + host + "/";
    }

    /** Without a version. */
    public String keyUri() {
        return uri() + "keys/" + name;
    }

    /** Returns the address of the newest version. */
    public String versionUri() {
        return keyUri() + "/" + newest().id;
    }

    /** Makes a newer version. */
    public void rotate() {
        versions.add(new Version());
    }

    /** Enables or disables the newest version. */
    public void enable(boolean enabled) {
        newest().enabled = enabled;
    }

    /** The version that wrapped something last, with its URI; null before. */
    public String wrappedBy() {
        return wrappedBy;
    }

    public void letIn(String objectId) {
        principals.add(objectId);
    }

    public void shutOut(String objectId) {
        principals.remove(objectId);
    }

    /** Gives nobody wrapKey: who is let in may get and unwrapKey alone. */
    public void refuseToWrap() {
        wraps = false;
    }

    /** {@code Recoverable+Purgeable} for a vault without purge protection. */
    public void recoveryLevel(String level) {
        recoveryLevel = level;
    }

    private Version newest() {
        return versions.get(versions.size() - 1);
    }

    private PeerAnswer show(PeerRequest request) {
        PeerAnswer refusal = refusal(request);
        if (refusal != null) {
            return refusal;
        }
        Version version = version(request);
        RSAPublicKey key = (RSAPublicKey) version.keys.getPublic();
        return PeerAnswer.json(
                200,
                Map.of(
                        "key",
                        Map.of(
                                "kid",
                                kid(version),
                                "kty",
                                "RSA",
                                "n",
                                encode(unsigned(key.getModulus())),
                                "e",
                                encode(unsigned(key.getPublicExponent()))),
                        "attributes",
                        Map.of("enabled", version.enabled, "recoveryLevel", recoveryLevel)));
    }

    private PeerAnswer perform(PeerRequest request) {
        PeerAnswer refusal = refusal(request);
        if (refusal != null) {
            return refusal;
        }
        Version version = version(request);
        if (!version.enabled) {
            return refuse(403, "Forbidden", "KeyDisabled");
        }
        boolean wrapping = request.path().endsWith("/wrapkey");
        if (wrapping && !wraps) {
            return refuse(403, "Forbidden", "ForbiddenByPolicy");
        }
        Key key = wrapping ? version.keys.getPublic() : version.keys.getPrivate();
        byte[] value =
                Base64.getUrlDecoder().decode(request.json().path("value").asText());
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
            if (wrapping) {
                wrappedBy = kid(version);
            }
            cipher.init(wrapping ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE, key, OAEP);
            return PeerAnswer.json(200, Map.of("kid", kid(version), "value", encode(cipher.doFinal(value))));
        } catch (GeneralSecurityException otherVersion) {
            return refuse(400, "BadParameter", null);
        }
    }

    private PeerAnswer refusal(PeerRequest request) {
        if (!host.equals(request.headers().get("host"))) {
            return refuse(404, "VaultNotFound", null);
        }
        if (!principals.contains(objectId(request.bearer()))) {
            return refuse(403, "Forbidden", "ForbiddenByPolicy");
        }
        return version(request) == null ? refuse(404, "KeyNotFound", null) : null;
    }

    private static PeerAnswer refuse(int status, String code, String inner) {
        Map<String, Object> error = inner == null
                ? Map.of("code", code, "message", code)
                : Map.of("code", code, "message", inner, "innererror", Map.of("code", inner));
        return PeerAnswer.json(status, Map.of("error", error));
    }

    /** The version that the path names, the newest for none; null when there is no such. */
    private Version version(PeerRequest request) {
        String[] parts = request.path().split("/");
        String named = parts.length > 3 && parts[3].length() == VERSION_LENGTH ? parts[3] : null;
        return named == null
                ? newest()
                : versions.stream()
                        .filter(version -> version.id.equals(named))
                        .findFirst()
                        .orElse(null);
    }

    private String kid(Version version) {
        return keyUri() + "/" + version.id;
    }

    private static String objectId(String jwt) {
        if (jwt == null) {
            return "";
        }
        try {
            JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(jwt.split("\\.")[1]));
            return claims.path("oid").asText();
        } catch (IOException e) {
            throw new UncheckedIOException("no token", e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }
}
