package io.mltwin.identity.oauth.tokens;

import static io.mltwin.encoding.Absence.isBlank;
import static io.mltwin.identity.oauth.errors.AadErrors.malformedRequest;
import static io.mltwin.identity.oauth.errors.AadErrors.missingParameter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.oauth.tokens.AccessTokenGrant.TokenVersion;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A form posted to a token endpoint. Fields that Azure AD does not know are ignored, as there, but
 * must be well formed.
 *
 * @param tenant as in the path: id, verified domain, {@code common}, {@code organizations}
 * @param form holds secrets
 * @param from the address and origin of the caller
 */
record TokenRequest(TokenVersion version, String tenant, Map<String, String> form, From from) {

    private static final String BASIC = "Basic ";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> KINDS = List.of(
            "password", "code", "refresh_token", "device_code", "assertion", "client_assertion", "client_secret");
    private static final int LONGEST_HOLDER = 128;

    /**
     * The address and origin of the caller.
     *
     * @param address null when unknown
     * @param origin of a request by a script in a browser, else null
     */
    record From(String address, String origin) {
        static final From NOWHERE = new From(null, null);
    }

    /**
     * Reads the form, and the client's id and secret from an Authorization header when they come
     * there. A body of another content type has no fields, as Azure AD sees it.
     *
     * @param authorization null for none
     */
    static TokenRequest read(
            TokenVersion version, String tenant, String contentType, String body, String authorization, From from) {
        Map<String, String> form = FormFields.parse(body == null || !isForm(contentType) ? "" : body);
        if (authorization != null && AsciiCase.startsWith(authorization, BASIC)) {
            addBasic(form, authorization.substring(BASIC.length()).trim());
        }
        return new TokenRequest(version, tenant, form, from);
    }

    private static boolean isForm(String contentType) {
        if (contentType == null) {
            // MSAL for Java names none when it asks for a device code
            return true;
        }
        int end = contentType.indexOf(';');
        return FORM.equals(AsciiCase.lower((end < 0 ? contentType : contentType.substring(0, end)).trim()));
    }

    private static void addBasic(Map<String, String> form, String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon < 0) {
                throw malformedRequest();
            }
            add(form, "client_id", FormFields.decode(pair, 0, colon));
            add(form, "client_secret", FormFields.decode(pair, colon + 1, pair.length()));
        } catch (IllegalArgumentException e) {
            throw malformedRequest();
        }
    }

    /** Adds a field, which must not contradict another place. */
    private static void add(Map<String, String> form, String name, String value) {
        String before = form.putIfAbsent(name, value);
        if (before != null && !before.equals(value)) {
            throw malformedRequest();
        }
    }

    /** Returns the field, or null when absent or empty. */
    String optional(String name) {
        String value = form.get(name);
        return isBlank(value) ? null : value;
    }

    String required(String name) {
        String value = optional(name);
        if (value == null) {
            throw missingParameter(name);
        }
        return value;
    }

    String clientId() {
        return AsciiCase.lower(required("client_id"));
    }

    boolean isV2() {
        return version == TokenVersion.V2;
    }

    /**
     * Returns true when the client understands claims challenges, as Azure CLI does.
     *
     * @throws io.mltwin.armweb.AzureException when {@code claims} is no JSON object
     */
    boolean understandsChallenges() {
        String claims = optional("claims");
        if (claims == null) {
            return false;
        }
        try {
            JsonNode asked = JSON.readTree(claims);
            if (asked == null || !asked.isObject()) {
                throw malformedRequest();
            }
            for (JsonNode value : asked.path("access_token").path("xms_cc").path("values")) {
                if (AsciiCase.equal("CP1", value.asText())) {
                    return true;
                }
            }
            return false;
        } catch (JsonProcessingException e) {
            throw malformedRequest();
        }
    }

    /** Returns the kind of credential, for the log of calls. */
    String credentialKind() {
        for (String kind : KINDS) {
            if (optional(kind) != null) {
                return kind;
            }
        }
        return "none";
    }

    /**
     * Returns the name of the user or the id of the client to whom the credential claims to belong.
     */
    String credentialHolder() {
        String holder = optional("username") != null ? optional("username") : optional("client_id");
        return holder == null ? null : holder.substring(0, Math.min(LONGEST_HOLDER, holder.length()));
    }

    @Override
    public String toString() {
        return "TokenRequest[" + version + ", " + tenant + "]";
    }
}
