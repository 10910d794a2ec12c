package io.mltwin.identity.directory.graph;

import static io.mltwin.armweb.AzureException.notBuiltIf;
import static io.mltwin.identity.directory.DirectoryErrors.invalidCertificate;
import static io.mltwin.identity.directory.DirectoryErrors.invalidValue;
import static io.mltwin.identity.directory.DirectoryErrors.missingProperty;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.Rules;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.directory.CredentialRequest;
import java.util.Base64;
import java.util.List;

/** Reads secrets and certificates from requests. */
final class CredentialPayload {

    private static final String GUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

    private static final Rules<JsonNode> SECRET = GraphPayload.rules("displayName", "endDateTime", "startDateTime")
            .notBuiltIfAsked("Microsoft Graph's property '%s'", "customKeyIdentifier", "hint", "keyId", "secretText");

    private CredentialPayload() {}

    /** Reads {@code addPassword}. The secret itself is generated here. */
    static CredentialRequest secret(GraphPayload body) {
        body.allow("passwordCredential");
        GraphPayload wanted = body.object("passwordCredential");
        if (wanted == null) {
            return new CredentialRequest(null, null, null, null, null);
        }
        wanted.allow(SECRET);
        return new CredentialRequest(
                null, wanted.text("displayName"), wanted.time("startDateTime"), wanted.time("endDateTime"), null);
    }

    /** Reads {@code removePassword}. */
    static String keyId(GraphPayload body) {
        body.allow("keyId");
        return guid(body.required("keyId", null, "passwordCredential"));
    }

    static List<CredentialRequest> keys(List<GraphPayload> all) {
        return all.stream().map(CredentialPayload::key).toList();
    }

    private static CredentialRequest key(GraphPayload wanted) {
        wanted.allow(
                "customKeyIdentifier", "displayName", "endDateTime", "key", "keyId", "startDateTime", "type", "usage");
        String type = wanted.text("type", "AsymmetricX509Cert");
        String usage = wanted.text("usage", "Verify");
        notBuiltIf(
                !"AsymmetricX509Cert".equals(type) || !"Verify".equals(usage),
                "A key credential of type %s for %s",
                type,
                usage);
        String keyId = wanted.text("keyId");
        String certificate = wanted.longText("key");
        if (keyId == null && certificate == null) {
            throw missingProperty("key", "keyCredential");
        }
        return new CredentialRequest(
                keyId == null ? null : guid(keyId),
                wanted.text("displayName"),
                wanted.time("startDateTime"),
                wanted.time("endDateTime"),
                certificate == null ? null : decoded(certificate));
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw invalidCertificate("its key is not base64");
        }
    }

    private static String guid(String text) {
        String id = AsciiCase.lower(text);
        if (!id.matches(GUID)) {
            throw invalidValue("keyId");
        }
        return id;
    }
}
