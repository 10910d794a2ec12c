package io.mltwin.node.calls;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.mltwin.encoding.UriEncoding;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names a datastore's secret in the workspace's key vault, and what it opens. The secret itself is
 * never sent with it.
 *
 * @param url address of the vaults
 * @param host the virtual host of the vault; the connection goes to {@code url}
 * @param secret name in the vault
 * @param kind AccountKey, Sas or ServicePrincipal
 * @param service of the account: blob or file
 * @param account of the container or share
 * @param container or share
 * @param permissions that a signature made with an account's key grants
 * @param expiry of such a signature
 * @param principal whose secret it is, or null
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record SecretReference(
        String url,
        String host,
        String secret,
        String kind,
        String service,
        String account,
        String container,
        String permissions,
        String expiry,
        Principal principal) {

    private static final String ALGORITHM = "HmacSHA256";

    /**
     * A service principal, which the secret gets a token for.
     *
     * @param url of the endpoint for tokens
     * @param resource that the token is for
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Principal(String url, String clientId, String resource) {}

    boolean isShare() {
        return ComputeServiceClient.FILE_SERVICE.equals(service);
    }

    boolean isAccountKey() {
        return kind.equals("AccountKey");
    }

    /**
     * Returns a service SAS for the container or share, made with the account's key ("Create a service SAS",
     * 2020-10-02), so that the key itself is in no request.
     */
    String signature(String accountKey) {
        String resource = (isShare() ? "/file/" : "/blob/") + account + "/" + container;
        // sp, st, se, resource, si, sip, spr, sv, of a container sr and snapshot, and five headers
        String signed = String.join("\n", permissions, "", expiry, resource, "", "", "https", StorageCalls.VERSION)
                + (isShare() ? "" : "\nc\n")
                + "\n".repeat(5);
        Map<String, String> query = new LinkedHashMap<>();
        query.put("sv", StorageCalls.VERSION);
        query.put("sr", isShare() ? "s" : "c");
        query.put("sp", permissions);
        query.put("se", expiry);
        query.put("spr", "https");
        query.put("sig", sign(accountKey, signed));
        return UriEncoding.encodeQuery(query);
    }

    private static String sign(String accountKey, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(accountKey), ALGORITHM));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
