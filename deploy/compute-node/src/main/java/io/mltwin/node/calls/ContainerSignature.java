package io.mltwin.node.calls;

import io.mltwin.encoding.UriEncoding;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A service SAS for one container or share, which a node makes with an account's key ("Create a
 * service SAS", 2020-10-02), so that the key itself is in no request.
 */
final class ContainerSignature {

    private static final String ALGORITHM = "HmacSHA256";

    private ContainerSignature() {}

    static String of(SecretReference reference, String accountKey) {
        String resource =
                (reference.isShare() ? "/file/" : "/blob/") + reference.account() + "/" + reference.container();
        // sp, st, se, resource, si, sip, spr, sv, of a container sr and snapshot, and five headers
        String signed = String.join(
                        "\n",
                        reference.permissions(),
                        "",
                        reference.expiry(),
                        resource,
                        "",
                        "",
                        "https",
                        StorageCalls.VERSION)
                + (reference.isShare() ? "" : "\nc\n")
                + "\n".repeat(5);
        Map<String, String> query = new LinkedHashMap<>();
        query.put("sv", StorageCalls.VERSION);
        query.put("sr", reference.isShare() ? "s" : "c");
        query.put("sp", reference.permissions());
        query.put("se", reference.expiry());
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
